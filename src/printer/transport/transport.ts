/**
 * A way to a printer: open, write, read, close, as the adapters of node-escpos have it, so that one could be wrapped.
 * May be opened again after it was closed or broke.
 */
export interface Transport {
  /** @throws PrinterError `unreachable`, `timeout` or `aborted` */
  open(signal: AbortSignal): Promise<void>;
  /**
   * Resolves once the host has passed all the bytes on, which proves nothing about paper. Rejecting leaves open how many
   * went; the connection is closed then.
   *
   * @throws PrinterError `timeout`, `disconnected` or `aborted`
   */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  isOpen(): boolean;
  /** Bytes the printer sends, from any connection. The returned function stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called when an open connection ends, by either side. */
  onClose(listener: () => void): () => void;
  /** Never rejects; safe to call at any time. */
  close(): Promise<void>;
}
