import { PrinterError } from '../printer-error.ts';
import type { PrinterState } from '../status/states.ts';
import type { Transport } from '../transport/transport.ts';
import { createConversation } from './conversation.ts';
import { openDrawer } from './drawer.ts';
import type { PrinterKnowledge } from './knowledge.ts';
import { preflight } from './preflight.ts';
import { printJob } from './print-job.ts';
import { createTurns } from './turns.ts';
import type {
  DoubtReason,
  DrawerOutcome,
  DrawerRequest,
  PrintOutcome,
  PrintRequest,
  SessionOptions,
} from './types.ts';

/** One printer, one job at a time; calls wait for each other. */
export interface PrinterSession {
  /**
   * Connects if needed and asks how the printer is.
   *
   * @throws PrinterError `unreachable`, `timeout`, `disconnected` or `aborted` when there is no connection
   */
  preflight(signal: AbortSignal): Promise<PrinterState>;
  /** Sends a job and waits for proof. What goes wrong with the printer is an outcome, not an error. */
  print(bytes: Uint8Array, request: PrintRequest): Promise<PrintOutcome>;
  /**
   * Sends one pulse to the cash drawer and looks whether it opened. It waits for the job before it, never for paper; how
   * often a drawer may be pulsed is the caller's to say.
   */
  openDrawer(request: DrawerRequest): Promise<DrawerOutcome>;
  /**
   * Calls when the printer reports a change by itself, beginning with the next connection; not every unit can. Between
   * jobs nothing else tells at once that the paper ran out. Returns what stops the listening.
   */
  onChange(listener: (state: PrinterState) => void): () => void;
  knowledge(): PrinterKnowledge;
  close(): Promise<void>;
}

export function openPrinter(transport: Transport, options: SessionOptions): PrinterSession {
  const inTurn = createTurns();
  const talk = createConversation(transport, options);
  return {
    preflight: (signal) => inTurn(signal, () => preflight(talk, signal)),
    print: (bytes, request) =>
      inTurn(request.signal, () => printJob(talk, bytes, request)).catch(notStarted),
    openDrawer: (request) =>
      inTurn(request.signal, () => openDrawer(talk, request)).catch(notStarted),
    onChange: (listener) => talk.onChange(listener),
    knowledge: () => talk.knowledge(),
    close: () => talk.close(),
  };
}

/** What was cancelled while it waited its turn. */
function notStarted(error: unknown): { kind: 'not_started'; reason: DoubtReason } {
  if (error instanceof PrinterError) return { kind: 'not_started', reason: error.kind };
  throw error;
}
