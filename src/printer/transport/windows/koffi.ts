import { PrinterError } from '../../printer-error.ts';

export type Koffi = typeof import('koffi');
/** A pointer or handle. */
export type Address = bigint | number;

/**
 * The package that calls Windows, loaded when first asked for: where it does not load, only this way to a printer is lost.
 *
 * @throws PrinterError `unreachable`
 */
export async function loadKoffi(): Promise<Koffi> {
  if (process.platform !== 'win32') {
    throw new PrinterError('unreachable', 'this way to a printer exists on Windows only');
  }
  try {
    return await import('koffi');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('unreachable', `Windows cannot be called: ${reason}`, { cause });
  }
}
