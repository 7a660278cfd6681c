import type { FenceToken } from '../escpos/commands.ts';
import { createAnswerReader, type Answer } from '../status/answers.ts';
import { stateOfChange, type PrinterState } from '../status/states.ts';
import { Subscribers } from '../transport/subscribers.ts';
import type { Transport } from '../transport/transport.ts';
import { createListeners, type Wanted } from './listeners.ts';
import { knowledgeOf, learned, type PrinterKnowledge } from './knowledge.ts';
import type { SessionOptions } from './types.ts';

/** Questions and answers over one connection, and what was learnt from them. */
export interface Conversation {
  readonly options: Required<Omit<SessionOptions, 'knowledge'>>;
  /** Connects; true when the connection is a new one. One that went wrong is replaced. */
  open(signal: AbortSignal): Promise<boolean>;
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The next answer of that kind, or nothing within the time. @throws PrinterError when the connection ends */
  next(wanted: Wanted, timeoutMs: number, signal: AbortSignal): Promise<Answer | undefined>;
  /** Sends a question and waits for `wanted`; `signal` ends the wait, never the sending. */
  ask(
    question: Uint8Array,
    wanted: Wanted,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Answer | undefined>;
  /** Hears of changes that the printer reports unasked; returns what stops the listening. */
  onChange(listener: (state: PrinterState) => void): () => void;
  /** True when somebody wants to hear of changes. */
  wantsChanges(): boolean;
  /** The last job may still be in the printer: use a new connection, and let old answers pass first. */
  doubt(): void;
  isInDoubt(): boolean;
  settled(): void;
  nextToken(): FenceToken;
  /** Counts a job that nothing was heard of; returns how many there were in a row. */
  countSilence(): number;
  learn(news: Partial<PrinterKnowledge>): void;
  knowledge(): PrinterKnowledge;
  close(): Promise<void>;
}

const defaults = {
  statusTimeoutMs: 1_000,
  proofTimeoutMs: 10_000,
  slowestBytesPerSecond: 5_000,
  unguardedBufferBytes: undefined,
};

export function createConversation(transport: Transport, given: SessionOptions): Conversation {
  const options = { ...defaults, ...given };
  const { clock } = options;
  const listeners = createListeners(clock);
  const changes = new Subscribers<[PrinterState]>();
  const hear = (answer: Answer) => {
    if (answer.kind === 'change') changes.tell(stateOfChange(answer.bytes));
    else listeners.tell(answer);
  };
  const tokens = createTokens(clock.now());
  let knowledge = given.knowledge ?? knowledgeOf(given.profile);
  let read = createAnswerReader(hear);
  /** An unanswered question: its answer, coming late, would be taken for the next one's. */
  let owesAnswer = false;
  let inDoubt = false;
  let silentJobs = 0;
  transport.onData((bytes) => read(bytes));
  transport.onClose(() => listeners.tell('closed'));

  const next: Conversation['next'] = (wanted, timeoutMs, signal) => {
    const answer = listeners.next(wanted, timeoutMs, signal);
    if (!transport.isOpen()) listeners.tell('closed');
    return answer;
  };

  return {
    options,
    async open(signal) {
      const isSuspect = inDoubt || (owesAnswer && knowledge.status === 'yes');
      if (transport.isOpen() && !isSuspect) return false;
      await transport.close();
      read = createAnswerReader(hear);
      owesAnswer = false;
      await transport.open(signal);
      return true;
    },
    write: (bytes, signal) => transport.write(bytes, signal),
    next,
    async ask(question, wanted, timeoutMs, signal) {
      const answer = next(wanted, timeoutMs, signal); // listens before the question leaves
      owesAnswer = true;
      await Promise.all([answer, transport.write(question, neverAborted)]);
      if ((await answer) !== undefined) owesAnswer = false;
      return answer;
    },
    onChange: (listener) => changes.add(listener),
    wantsChanges: () => changes.size > 0,
    doubt: () => (inDoubt = true),
    isInDoubt: () => inDoubt,
    settled: () => (inDoubt = false),
    nextToken: tokens,
    countSilence: () => (silentJobs += 1),
    learn(news) {
      if (news.fence ?? news.ordered) silentJobs = 0;
      knowledge = learned(knowledge, news);
    },
    knowledge: () => knowledge,
    close: () => transport.close(),
  };
}

/** A status question is three bytes: cutting it off half-way would save nothing and end the connection. */
const neverAborted = new AbortController().signal;

const firstTokenChar = 0x20;
const tokenChars = 0x7e - 0x20 + 1;

/** Counts through four printable characters from a place that differs from the last start's. */
function createTokens(start: number): () => FenceToken {
  let count = start;
  const char = (place: number) =>
    firstTokenChar + (Math.floor(count / tokenChars ** place) % tokenChars);
  return () => {
    count += 1;
    return [char(3), char(2), char(1), char(0)];
  };
}
