import { askStatus } from '../escpos/commands.ts';
import { isOffline, toPrinterState, type PrinterState } from '../status/states.ts';
import type { Conversation } from './conversation.ts';

/** A unit that has never answered is given less time. */
const silentTimeoutMs = 200;

/**
 * Asks the fewest questions that tell the state. `unknown`: no answer from a unit that may be unable to give one;
 * `offline`: no answer from one that could.
 */
export async function askState(talk: Conversation, signal: AbortSignal): Promise<PrinterState> {
  const printer = await askByte(talk, 1, signal);
  if (printer === undefined) return talk.knowledge().status === 'yes' ? 'offline' : 'unknown';
  talk.learn({ status: 'yes' });
  const offline = isOffline(printer) ? await askByte(talk, 2, signal) : undefined;
  const paper = await askByte(talk, 4, signal);
  return toPrinterState({
    printer,
    ...(offline !== undefined && { offline }),
    ...(paper !== undefined && { paper }),
  });
}

/** The answer to DLE EOT 1, or nothing. */
export function askPrinterByte(
  talk: Conversation,
  signal: AbortSignal,
): Promise<number | undefined> {
  return askByte(talk, 1, signal);
}

async function askByte(talk: Conversation, what: 1 | 2 | 4, signal: AbortSignal) {
  const { statusTimeoutMs } = talk.options;
  const timeoutMs = talk.knowledge().status === 'no' ? silentTimeoutMs : statusTimeoutMs;
  const isStatus = (answer: { kind: string }) => answer.kind === 'status';
  const answer = await talk.ask(askStatus(what), isStatus, timeoutMs, signal);
  return answer?.kind === 'status' ? answer.byte : undefined;
}
