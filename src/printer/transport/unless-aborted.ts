import { PrinterError } from '../printer-error.ts';

/**
 * What `work` comes to, or `aborted` the moment the signal says so; the work itself runs on.
 *
 * @throws PrinterError `aborted`, or what `work` rejects with
 */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const aborted = () => new PrinterError('aborted', 'printing was cancelled');
  if (signal.aborted) throw aborted();
  let stop = () => {};
  const abortion = new Promise<never>((_resolve, reject) => {
    const onAbort = () => reject(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    stop = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, abortion]);
  } finally {
    stop();
  }
}
