import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { askStatus } from '../escpos/commands.ts';
import { loadFonts } from '../text/fonts.ts';
import { createVirtualPrinter } from '../virtual/index.ts';
import { commonBauds, detectSerialBaud } from './serial-detect.ts';
import type { OpenSerialPort } from './serial-port.ts';
import { openSystemPort } from './serial-port.ts';
import { createPtyCable, hasSocat } from './testing/pty-cable.ts';
import { misread } from './testing/uart.ts';

const { signal } = new AbortController();

/** A printer that listens at one speed, on a line that garbles what comes at another, in both directions. */
function printerAt(printerBaud: number, heard: number[] = []): OpenSerialPort {
  return async ({ baud }) => {
    let say: (bytes: Uint8Array) => void = () => undefined;
    let read = new Promise<Uint8Array>((resolve) => (say = resolve));
    return {
      read: () => read,
      async write(bytes) {
        const received = misread(bytes, baud, printerBaud);
        heard.push(...received);
        if (Buffer.compare(received, bytes) !== 0) return;
        const said = misread(Uint8Array.of(bytes[2] === 1 ? 0x16 : 0x12), printerBaud, baud);
        const tell = say;
        read = new Promise((resolve) => (say = resolve));
        if (said.length > 0) setImmediate(() => tell(said));
      },
      drain: async () => undefined,
      discard: async () => undefined,
      isPeerReady: async () => true,
      close: async () => undefined,
    };
  };
}

describe('the speed of a serial line', () => {
  test.each(commonBauds)(
    'a printer set to %i is found, and at the other speeds hears no command',
    async (baud) => {
      const heard: number[] = [];
      const found = await detectSerialBaud({
        path: 'COM1',
        clock,
        signal,
        openPort: printerAt(baud, heard),
      });
      expect(found).toBe(baud);
      const understood = [askStatus(1), askStatus(4)].flatMap((question) => Array.from(question));
      const stray = heard.slice(0, heard.length - understood.length);
      // ESC, FS, GS, DLE; CAN and FF act in page mode only
      expect(stray.filter((byte) => [0x1b, 0x1c, 0x1d, 0x10].includes(byte))).toEqual([]);
    },
  );

  test('a printer at a speed that is not tried, or none at all, is not found', async () => {
    const bauds = [9_600, 19_200];
    const openPort = printerAt(115_200);
    expect(
      await detectSerialBaud({ path: 'COM1', clock, signal, bauds, openPort }),
    ).toBeUndefined();
  });

  test('something that chatters is not a printer', async () => {
    const openPort: OpenSerialPort = async () => ({
      read: () => new Promise((resolve) => setImmediate(() => resolve(Uint8Array.of(0x12)))),
      write: async () => undefined,
      drain: async () => undefined,
      discard: async () => undefined,
      isPeerReady: async () => true,
      close: async () => undefined,
    });
    expect(await detectSerialBaud({ path: 'COM1', clock, signal, openPort })).toBeUndefined();
  });

  test('the search can be cancelled', async () => {
    const cancel = new AbortController();
    clock.after(50, () => cancel.abort());
    const openPort = printerAt(300);
    await expect(
      detectSerialBaud({ path: 'COM1', clock, signal: cancel.signal, openPort }),
    ).rejects.toMatchObject({ kind: 'aborted' });
  });

  test('a port that is not there says so', async () => {
    await expect(
      detectSerialBaud({ path: '/dev/no-such-port', clock, signal }),
    ).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

// only root may look at a port that somebody holds
test.skipIf(!hasSocat() || process.getuid?.() !== 0)(
  'on a real port the speed is changed for each try, and nothing is printed',
  { timeout: 10_000 },
  async () => {
    const printer = createVirtualPrinter({ clock, fonts: await loadFonts() });
    await printer.start();
    const cable = await createPtyCable(printer);
    const speeds: number[] = [];
    // a pseudo terminal carries every speed, so the printer is pulled out unless the port is set to its own
    const openPort: OpenSerialPort = async (line) => {
      const port = await openSystemPort(line);
      const speed = Number(execFileSync('stty', ['-F', line.path, 'speed']).toString());
      speeds.push(speed);
      return speed === 19_200 ? port : { ...port, write: async () => undefined };
    };
    try {
      const found = await detectSerialBaud({ path: cable.path, clock, signal, openPort });
      expect(found).toBe(19_200);
      expect(speeds).toEqual([9_600, 38_400, 115_200, 19_200]);
      expect(printer.unfinished()).toBeUndefined();
      expect(printer.tickets).toEqual([]);
      expect(printer.drawerPulses()).toBe(0);
    } finally {
      await cable.stop();
      await printer.stop();
    }
  },
);
