/**
 * The bytes of ESC/POS, each command once.
 *
 * @source Epson, "ESC/POS Command Reference" (TM printers), the page named like the command; where another source
 *   decides, it is given at the command.
 */
const ESC = 0x1b;
const GS = 0x1d;
const DLE = 0x10;

/** LF: prints the line and feeds it. */
export const lineFeed = Uint8Array.of(0x0a);
/** ESC @: clears the unfinished line and every mode. */
export const initialise = Uint8Array.of(ESC, 0x40);
/** ESC t n */
export const selectCodePage = (page: number) => Uint8Array.of(ESC, 0x74, page);
/** ESC R 0: the twelve national characters are those of ASCII. */
export const selectAscii = Uint8Array.of(ESC, 0x52, 0);
/** ESC E n */
export const bold = (on: boolean) => Uint8Array.of(ESC, 0x45, on ? 1 : 0);
/** ESC - n */
export const underline = (on: boolean) => Uint8Array.of(ESC, 0x2d, on ? 1 : 0);
/** GS B n: white on black. */
export const inverted = (on: boolean) => Uint8Array.of(GS, 0x42, on ? 1 : 0);
/** GS ! n: width and height 1 to 8. */
export const characterSize = (wide: number, high: number) =>
  Uint8Array.of(GS, 0x21, ((wide - 1) << 4) | (high - 1));

/** GS v 0, normal density: rows of packed dots, highest bit left. Advances the paper by its own height. */
export function rasterHeader(widthBytes: number, rows: number): Uint8Array {
  return Uint8Array.of(
    GS,
    0x76,
    0x30,
    0,
    widthBytes & 0xff,
    widthBytes >> 8,
    rows & 0xff,
    rows >> 8,
  );
}

/** ESC a n: where codes that the printer draws stand. */
export const alignment = (align: 'left' | 'center' | 'right') =>
  Uint8Array.of(ESC, 0x61, { left: 0, center: 1, right: 2 }[align]);

/** Steps of GS ( K function 49 are 5 percent. */
const densityStepPercent = 5;
/**
 * GS ( K fn 49: heat of the head, 70 to 130 percent of the printer's own setting; below it the byte counts down from 256.
 *
 * @source Epson TM-L90 specification, GS ( K function 49
 */
export function density(percent: number): Uint8Array {
  const steps = Math.round((percent - 100) / densityStepPercent);
  return Uint8Array.of(GS, 0x28, 0x4b, 2, 0, 49, steps & 0xff);
}

/** GS V 65/66 n (function B): feeds the paper past the blade and cuts, all the way or leaving a point. */
export const feedAndCut = (how: 'full' | 'partial') =>
  Uint8Array.of(GS, 0x56, how === 'full' ? 65 : 66, 0);

/** The pulse counts in steps of 2 ms and one byte. */
const pulseStepMs = 2;
/** ESC p m t1 t2: always five bytes; printers that get three take the next two for the times. */
export function drawerPulse(pin: 2 | 5, onMs: number, offMs: number): Uint8Array {
  const steps = (ms: number) => Math.min(255, Math.round(ms / pulseStepMs));
  return Uint8Array.of(ESC, 0x70, pin === 2 ? 0 : 1, steps(onMs), steps(offMs));
}

const atOnceStepMs = 100;
/** DLE DC4 fn 1 m t: the pulse even while offline, t × 100 ms on and as long off, t from 1 to 8. */
export function drawerPulseAtOnce(pin: 2 | 5, onMs: number): Uint8Array {
  const steps = Math.min(8, Math.max(1, Math.round(onMs / atOnceStepMs)));
  return Uint8Array.of(DLE, 0x14, 1, pin === 2 ? 0 : 1, steps);
}

/** ESC B n t of Chinese makers: n beeps of t × 50 ms. @source Xprinter, "Thermal receipt printer programming manual" */
export const beepClone = (times: number) => Uint8Array.of(ESC, 0x42, times, 3);
/** ESC ( A fn 97: pattern 1 of the optional external buzzer, n times. */
export const beepEpson = (times: number) => Uint8Array.of(ESC, 0x28, 0x41, 4, 0, 97, 1, times, 5);

/** DLE EOT n, answered at once even while offline: 1 printer, 2 offline cause, 3 error cause, 4 paper. */
export const askStatus = (what: 1 | 2 | 3 | 4) => Uint8Array.of(DLE, 0x04, what);
/** GS r 1: paper status, answered when the printer gets there in the data. */
export const askPaperInOrder = Uint8Array.of(GS, 0x72, 1);

/** GS a n: reports every change of online state, error and paper unasked, beginning with how things are. */
export const reportChanges = Uint8Array.of(GS, 0x61, 0x02 | 0x04 | 0x08);

/** A fence's four characters, each 20h to 7Eh. */
export type FenceToken = readonly [number, number, number, number];

/** GS ( H fn 48: answered with the token once everything before it has been printed. */
export function fence(token: FenceToken): Uint8Array {
  return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...token);
}

/**
 * Second bytes that make a printer act at once when they follow 10h, even inside picture data: 04h sends a status byte,
 * 05h can empty the buffer, 14h opens the drawer or switches off.
 */
const realTimeSeconds: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);
export const realTimePrefix = DLE;

/** Whether a printer would take these two bytes, wherever they stand, for the start of a real-time command. */
export function startsRealTimeCommand(first: number, second: number): boolean {
  return first === DLE && realTimeSeconds.has(second);
}

export function holdsRealTimeCommand(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => startsRealTimeCommand(byte, bytes[at + 1] ?? 0));
}
