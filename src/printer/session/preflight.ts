import { reportChanges } from '../escpos/commands.ts';
import { PrinterError } from '../printer-error.ts';
import { canPrint, type PrinterState } from '../status/states.ts';
import { askState } from './ask-state.ts';
import type { Conversation } from './conversation.ts';
import { settle } from './settle.ts';

/** Connects if needed and asks how the printer is. @throws PrinterError when there is no connection */
export async function preflight(talk: Conversation, signal: AbortSignal): Promise<PrinterState> {
  const isNew = await talk.open(signal);
  try {
    return await checkState(talk, isNew, signal);
  } catch (error) {
    // printers end idle connections, and some only say so when they are spoken to
    if (isNew || !(error instanceof PrinterError) || error.kind !== 'disconnected') throw error;
    return checkState(talk, await talk.open(signal), signal);
  }
}

/**
 * A job torn off inside a command's header would take the next bytes for the size of its picture: a question would make
 * it hundreds of kilobytes. Blank bytes make it nothing, and are nothing anywhere else.
 */
const longestHeaderBytes = 16;

async function checkState(
  talk: Conversation,
  isNew: boolean,
  signal: AbortSignal,
): Promise<PrinterState> {
  if (isNew) await talk.write(new Uint8Array(longestHeaderBytes), signal);
  const state = await askState(talk, signal);
  if (isNew && talk.wantsChanges() && talk.knowledge().status === 'yes') {
    await talk.write(reportChanges, signal);
  }
  if (!isNew || !canPrint(state)) return state;
  return (await settle(talk, signal)) ? state : 'offline';
}
