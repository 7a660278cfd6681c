import { PrinterError } from '../printer-error.ts';

/** Runs pieces of work one after the other; one whose signal aborts while it waits never runs. */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(() => {
      if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
      return work();
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}
