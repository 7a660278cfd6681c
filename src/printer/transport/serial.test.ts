import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sleep, systemClock as clock } from '../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { openPrinter, type PrinterSession } from '../session/session.ts';
import type { PrintOutcome } from '../session/types.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../virtual/index.ts';
import { estimatePrintMs, sessionLimits, type FlowControl } from './serial-line.ts';
import { listSerialPorts, type SerialPort } from './serial-port.ts';
import { createSerialTransport } from './serial.ts';
import { createPtyCable, hasSocat, type PtyCable } from './testing/pty-cable.ts';
import type { Transport } from './transport.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;

/** A port that takes what it is allowed to and notes when. */
class FakePort implements SerialPort {
  readonly #clock: FakeClock;
  readonly sent: { atMs: number; count: number }[] = [];
  readonly calls: string[] = [];
  isReady: boolean | Error = true;
  isStuck = false;
  #say: (bytes: Uint8Array) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(fakeClock: FakeClock) {
    this.#clock = fakeClock;
  }

  read(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#say = resolve;
      this.#fail = reject;
    });
  }

  say(...bytes: number[]): Promise<void> {
    this.#say(Uint8Array.from(bytes));
    return new Promise((resolve) => setImmediate(resolve));
  }

  pullOut(): void {
    this.#fail(new Error('bad file descriptor'));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.sent.push({ atMs: this.#clock.monotonicMs(), count: bytes.length });
  }

  drain(): Promise<void> {
    this.calls.push('drain');
    return this.isStuck ? new Promise(() => undefined) : Promise.resolve();
  }

  async discard(): Promise<void> {
    this.calls.push('discard');
  }

  async isPeerReady(): Promise<boolean> {
    if (this.isReady instanceof Error) throw this.isReady;
    return this.isReady;
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }
}

