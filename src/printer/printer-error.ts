export type PrinterErrorKind =
  /** No connection could be made. */
  | 'unreachable'
  /** The printer took nothing for the allowed time: stalled, buffer full, cable half dead. */
  | 'timeout'
  /** An open connection ended. */
  | 'disconnected'
  /** The caller's signal aborted the work. */
  | 'aborted';

/** Why bytes could not be exchanged with a printer. */
export class PrinterError extends Error {
  readonly kind: PrinterErrorKind;

  constructor(kind: PrinterErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PrinterError';
    this.kind = kind;
  }
}
