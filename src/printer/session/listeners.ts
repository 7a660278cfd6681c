import type { Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import type { Answer } from '../status/answers.ts';

export type Wanted = (answer: Answer) => boolean;
type Heard = Answer | 'closed';

/** Those who wait for an answer; everything heard goes to all of them. */
export function createListeners(clock: Clock) {
  const waiters = new Set<(heard: Heard) => void>();
  return {
    tell: (heard: Heard): void => {
      for (const waiter of Array.from(waiters)) waiter(heard);
    },
    /**
     * The next answer that is wanted, or nothing within the time.
     *
     * @throws PrinterError `disconnected` or `aborted`
     */
    next(wanted: Wanted, timeoutMs: number, signal: AbortSignal): Promise<Answer | undefined> {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          waiters.delete(waiter);
          cancel();
          signal.removeEventListener('abort', onAbort);
          settle();
        };
        const fail = (error: PrinterError) => end(() => reject(error));
        const onAbort = () => fail(new PrinterError('aborted', 'printing was cancelled'));
        const waiter = (heard: Heard) => {
          if (heard === 'closed') fail(new PrinterError('disconnected', 'the connection ended'));
          else if (wanted(heard)) end(() => resolve(heard));
        };
        const cancel = clock.after(timeoutMs, () => end(() => resolve(undefined)));
        waiters.add(waiter);
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted) onAbort();
      });
    },
  };
}