describe('a line by itself', () => {
  let fakeClock: FakeClock;
  let port: FakePort;
  beforeEach(() => {
    fakeClock = createFakeClock();
    port = new FakePort(fakeClock);
  });

  function lineOf(baud: number, flow: FlowControl = 'none', bufferBytes = 4_096): Transport {
    const line = { path: 'COM9', baud, flow, bufferBytes };
    const openPort = () => Promise.resolve(port);
    return createSerialTransport({ ...line, writeTimeoutMs: 1_000, clock: fakeClock, openPort });
  }

  /** Lets time pass until the work is done. */
  async function pass(work: Promise<unknown>, stepMs = 1): Promise<void> {
    const settled = work.then(
      () => true,
      () => true,
    );
    const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)));
    while (!(await Promise.race([settled, turn()]))) fakeClock.advance(stepMs);
  }

  test.each([
    [9_600, 1_000],
    [19_200, 500],
    [115_200, 84],
  ])('at %i baud bytes leave no faster than the line carries them', async (baud, leastMs) => {
    const transport = lineOf(baud);
    await transport.open(never);
    const started = fakeClock.monotonicMs();
    await pass(transport.write(new Uint8Array(960), never));
    const tookMs = fakeClock.monotonicMs() - started;
    expect(tookMs).toBeGreaterThanOrEqual(leastMs - 1);
    expect(tookMs).toBeLessThanOrEqual(leastMs * 1.1 + 5);
    expect(port.sent.reduce((sum, { count }) => sum + count, 0)).toBe(960);
  });

  test('a printer that says "busy" by wire gets nothing more until it is ready', async () => {
    const transport = lineOf(9_600, 'dtr_dsr');
    await transport.open(never);
    port.isReady = false;
    const written = transport.write(new Uint8Array(64), never);
    await pass(sleep(fakeClock, 500));
    expect(port.sent).toEqual([]);
    port.isReady = true;
    await pass(written);
    expect(port.sent).toHaveLength(2);
  });

  test('what is under way when the printer says "busy" fits into what it has kept free', async () => {
    const small = lineOf(115_200, 'dtr_dsr', 45);
    await small.open(never);
    await pass(small.write(new Uint8Array(100), never));
    expect(Math.max(...port.sent.map(({ count }) => count))).toBeLessThanOrEqual(16);
  });

  test('a printer that stays busy ends the write after the time-out', async () => {
    const transport = lineOf(9_600, 'dtr_dsr');
    await transport.open(never);
    port.isReady = false;
    const written = transport.write(Uint8Array.of(1), never);
    const failed = expect(written).rejects.toMatchObject({ kind: 'timeout' });
    await pass(written, 50);
    await failed;
    expect(transport.isOpen()).toBe(false);
  });

  test('a port without wires cannot be used with them', async () => {
    port.isReady = new Error('Inappropriate ioctl for device');
    await expect(lineOf(9_600, 'dtr_dsr').open(never)).rejects.toMatchObject({
      kind: 'unreachable',
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(port.calls).toEqual(['close']);
  });

  test('bytes that cannot leave are thrown away before the port is closed, so that closing does not hang', async () => {
    const transport = lineOf(9_600, 'rts_cts');
    await transport.open(never);
    port.isStuck = true;
    let ended = 0;
    transport.onClose(() => (ended += 1));
    const written = transport.write(new Uint8Array(10), never);
    const failed = expect(written).rejects.toMatchObject({ kind: 'timeout' });
    await pass(written, 50);
    await failed;
    expect(port.calls).toEqual(['drain', 'discard', 'close']);
    expect(ended).toBe(1);
  });

  test('while the printer says "wait" no thread is held: draining begins when it goes on', async () => {
    const transport = lineOf(9_600, 'rts_cts');
    await transport.open(never);
    port.isReady = false;
    const written = transport.write(new Uint8Array(10), never);
    await pass(sleep(fakeClock, 500));
    expect(port.calls).toEqual([]);
    port.isReady = true;
    await pass(written);
    expect(port.calls).toEqual(['drain']);
  });

  test('closing after everything has left throws nothing away', async () => {
    const transport = lineOf(115_200);
    await transport.open(never);
    await pass(transport.write(new Uint8Array(10), never));
    await transport.close();
    await transport.close();
    expect(port.calls).toEqual(['drain', 'close']);
  });

  test('"wait" and "go on" of the line are not taken for answers', async () => {
    const transport = lineOf(9_600, 'xon_xoff');
    const heard: number[] = [];
    transport.onData((bytes) => heard.push(...bytes));
    await transport.open(never);
    await port.say(0x37, 0x13, 0x22, 0x11, 0x41);
    await port.say(0x13);
    expect(heard).toEqual([0x37, 0x22, 0x41]);
  });

  test('a plug pulled in the middle of a write ends both, once', async () => {
    const transport = lineOf(9_600);
    await transport.open(never);
    let ended = 0;
    transport.onClose(() => (ended += 1));
    const written = transport.write(new Uint8Array(960), never);
    const failed = expect(written).rejects.toMatchObject({ kind: 'disconnected' });
    await pass(sleep(fakeClock, 100));
    port.pullOut();
    await pass(written);
    await failed;
    expect(ended).toBe(1);
    expect(transport.isOpen()).toBe(false);
    await transport.open(never);
    expect(transport.isOpen()).toBe(true);
  });

  test('a port that opens after all was given up is closed again', async () => {
    let opened: (port: SerialPort) => void = () => undefined;
    const openPort = () => new Promise<SerialPort>((resolve) => (opened = resolve));
    const limits = { writeTimeoutMs: 1_000, openTimeoutMs: 1_000, clock: fakeClock, openPort };
    const transport = createSerialTransport({ path: 'COM9', baud: 9_600, flow: 'none', ...limits });
    const opening = transport.open(never);
    const failed = expect(opening).rejects.toMatchObject({ kind: 'unreachable' });
    await pass(opening, 100);
    await failed;
    opened(port);
    await new Promise((resolve) => setImmediate(resolve));
    expect(port.calls).toEqual(['close']);
    expect(transport.isOpen()).toBe(false);
  });

  test('opening and writing can be cancelled, and writes wait for each other', async () => {
    const transport = lineOf(9_600);
    await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ kind: 'aborted' });
    await transport.open(never);
    const cancel = new AbortController();
    const first = transport.write(new Uint8Array(96), never);
    const second = transport.write(new Uint8Array(960), cancel.signal);
    const failed = expect(second).rejects.toMatchObject({ kind: 'aborted' });
    await pass(first);
    expect(port.sent.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(96 + 48);
    cancel.abort();
    await pass(second);
    await failed;
    await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({
      kind: 'disconnected',
    });
  });
});

test('how long a job takes on a line, and what its session must allow for', () => {
  const line = { path: 'COM1', baud: 9_600, flow: 'none' } as const;
  expect(estimatePrintMs(76_438, line)).toBe(79_623); // measured with a real line: 80 s
  expect(sessionLimits(line)).toEqual({ slowestBytesPerSecond: 960, unguardedBufferBytes: 4_096 });
  expect(sessionLimits({ ...line, flow: 'rts_cts' })).toEqual({ slowestBytesPerSecond: 960 });
});

