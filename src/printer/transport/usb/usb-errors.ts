import { PrinterError } from '../../printer-error.ts';

/** How a transfer ended that did not succeed. */
export type TransferFault = 'timeout' | 'stall' | 'gone';

/**
 * The package tells its errors apart only by their text. What is not known counts as `gone`: connecting anew is
 * always safe.
 *
 * @source usb 3.1.0 `src/webusb_device.rs` and nusb 0.2 `TransferError`: Cancelled is a time-out, Stall a halted pipe
 */
export function transferFault(error: unknown): TransferFault {
  const text = textOf(error);
  if (/\bCancelled\b/.test(text)) return 'timeout';
  return /\bStall\b/.test(text) ? 'stall' : 'gone';
}

export function toTransferError(error: unknown, timeoutMs: number): PrinterError {
  const fault = transferFault(error);
  if (fault === 'timeout') {
    return new PrinterError('timeout', `the printer took nothing for ${timeoutMs} ms`, {
      cause: error,
    });
  }
  return new PrinterError('disconnected', `the USB connection ended: ${textOf(error)}`, {
    cause: error,
  });
}

/** Why a printer that is plugged in cannot be used, with what a person can do about it. */
export function toOpenError(error: unknown, platform: NodeJS.Platform): PrinterError {
  if (error instanceof PrinterError) return error;
  const text = textOf(error);
  const hint = hints.find(({ means }) => means.test(text))?.hint(platform);
  const words = hint ? `${hint} (${text})` : `the USB printer does not open: ${text}`;
  return new PrinterError('unreachable', words, { cause: error });
}

/** Somebody else holds the interface: the kernel's driver or a program. */
export function isBusy(error: unknown): boolean {
  return busy.test(textOf(error));
}

const busy = /busy|exclusive access/i;

/** @source nusb 0.2, the texts of its errors on Linux, macOS and Windows */
const hints: readonly {
  readonly means: RegExp;
  readonly hint: (platform: NodeJS.Platform) => string;
}[] = [
  {
    means: /permission denied/i,
    hint: (platform) =>
      platform === 'linux'
        ? 'this user may not use the USB printer: install the udev rule 70-wasla-printers.rules, then plug the printer in again'
        : 'this user may not use the USB printer',
  },
  {
    means: busy,
    hint: (platform) =>
      platform === 'darwin'
        ? 'macOS or another program holds the USB printer: remove it from the system settings'
        : 'another program holds the USB printer',
  },
  {
    means: /incompatible driver|not supported/i,
    hint: (platform) =>
      platform === 'win32'
        ? "Windows' own printer driver holds the USB printer: set it up as a Windows USB printer instead"
        : 'the system does not give this USB printer away',
  },
];

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
