import {
  openPrinter,
  printerProfiles,
  renderDocument,
  type Fonts,
  type PrinterSession,
  type Transport,
} from '../../../src/printer/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';

export const never = new AbortController().signal;
export const profile = printerProfiles['generic-80mm'];

/** Bytes of a bilingual receipt, picture lines included. */
export function receipt(number: string, fonts: Fonts): Uint8Array {
  return renderDocument(
    {
      blocks: [
        { kind: 'text', text: number, size: { wide: 2, high: 2 } },
        { kind: 'text', text: 'شاورما دجاج × 2' },
        { kind: 'text', text: 'Chicken shawarma' },
        { kind: 'cut' },
      ],
    },
    profile,
    fonts,
  ).bytes;
}

/** A job longer than any buffer on the way: that many bytes of text, then a receipt. */
export function longJob(number: string, fonts: Fonts, bytes: number): Uint8Array {
  const line = `${number} ${'.'.repeat(40)}\n`;
  return Buffer.concat([Buffer.from(line.repeat(bytes / line.length)), receipt(number, fonts)]);
}

export function session(transport: Transport): PrinterSession {
  return openPrinter(transport, {
    clock,
    profile,
    statusTimeoutMs: 15_000,
    proofTimeoutMs: 60_000,
  });
}

/** Waits until something is so. @throws Error after a minute */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const endMs = clock.monotonicMs() + 60_000;
  while (!(await isSo())) {
    if (clock.monotonicMs() > endMs) throw new Error(`never: ${what}`);
    await new Promise<void>((resolve) => clock.after(50, resolve));
  }
}
