import { sleep, type Clock } from '../../shared/kit/clock.ts';
import { askStatus } from '../escpos/commands.ts';
import { PrinterError } from '../printer-error.ts';
import type { OpenSerialPort } from './serial-port.ts';
import { createSerialTransport } from './serial.ts';
import type { Transport } from './transport.ts';

/** Speeds that printers are set to, most likely first. @source Epson TM-T88III specification, DIP switches; makers' defaults */
export const commonBauds: readonly number[] = [
  9_600, 38_400, 115_200, 19_200, 57_600, 4_800, 2_400,
];

export interface DetectSerialOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Default: those that printers are set to, most likely first. */
  readonly bauds?: readonly number[];
  /** Default: a port of this machine. */
  readonly openPort?: OpenSerialPort;
}

/** A real-time answer takes a few milliseconds; adapters hold it back for up to 16. */
const answerTimeoutMs = 150;
/** At a wrong speed one byte is read as several. */
const quietMs = 30;
const writeTimeoutMs = 1_000;

/** What each is asked. @source Epson, "ESC/POS Command Reference", DLE EOT: answered at once, and even while offline */
const questions = [1, 4] as const;

/**
 * The speed at which a printer answers sensibly, or nothing. Moves no paper: read at another speed, the questions contain no
 * first byte of a command.
 *
 * @throws PrinterError `unreachable` or `aborted`
 */
export async function detectSerialBaud(options: DetectSerialOptions): Promise<number | undefined> {
  for (const baud of options.bauds ?? commonBauds) {
    if (await answersAt(baud, options)) return baud;
  }
  return undefined;
}

async function answersAt(baud: number, options: DetectSerialOptions): Promise<boolean> {
  const transport = createSerialTransport({ ...options, baud, flow: 'none', writeTimeoutMs });
  await transport.open(options.signal);
  try {
    for (const question of questions) {
      if (!(await answersOnce(transport, question, options))) return false;
    }
    return true;
  } catch (error) {
    // a port that takes nothing at this speed may at another
    if (error instanceof PrinterError && error.kind === 'timeout') return false;
    throw error;
  } finally {
    await transport.close();
  }
}

async function answersOnce(
  transport: Transport,
  question: (typeof questions)[number],
  { clock, signal }: DetectSerialOptions,
): Promise<boolean> {
  const heard: number[] = [];
  let hear: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (hear = resolve));
  const stop = transport.onData((bytes) => {
    heard.push(...bytes);
    hear();
  });
  try {
    await transport.write(askStatus(question), signal);
    await Promise.race([first, sleep(clock, answerTimeoutMs, signal)]);
    if (heard.length > 0) await sleep(clock, quietMs, signal);
    if (signal.aborted) throw new PrinterError('aborted', 'the search was cancelled');
    return heard.length === 1 && isStatus(heard[0] ?? 0);
  } finally {
    stop();
  }
}

/** @source Epson TM-T88III specification, appendix G: 0xx1xx10 */
function isStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}
