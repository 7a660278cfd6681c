import { sleep, type Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import type { Transport } from '../transport/transport.ts';

export interface AskLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Longest wait for one answer. */
  readonly answerTimeoutMs: number;
}

/**
 * Sends a question and reads what comes until `read` finds the answer in it; nothing when it does not come in time.
 *
 * @throws PrinterError when the connection ends or the signal aborts
 */
export async function ask<Answer>(
  transport: Transport,
  question: Uint8Array,
  read: (heard: readonly number[]) => Answer | undefined,
  { clock, signal, answerTimeoutMs }: AskLimits,
): Promise<Answer | undefined> {
  const heard: number[] = [];
  const over = new AbortController();
  let answer: Answer | undefined;
  const stopHearing = transport.onData((bytes) => {
    heard.push(...bytes);
    answer ??= read(heard);
    if (answer !== undefined) over.abort();
  });
  const stopWatching = transport.onClose(() => over.abort());
  try {
    await transport.write(question, signal);
    await sleep(clock, answerTimeoutMs, AbortSignal.any([signal, over.signal]));
    if (signal.aborted) throw new PrinterError('aborted', 'the search was cancelled');
    return answer;
  } finally {
    stopHearing();
    stopWatching();
  }
}
