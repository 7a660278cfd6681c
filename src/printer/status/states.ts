/** What a printer says about itself, in the order in which a person should care. */
export type PrinterState =
  | 'ready'
  /** The roll is nearly used up; it still prints. */
  | 'paper_low'
  | 'paper_out'
  | 'cover_open'
  /** Cutter jam, hot head and the like. */
  | 'error'
  /** Reports itself offline without a cause, or stopped answering. */
  | 'offline'
  /** Gives no answer and is not known to: it may print well. */
  | 'unknown';

/** Whether it makes sense to send a job now. */
export function canPrint(state: PrinterState): state is 'ready' | 'paper_low' | 'unknown' {
  return state === 'ready' || state === 'paper_low' || state === 'unknown';
}

/** The bytes answered to DLE EOT; an answer that never came is missing. */
interface StatusBytes {
  readonly printer: number;
  readonly offline?: number;
  readonly paper?: number;
}

/** @source Epson, "ESC/POS Command Reference", DLE EOT: bit meanings of n = 1, 2 and 4 */
const bits = {
  printer: { offline: 0x08 },
  offline: { coverOpen: 0x04, paperEnd: 0x20, error: 0x40 },
  paper: { nearEnd: 0x0c, end: 0x60 },
} as const;

export function isOffline(printer: number): boolean {
  return (printer & bits.printer.offline) !== 0;
}

export function toPrinterState({ printer, offline = 0, paper = 0 }: StatusBytes): PrinterState {
  if (offline & bits.offline.coverOpen) return 'cover_open';
  if (paper & bits.paper.end || offline & bits.offline.paperEnd) return 'paper_out';
  if (offline & bits.offline.error) return 'error';
  if (isOffline(printer)) return 'offline';
  return paper & bits.paper.nearEnd ? 'paper_low' : 'ready';
}

/**
 * The state in an unasked report.
 *
 * @source Epson, "ESC/POS Command Reference", GS a: bytes 1 (printer), 2 (errors) and 3 (paper)
 */
export function stateOfChange([
  printer = 0,
  errors = 0,
  paper = 0,
]: readonly number[]): PrinterState {
  if (printer & 0x20) return 'cover_open';
  if (paper & 0x0c) return 'paper_out';
  if (errors & 0x6c) return 'error';
  if (isOffline(printer)) return 'offline';
  return paper & 0x03 ? 'paper_low' : 'ready';
}
