import { reportChanges } from '../escpos/commands.ts';
import { PrinterError } from '../printer-error.ts';
import { canPrint, type PrinterState } from '../status/states.ts';
import type { Transport } from '../transport/transport.ts';
import { askState } from './ask-state.ts';
import { createConversation, type Conversation } from './conversation.ts';
import type { PrinterKnowledge } from './knowledge.ts';
import { printJob } from './print-job.ts';
import { settle } from './settle.ts';
import { createTurns } from './turns.ts';
import type { PrintOutcome, PrintRequest, SessionOptions } from './types.ts';

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
      inTurn(request.signal, () => printJob(talk, bytes, request)).catch((error: unknown) => {
        if (error instanceof PrinterError) return { kind: 'not_started', reason: error.kind };
        throw error;
      }),
    onChange: (listener) => talk.onChange(listener),
    knowledge: () => talk.knowledge(),
    close: () => talk.close(),
  };
}

async function preflight(talk: Conversation, signal: AbortSignal): Promise<PrinterState> {
  const isNew = await talk.open(signal);
  try {
    return await checkState(talk, isNew, signal);
  } catch (error) {
    // printers end idle connections, and some only say so when they are spoken to
    if (isNew || !(error instanceof PrinterError) || error.kind !== 'disconnected') throw error;
    return checkState(talk, await talk.open(signal), signal);
  }
}

async function checkState(
  talk: Conversation,
  isNew: boolean,
  signal: AbortSignal,
): Promise<PrinterState> {
  const state = await askState(talk, signal);
  if (isNew && talk.wantsChanges() && talk.knowledge().status === 'yes') {
    await talk.write(reportChanges, signal);
  }
  if (!isNew || !canPrint(state)) return state;
  return (await settle(talk, signal)) ? state : 'offline';
}
