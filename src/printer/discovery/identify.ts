import { askStatus } from '../escpos/commands.ts';
import { toPrinterState, type PrinterState } from '../status/states.ts';
import type { Transport } from '../transport/transport.ts';
import { ask, type AskLimits } from './ask.ts';
import type { ModelClaim } from './guess-model.ts';

/** What a printer says of itself. Clones say what sells: never to be believed alone. */
export interface PrinterIdentity {
  /** Nothing: it does not understand the question, cannot answer over this way, or is no receipt printer. */
  readonly answers: 'nothing' | 'status' | 'names';
  readonly state: PrinterState;
  readonly maker?: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly serialNumber?: string;
  readonly fonts?: string;
  /** The numbers older models give instead of names. */
  readonly modelId?: number;
  readonly typeId?: number;
  readonly versionId?: number;
}

/** GS I n: printer information, in the order of the data. @source Epson, "ESC/POS Command Reference", GS I */
const askInformation = (n: number) => Uint8Array.of(0x1d, 0x49, n);
const information = {
  modelId: 1,
  typeId: 2,
  versionId: 3,
  firmware: 65,
  maker: 66,
  model: 67,
  serialNumber: 68,
  fonts: 69,
} as const;

const textStart = 0x5f;
const textEnd = 0;
const maxNameChars = 80;

/**
 * Asks a printer how and what it is. Nothing that moves paper, fires a drawer or cuts is sent, and names are only asked of what
 * has shown that it knows ESC/POS: an office printer might print the question.
 *
 * @throws PrinterError when the connection ends or the signal aborts
 */
export async function identifyPrinter(
  transport: Transport,
  limits: AskLimits,
): Promise<PrinterIdentity> {
  const printer = await askStatusByte(transport, 1, limits);
  if (printer === undefined) return { answers: 'nothing', state: 'unknown' };
  const offline = await askStatusByte(transport, 2, limits);
  const paper = await askStatusByte(transport, 4, limits);
  const state = toPrinterState({
    printer,
    ...(offline !== undefined && { offline }),
    ...(paper !== undefined && { paper }),
  });
  // names come in the order of the data: a printer that stands still would give them to whoever connects next
  if (state !== 'ready' && state !== 'paper_low') return { answers: 'status', state };
  const names = await askNames(transport, limits);
  return { answers: Object.keys(names).length > 0 ? 'names' : 'status', state, ...names };
}

/** What a printer says itself, as a claim to weigh. */
export function claimsOf({ maker, model }: PrinterIdentity): ModelClaim[] {
  return model ? [{ by: 'printer', model, ...(maker && { maker }) }] : [];
}

type Names = Omit<PrinterIdentity, 'answers' | 'state'>;

async function askNames(transport: Transport, limits: AskLimits): Promise<Names> {
  const name = async (what: 'firmware' | 'fonts' | 'maker' | 'model' | 'serialNumber') => {
    const text = await ask(transport, askInformation(information[what]), readText, limits);
    return text ? { [what]: text } : {};
  };
  const number = async (what: 'modelId' | 'typeId' | 'versionId') => {
    const byte = await ask(transport, askInformation(information[what]), readNumber, limits);
    return byte === undefined ? {} : { [what]: byte };
  };
  const model = { ...(await name('model')), ...(await name('maker')) };
  if (Object.keys(model).length === 0) {
    return {
      ...(await number('modelId')),
      ...(await number('typeId')),
      ...(await number('versionId')),
    };
  }
  return {
    ...model,
    ...(await name('firmware')),
    ...(await name('serialNumber')),
    ...(await name('fonts')),
  };
}

function askStatusByte(transport: Transport, what: 1 | 2 | 4, limits: AskLimits) {
  return ask(transport, askStatus(what), readStatus, limits);
}

/** @source Epson TM-T88III specification, appendix G: 0xx1xx10 */
function readStatus(heard: readonly number[]): number | undefined {
  return heard.find((byte) => (byte & 0x93) === 0x12);
}

/** @source Epson TM-T88III specification, appendix G: 0xx0xxxx */
function readNumber(heard: readonly number[]): number | undefined {
  return heard.find((byte) => (byte & 0x90) === 0);
}

/** @source Epson, "ESC/POS Command Reference", GS I: 5Fh, text, NUL */
function readText(heard: readonly number[]): string | undefined {
  const from = heard.indexOf(textStart);
  const to = from < 0 ? -1 : heard.indexOf(textEnd, from);
  if (to < 0) return undefined;
  const text = String.fromCharCode(...heard.slice(from + 1, to).slice(0, maxNameChars));
  return text.replace(/[^ -~]/g, '').trim();
}
