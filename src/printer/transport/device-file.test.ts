import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { openPrinter, type PrinterSession } from '../session/session.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../virtual/index.ts';
import { createDeviceFileTransport } from './device-file.ts';
import type { Transport } from './transport.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;

/** Debian package socat: makes a pseudo terminal, which reads and writes like the driver's file. */
function hasSocat(): boolean {
  try {
    return execFileSync('socat', ['-V'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
}

test('a device that is not there is unreachable', async () => {
  const path = join(tmpdir(), 'no-such-printer');
  const transport = createDeviceFileTransport({ path, writeTimeoutMs: 100, clock });
  await expect(transport.open(never)).rejects.toMatchObject({ kind: 'unreachable' });
});

describe.skipIf(!hasSocat())('a printer behind a device file', () => {
  let fonts: Fonts;
  let folder: string;
  let printer: VirtualPrinter;
  let cable: ChildProcess;
  let transport: Transport;
  let session: PrinterSession;

  beforeAll(async () => {
    fonts = await loadFonts();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'device-file-'));
    printer = createVirtualPrinter({ clock, fonts });
    await printer.start();
    const path = join(folder, 'lp0');
    cable = spawn('socat', [
      `pty,raw,echo=0,link=${path}`,
      `tcp:127.0.0.1:${printer.port()},nodelay`,
    ]);
    while (!existsSync(path)) await new Promise<void>((resolve) => clock.after(5, resolve));
    transport = createDeviceFileTransport({ path, writeTimeoutMs: 400, clock });
    session = openPrinter(transport, {
      clock,
      profile,
      statusTimeoutMs: 500,
      proofTimeoutMs: 3_000,
    });
  });
  afterEach(async () => {
    await session.close();
    if (cable.exitCode === null && cable.kill()) await once(cable, 'exit');
    await printer.stop();
    rmSync(folder, { recursive: true });
  });

  const ticket = (text: string) =>
    renderDocument(
      { blocks: [{ kind: 'text', text }, { kind: 'text', text: 'برجر دجاج' }, { kind: 'cut' }] },
      profile,
      fonts,
    ).bytes;

  test('prints with proof, byte for byte', async () => {
    expect(await session.preflight(never)).toBe('ready');
    for (const number of ['#1', '#2']) {
      expect(await session.print(ticket(number), { signal: never })).toEqual({
        kind: 'printed',
        proof: 'fence',
      });
    }
    expect(printer.tickets.map(({ text }) => text)).toEqual(['#1', '#2']);
    expect(Buffer.from(printer.tickets[0]?.bytes ?? [])).toEqual(Buffer.from(ticket('#1')));
  });

  test('a stalled printer ends the write after the time-out instead of hanging', async () => {
    await transport.open(never);
    printer.setStalled(true);
    const fill = async () => {
      for (;;) await transport.write(new Uint8Array(100_000), never);
    };
    await expect(fill()).rejects.toMatchObject({ kind: 'timeout' });
    expect(transport.isOpen()).toBe(false);
  });

  test('pulling the cable ends the connection with the next write', async () => {
    await session.preflight(never);
    const ended = new Promise<void>((resolve) => transport.onClose(resolve));
    cable.kill();
    await once(cable, 'exit');
    await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({
      kind: 'disconnected',
    });
    await ended;
    await expect(session.preflight(never)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('a write is cancelled while the printer takes nothing', async () => {
    await transport.open(never);
    printer.setStalled(true);
    const cancel = new AbortController();
    clock.after(100, () => cancel.abort());
    const fill = async () => {
      for (;;) await transport.write(new Uint8Array(100_000), cancel.signal);
    };
    await expect(fill()).rejects.toMatchObject({ kind: 'aborted' });
  });
});
