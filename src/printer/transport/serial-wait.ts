import type { Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';

export interface Limits {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * The outcome of `work`, or `timeout` or `aborted`, whichever comes first. Work that is given up goes on unheard; the caller
 * ends it.
 */
export function within<Result>(limits: Limits, work: Promise<Result>): Promise<Result> {
  const { clock, signal, timeoutMs } = limits;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      cancel();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => end(() => reject(cancelled()));
    const cancel = clock.after(timeoutMs, () => end(() => reject(tookTooLong(timeoutMs))));
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      (result) => end(() => resolve(result)),
      (error: unknown) =>
        end(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    if (signal.aborted) onAbort();
  });
}

export function cancelled(): PrinterError {
  return new PrinterError('aborted', 'printing was cancelled');
}

export function tookTooLong(timeoutMs: number): PrinterError {
  return new PrinterError('timeout', `the printer did not react within ${timeoutMs} ms`);
}
