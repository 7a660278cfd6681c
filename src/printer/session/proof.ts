import { secondMs, sleep } from '../../shared/kit/clock.ts';
import { askPaperInOrder, fence } from '../escpos/commands.ts';
import { PrinterError } from '../printer-error.ts';
import type { Answer } from '../status/answers.ts';
import { canPrint, type PrinterState } from '../status/states.ts';
import { askState } from './ask-state.ts';
import type { Conversation } from './conversation.ts';
import { canProve, type PrinterKnowledge } from './knowledge.ts';
import type { Wanted } from './listeners.ts';
import { isFence } from './settle.ts';
import type { DoubtReason, PrintRequest, Proof } from './types.ts';

type ProofResult = { readonly proof: Proof } | { readonly missing: DoubtReason };

/** While proof is outstanding, how often to ask what is wrong. */
const pollMs = 500;
/** A unit that has never answered anything is not waited for longer. */
const silenceMs = 2_000;

/** Jobs in a row without an answer until a unit counts as one that gives none; one may have been bad luck. */
const silentJobs = 2;

/** Puts a fence behind a job and waits until it is passed or time is up. */
export async function waitForProof(
  talk: Conversation,
  jobBytes: number,
  request: PrintRequest,
): Promise<ProofResult> {
  const before = talk.knowledge();
  if (canProve(before) === false) return withoutProof(talk, request.signal);
  const token = talk.nextToken();
  const over = new AbortController();
  const signal = AbortSignal.any([request.signal, over.signal]);
  const listen = (wanted: Wanted) => {
    const answer = talk.next(wanted, limitMs(talk, jobBytes), signal);
    answer.catch(() => undefined); // a write that fails first is what the caller hears of
    return answer;
  };
  // listens before the questions leave; an anonymous answer is only waited for when it was asked for
  const named = before.fence === 'no' ? never() : listen((answer) => isFence(answer, token));
  const ordered = before.fence === 'yes' ? never() : listen(isOrdered);
  const watch = watchState(talk, request, signal);
  try {
    if (before.fence !== 'no') await talk.write(fence(token), request.signal);
    if (before.fence !== 'yes') await talk.write(askPaperInOrder, request.signal);
    const answer = await Promise.race([named, ordered]);
    if (answer === undefined) return unproven(talk, before, watch.state());
    if (answer.kind !== 'fence') return provenInOrder(talk);
    if (before.fence !== 'yes') await learnOrdered(talk, ordered, signal);
    talk.learn({ fence: 'yes' });
    return { proof: 'fence' };
  } finally {
    over.abort();
    await watch.ended;
  }
}

/** Between two portions of a job, where nothing else keeps the printer's buffer from running over. */
export function waitForRoom(
  talk: Conversation,
  sentBytes: number,
  request: PrintRequest,
): Promise<ProofResult> {
  return canProve(talk.knowledge())
    ? waitForProof(talk, sentBytes, request)
    : withoutProof(talk, request.signal);
}

const never = () => new Promise<never>(() => undefined);
const isOrdered: Wanted = (answer) => answer.kind === 'ordered';

/** The fence stood in front of this answer: a unit that knows fences would have answered it first. */
function provenInOrder(talk: Conversation): ProofResult {
  talk.learn({ ordered: 'yes', fence: 'no' });
  return { proof: 'status' };
}

/** Both were asked; the second answer must not be left for the next job to find. */
async function learnOrdered(
  talk: Conversation,
  ordered: Promise<Answer | undefined>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, statusTimeoutMs } = talk.options;
  const answer = await Promise.race([ordered, sleep(clock, statusTimeoutMs, signal)]);
  talk.learn({ ordered: answer ? 'yes' : 'no' });
}

function limitMs(talk: Conversation, jobBytes: number): number {
  const { status } = talk.knowledge();
  if (status !== 'yes' && canProve(talk.knowledge()) === undefined) return silenceMs;
  const { proofTimeoutMs, slowestBytesPerSecond } = talk.options;
  return proofTimeoutMs + (jobBytes / slowestBytesPerSecond) * secondMs;
}

function unproven(talk: Conversation, before: PrinterKnowledge, state: PrinterState): ProofResult {
  if (!canPrint(state)) return { missing: state };
  if (canProve(before)) return { missing: 'no_answer' };
  if (talk.countSilence() >= silentJobs) {
    talk.learn({ fence: 'no', ordered: 'no', ...(state === 'unknown' && { status: 'no' }) });
  }
  return { proof: 'none' };
}

/** For units that cannot prove: at least they must not report trouble. */
async function withoutProof(talk: Conversation, signal: AbortSignal): Promise<ProofResult> {
  const state = talk.knowledge().status === 'yes' ? await askState(talk, signal) : 'unknown';
  return canPrint(state) ? { proof: 'none' } : { missing: state };
}

/** Asks how the printer is until `signal` aborts. */
function watchState(talk: Conversation, { onWaiting }: PrintRequest, signal: AbortSignal) {
  let state: PrinterState = talk.knowledge().status === 'yes' ? 'ready' : 'unknown';
  const run = async () => {
    for (;;) {
      await sleep(talk.options.clock, pollMs, signal);
      if (signal.aborted) return;
      state = await askState(talk, signal);
      if (!canPrint(state)) onWaiting?.(state);
    }
  };
  const ended = run().catch((error: unknown) => {
    if (!(error instanceof PrinterError)) throw error; // the wait for proof hears of a broken connection, too
  });
  return { state: () => state, ended };
}