test.skipIf(process.platform !== 'linux')(
  'of the ports that Linux names, only those with something behind them are listed',
  async (context) => {
    const ports = await listSerialPorts().catch((error: unknown) => {
      expect(error).toMatchObject({ kind: 'unreachable' });
      return context.skip('this machine has no udev');
    });
    for (const { path } of ports) {
      expect(existsSync(path)).toBe(true);
      const type = await readFile(`/sys/class/tty/${basename(path)}/type`, 'utf8').catch(() => '');
      expect(type.trim()).not.toBe('0');
    }
  },
);

describe.skipIf(!hasSocat())('a printer on a serial line', () => {
  let fonts: Fonts;
  let printer: VirtualPrinter;
  let cable: PtyCable;
  let transport: Transport;
  let session: PrinterSession;

  beforeAll(async () => {
    fonts = await loadFonts();
  });
  beforeEach(async () => {
    printer = createVirtualPrinter({ clock, fonts });
    await printer.start();
    cable = await createPtyCable(printer);
    connectAt(115_200);
  });
  afterEach(async () => {
    await session.close();
    await cable.stop();
    await printer.stop();
  });

  function connectAt(baud: number, flow: FlowControl = 'rts_cts'): void {
    const line = { path: cable.path, baud, flow };
    transport = createSerialTransport({ ...line, writeTimeoutMs: 400, clock });
    session = openPrinter(transport, {
      clock,
      profile,
      statusTimeoutMs: 500,
      proofTimeoutMs: 1_000,
      ...sessionLimits(line),
    });
  }

  const ticket = (text: string) =>
    renderDocument(
      { blocks: [{ kind: 'text', text }, { kind: 'text', text: 'برجر دجاج' }, { kind: 'cut' }] },
      profile,
      fonts,
    ).bytes;
  const print = (text: string, signal = never) => session.print(ticket(text), { signal });

  test.each([
    [115_200, 'rts_cts'],
    [115_200, 'none'],
    [9_600, 'xon_xoff'],
    [12_345, 'none'],
  ] as const)(
    'at %i baud, flow %s, prints with proof, byte for byte, in the time foretold',
    { timeout: 20_000 },
    async (baud, flow) => {
      connectAt(baud, flow);
      expect(await session.preflight(never)).toBe('ready');
      const started = clock.monotonicMs();
      expect(await print('#1')).toEqual({ kind: 'printed', proof: 'fence' });
      const tookMs = clock.monotonicMs() - started;
      expect(await print('#2')).toEqual({ kind: 'printed', proof: 'fence' });
      expect(printer.tickets.map(({ text }) => text)).toEqual(['#1', '#2']);
      expect(Buffer.from(printer.tickets[0]?.bytes ?? [])).toEqual(Buffer.from(ticket('#1')));
      expect(tookMs).toBeGreaterThanOrEqual(estimatePrintMs(ticket('#1').length, { baud }) - 10);
    },
  );

  test('paper out in the middle: unknown with the reason, and the copy comes out after it', async () => {
    await session.preflight(never);
    await print('#1');
    printer.runOutAfterDots(40);
    expect(await print('#2')).toMatchObject({ kind: 'unknown', reason: 'paper_out' });
    printer.setPaper('ok');
    expect(await session.preflight(never)).toBe('ready');
    expect(await print('#2 COPY')).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets.map(({ text }) => text)).toEqual(['#1', '#2', '#2 COPY']);
  });

  describe('without handshake, with a buffer that overflows', { timeout: 20_000 }, () => {
    const lines = Array.from({ length: 12 }, (_, at) => `برجر دجاج ${at}`);
    const job = () => renderDocument(longTicket(lines), profile, fonts);
    const longTicket = (texts: readonly string[]) => ({
      blocks: [...texts.map((text) => ({ kind: 'text' as const, text })), { kind: 'cut' as const }],
    });
    /** Somebody changes the roll while the job is still on its way. */
    async function printOverEmptyRoll(unguarded: boolean) {
      await printer.stop();
      printer = createVirtualPrinter({ clock, fonts, bufferBytes: 4_096, withoutHandshake: true });
      await printer.start();
      await cable.unplug();
      cable = await createPtyCable(printer);
      const line = { path: cable.path, baud: 115_200, flow: 'none' } as const;
      transport = createSerialTransport({ ...line, writeTimeoutMs: 400, clock });
      const { unguardedBufferBytes, ...limits } = sessionLimits(line);
      session = openPrinter(transport, {
        clock,
        profile,
        ...limits,
        ...(!unguarded && { unguardedBufferBytes }),
      });
      await session.preflight(never);
      printer.runOutAfterDots(30);
      let outcome: Promise<PrintOutcome> | undefined;
      const hasBegun = new Promise<void>((resolve) => {
        outcome = session.print(job().bytes, { signal: never, onFirstByte: resolve });
      });
      await hasBegun;
      await sleep(clock, 800); // the roll is empty, the buffer full, and half of the job still to come
      printer.setPaper('ok');
      const [ticketOut] = await printer.whenTickets(1);
      if (!ticketOut) throw new Error('nothing came out');
      return { outcome: await outcome, paper: ticketOut.bitmap };
    }

    test('no more is sent than fits, so that nothing is missing in the middle', async () => {
      const { outcome, paper } = await printOverEmptyRoll(false);
      expect(outcome).toEqual({ kind: 'printed', proof: 'fence' });
      expect(paper.data).toEqual(job().bitmap.data);
    });

    test('sent all at once, the middle is lost although the end is proven', async () => {
      const { outcome, paper } = await printOverEmptyRoll(true);
      expect(outcome).toEqual({ kind: 'printed', proof: 'fence' });
      expect(paper.data).not.toEqual(job().bitmap.data);
    });
  });

  test('the plug pulled in the middle of a job ends it at once; plugged in again it prints', async () => {
    connectAt(9_600);
    await session.preflight(never);
    const ended = new Promise<void>((resolve) => transport.onClose(resolve));
    const outcome = session.print(ticket('#1'), { signal: never });
    await sleep(clock, 300);
    const pulledMs = clock.monotonicMs();
    await cable.unplug();
    expect(await outcome).toMatchObject({ kind: 'unknown', reason: 'disconnected' });
    await ended;
    expect(clock.monotonicMs() - pulledMs).toBeLessThan(1_000);
    await expect(session.preflight(never)).rejects.toMatchObject({ kind: 'unreachable' });
    await cable.plugIn();
    connectAt(115_200);
    expect(await session.preflight(never)).toBe('ready');
    expect(await print('#1 COPY')).toMatchObject({ kind: 'printed' });
    expect(printer.tickets.at(-1)).toMatchObject({ text: '#1 COPY', complete: true });
  });

  test('a job is cancelled in the middle of the line', async () => {
    connectAt(9_600);
    await session.preflight(never);
    const cancel = new AbortController();
    clock.after(300, () => cancel.abort());
    const started = clock.monotonicMs();
    expect(await print('#1', cancel.signal)).toMatchObject({ kind: 'unknown', reason: 'aborted' });
    expect(clock.monotonicMs() - started).toBeLessThan(600);
  });

  test('a printer that takes nothing ends the write after the time-out instead of hanging', async () => {
    await transport.open(never);
    cable.hold();
    const fill = async () => {
      for (;;) await transport.write(new Uint8Array(100_000), never);
    };
    await expect(fill()).rejects.toMatchObject({ kind: 'timeout' });
    expect(transport.isOpen()).toBe(false);
  });

  test('"wait" (XOFF) holds the bytes back until "go on" (XON), and neither is heard as an answer', async () => {
    connectAt(115_200, 'xon_xoff');
    const heard: number[] = [];
    transport.onData((bytes) => heard.push(...bytes));
    await transport.open(never);
    await cable.say(Uint8Array.of(0x13));
    await sleep(clock, 100);
    let isWritten = false;
    const written = transport.write(ticket('#1').subarray(0, 200), never).then(() => {
      isWritten = true;
    });
    await sleep(clock, 200);
    expect(isWritten).toBe(false);
    await cable.say(Uint8Array.of(0x11, 0x16));
    await written;
    await sleep(clock, 100);
    expect(heard).toEqual([0x16]);
  });

  test('a printer without power answers nothing, and prints again when it is back', async () => {
    await session.preflight(never);
    await print('#1');
    await printer.losePower();
    expect(await session.preflight(never)).toBe('offline');
    await printer.restorePower();
    await sleep(clock, 50);
    expect(await session.preflight(never)).toBe('ready');
    expect(await print('#2')).toEqual({ kind: 'printed', proof: 'fence' });
  });

  test('a port that is not there is unreachable', async () => {
    const line = { path: '/dev/no-such-port', baud: 9_600, flow: 'none' } as const;
    const missing = createSerialTransport({ ...line, writeTimeoutMs: 100, clock });
    await expect(missing.open(never)).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
