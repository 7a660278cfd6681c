import { askPaperInOrder, fence } from '../escpos/commands.ts';
import type { Answer } from '../status/answers.ts';
import type { Conversation } from './conversation.ts';
import { canProve } from './knowledge.ts';

/** The most that one of our picture commands can still be waiting for. */
const longestCommandBytes = 4_096;
const quietMs = 300;

/**
 * Makes sure that a new connection starts between two commands. A job torn off earlier, perhaps by a power cut of the
 * host, can have left the printer inside a picture that would swallow the next job and then answer its fence; a unit that
 * should answer in order and does not gets blank bytes until it must be out of it.
 *
 * @returns false when it still does not answer; the next time it is treated like a unit never met
 */
export async function settle(talk: Conversation, signal: AbortSignal): Promise<boolean> {
  const { statusTimeoutMs, proofTimeoutMs } = talk.options;
  if (canProve(talk.knowledge()) === undefined) {
    if (talk.knowledge().status === 'yes') await getToKnow(talk, signal);
  } else if (!(await answersInOrder(talk, statusTimeoutMs, signal))) {
    await talk.write(new Uint8Array(longestCommandBytes), signal);
    if (!(await answersInOrder(talk, proofTimeoutMs, signal))) {
      talk.learn({ fence: 'unknown', ordered: 'unknown' }); // perhaps another unit stands there now
      talk.doubt(); // which the next connection gets to know
      return false;
    }
  }
  if (talk.isInDoubt() && talk.knowledge().fence !== 'yes') await letOldAnswersPass(talk, signal);
  talk.settled();
  return true;
}

/** A unit never met may stand inside a picture, too. What it answers is learnt; silence may only mean that it cannot. */
async function getToKnow(talk: Conversation, signal: AbortSignal): Promise<void> {
  if (await tryToLearn(talk, signal)) return;
  await talk.write(new Uint8Array(longestCommandBytes), signal);
  await tryToLearn(talk, signal);
  if (talk.knowledge().fence !== 'yes') await letOldAnswersPass(talk, signal); // two were asked for
}

/** Asks in both ways, the fence first: a unit that knows fences answers that first. */
async function tryToLearn(talk: Conversation, signal: AbortSignal): Promise<boolean> {
  const { statusTimeoutMs } = talk.options;
  const fences = talk.knowledge().fence === 'no' ? [] : [fence(talk.nextToken())];
  const ordered = talk.next(isOrdered, 2 * statusTimeoutMs, signal); // may come together with the fence
  ordered.catch(() => undefined); // a broken connection is heard of below
  const question = Buffer.concat([...fences, askPaperInOrder]);
  const isEither = (answer: Answer) => answer.kind === 'fence' || isOrdered(answer);
  const first = await talk.ask(question, isEither, statusTimeoutMs, signal);
  if (first?.kind === 'ordered') talk.learn({ ordered: 'yes', fence: 'no' });
  if (first?.kind === 'fence') {
    talk.learn({ fence: 'yes', ordered: (await ordered) ? 'yes' : 'no' });
  }
  return first !== undefined;
}

async function answersInOrder(talk: Conversation, timeoutMs: number, signal: AbortSignal) {
  const { fence: fences, ordered } = talk.knowledge();
  if (fences !== 'yes' && ordered !== 'yes') return true; // cannot be asked
  const token = talk.nextToken();
  const question = fences === 'yes' ? fence(token) : askPaperInOrder;
  const wanted = (answer: Answer) =>
    fences === 'yes' ? isFence(answer, token) : answer.kind === 'ordered';
  return (await talk.ask(question, wanted, timeoutMs, signal)) !== undefined;
}

export function isFence(answer: Answer, token: readonly number[]): boolean {
  return answer.kind === 'fence' && answer.token.every((char, at) => char === token[at]);
}

const isOrdered = (answer: Answer) => answer.kind === 'ordered';

/** Answers without a name may belong to the job in doubt: wait until no more come. */
async function letOldAnswersPass(talk: Conversation, signal: AbortSignal): Promise<void> {
  while ((await talk.next(isOrdered, quietMs, signal)) !== undefined);
}
