import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument, type RenderedDocument } from '../render.ts';
import { canPrint } from '../status/states.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createDeviceFileTransport } from '../transport/device-file.ts';
import { createSerialTransport } from '../transport/serial.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import { createPtyCable, hasSocat } from '../transport/testing/pty-cable.ts';
import type { Transport } from '../transport/transport.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../virtual/index.ts';
import { openPrinter, type PrinterSession } from './session.ts';
import type { PrintOutcome } from './types.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;
/** Short, so that faults cost little time; what a busy machine then calls a fault is put right by trying again. */
const hasty = { statusTimeoutMs: 250, proofTimeoutMs: 250, slowestBytesPerSecond: 40_000 };
const writeTimeoutMs = 300;
/** Another printer's job takes milliseconds, on a busy machine more; one held up would wait for the fault to be cleared. */
const undisturbedMs = 4_000;
/** Enough for a machine that is busy for many seconds, and not for a line that stays dead. */
const attempts = 40;

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

/** A printer and the way to it. */
interface Bench {
  readonly printer: VirtualPrinter;
  readonly transport: Transport;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

async function startPrinter(): Promise<VirtualPrinter> {
  const printer = createVirtualPrinter({ clock, fonts });
  await printer.start();
  return printer;
}

function overTcp(printer: VirtualPrinter): Transport {
  const { host } = printer;
  const tcp = { host, port: printer.port(), connectTimeoutMs: 500, writeTimeoutMs, clock };
  return createTcpTransport(tcp);
}

async function overPty(transportAt: (path: string) => Transport): Promise<Bench> {
  const printer = await startPrinter();
  const cable = await createPtyCable(printer);
  return {
    printer,
    transport: transportAt(cable.path),
    unplug: () => cable.unplug(),
    plugIn: () => cable.plugIn(),
    stop: async () => {
      await cable.stop();
      await printer.stop();
    },
  };
}

const ways: Record<string, () => Promise<Bench>> = {
  TCP: async () => {
    const printer = await startPrinter();
    return {
      printer,
      transport: overTcp(printer),
      unplug: async () => printer.dropAfterBytes(1), // of whatever comes next
      plugIn: async () => printer.dropAfterBytes(Infinity),
      stop: () => printer.stop(),
    };
  },
  // far faster than real lines, which only changes how long the matrix takes
  'a serial line': () =>
    overPty((path) =>
      createSerialTransport({ path, baud: 4_000_000, flow: 'rts_cts', writeTimeoutMs, clock }),
    ),
  'a device file': () =>
    overPty((path) => createDeviceFileTransport({ path, writeTimeoutMs, clock })),
};

/** What goes wrong, and the hand that puts it right. */
interface Fault {
  strike(bench: Bench): void | Promise<void>;
  clear(bench: Bench): void | Promise<void>;
}

const faults: Record<string, Fault> = {
  'the paper runs out': {
    strike: ({ printer }) => printer.setPaper('out'),
    clear: ({ printer }) => printer.setPaper('ok'),
  },
  'the cover is opened': {
    strike: ({ printer }) => printer.setCoverOpen(true),
    clear: ({ printer }) => printer.setCoverOpen(false),
  },
  'the printer stalls': {
    strike: ({ printer }) => printer.setStalled(true),
    clear: ({ printer }) => printer.setStalled(false),
  },
  'the line is dropped': {
    strike: (bench) => bench.unplug(),
    clear: (bench) => bench.plugIn(),
  },
  'the power is lost': {
    strike: ({ printer }) => printer.losePower(),
    clear: ({ printer }) => printer.restorePower(),
  },
  'the printer turns slow': {
    strike: ({ printer }) => printer.setBytesPerSecond(40_000),
    clear: ({ printer }) => printer.setBytesPerSecond(undefined),
  },
};

const stages = [
  'before the job',
  'in preflight',
  'in the first band',
  'in the middle',
  'after the last byte',
  'after the proof',
] as const;
type Stage = (typeof stages)[number];

/** Calls `strike` when so many bytes have been handed over, before anything that follows them. */
function striking(transport: Transport, atByte: () => number, strike: () => Promise<void>) {
  let handedOver = 0;
  let hasStruck = false;
  const strikeOnce = async () => {
    if (hasStruck || handedOver < atByte()) return;
    hasStruck = true;
    await strike();
  };
  return {
    transport: {
      open: (signal: AbortSignal) => transport.open(signal),
      async write(bytes: Uint8Array, signal: AbortSignal) {
        await strikeOnce();
        await transport.write(bytes, signal);
        handedOver += bytes.length;
      },
      isOpen: () => transport.isOpen(),
      onData: (listener: (bytes: Uint8Array) => void) => transport.onData(listener),
      onClose: (listener: () => void) => transport.onClose(listener),
      close: () => transport.close(),
    } satisfies Transport,
    /** Bytes are counted from here on. */
    count: () => (handedOver = 0),
    hasStruck: () => hasStruck,
  };
}

function ticket(text: string): RenderedDocument {
  const picture = 'شاورما لحم كبيرة مع بطاطا وعصير برتقال طازج بدون ثلج '.repeat(8);
  const blocks = [
    { kind: 'text' as const, text },
    { kind: 'text' as const, text: picture },
    { kind: 'cut' as const },
  ];
  return renderDocument({ blocks }, profile, fonts);
}

function openOver(transport: Transport, limits?: typeof hasty): PrinterSession {
  const knowledge = { status: 'yes', ordered: 'yes', fence: 'yes' } as const;
  return openPrinter(transport, { clock, profile, knowledge, ...limits });
}

/** The whole, correct tickets of that text that came out. */
function wholeTickets(printer: VirtualPrinter, text: string): number {
  const wanted = ticket(text).bitmap;
  return printer.tickets.filter(
    (out) =>
      out.complete && out.text === text && Buffer.compare(out.bitmap.data, wanted.data) === 0,
  ).length;
}

/** One try, as the print queue makes it. A claim to have printed is checked against the paper at once. */
async function attempt(
  session: PrinterSession,
  printer: VirtualPrinter,
  text: string,
  onStart: () => void = () => undefined,
): Promise<PrintOutcome['kind']> {
  const state = await session.preflight(never).catch(() => 'offline' as const);
  if (!canPrint(state)) return 'not_started';
  onStart();
  const outcome = await session.print(ticket(text).bytes, { signal: never });
  if (outcome.kind === 'printed') {
    expect(outcome.proof).toBe('fence');
    expect(wholeTickets(printer, text)).toBe(1);
  }
  return outcome.kind;
}

/** Repeats until it is proven; what is in doubt goes again marked. */
async function finish(
  session: PrinterSession,
  { printer }: Bench,
  text: string,
  before: PrintOutcome['kind'] = 'not_started',
): Promise<void> {
  let isCopy = before === 'unknown';
  let outcome = before;
  for (let at = 0; at < attempts && outcome !== 'printed'; at += 1) {
    outcome = await attempt(session, printer, isCopy ? `${text} COPY` : text);
    isCopy ||= outcome === 'unknown';
  }
  expect(outcome).toBe('printed');
}

async function playThrough(way: () => Promise<Bench>, fault: Fault, stage: Stage): Promise<void> {
  const bench = await way();
  const jobBytes = ticket('order').bytes.length;
  const atByte = {
    'before the job': Infinity,
    'in preflight': 0,
    'in the first band': 1,
    'in the middle': jobBytes / 2,
    'after the last byte': jobBytes,
    'after the proof': Infinity,
  }[stage];
  let isArmed = false;
  const strike = async () => fault.strike(bench);
  const { transport, count, hasStruck } = striking(
    bench.transport,
    () => (isArmed ? atByte : Infinity),
    strike,
  );
  const session = openOver(transport, hasty);
  const neighbour = await startPrinter();
  const neighbours = openOver(overTcp(neighbour));
  try {
    await finish(session, bench, 'first');
    expect(await attempt(neighbours, neighbour, 'first')).toBe('printed');

    isArmed = true;
    count();
    if (stage === 'before the job') await strike();
    const startedMs = clock.monotonicMs();
    const elsewhere = attempt(neighbours, neighbour, 'order').then((outcome) => ({
      outcome,
      tookMs: clock.monotonicMs() - startedMs,
    }));
    const begin = () => stage !== 'in preflight' && count();
    let outcome = await attempt(session, bench.printer, 'order', begin);
    while (outcome === 'not_started' && Number.isFinite(atByte) && !hasStruck()) {
      outcome = await attempt(session, bench.printer, 'order', begin);
    }
    if (stage === 'after the proof') {
      await finish(session, bench, 'order', outcome);
      outcome = 'printed';
      await strike();
    }
    const { outcome: other, tookMs } = await elsewhere;
    expect(other).toBe('printed');
    expect(tookMs).toBeLessThan(undisturbedMs);

    await fault.clear(bench);
    await finish(session, bench, 'order', outcome);
    await finish(session, bench, 'next');
    const unmarked = wholeTickets(bench.printer, 'order');
    expect(unmarked).toBeLessThanOrEqual(1);
    expect(unmarked + wholeTickets(bench.printer, 'order COPY')).toBeGreaterThan(0);
  } finally {
    await session.close();
    await neighbours.close();
    await bench.stop();
    await neighbour.stop();
  }
}

describe.each(Object.keys(ways))('over %s', (name) => {
  const cases = Object.keys(faults).flatMap((fault) => stages.map((stage) => [fault, stage]));
  test.skipIf(name !== 'TCP' && !hasSocat()).concurrent.each(cases as [string, Stage][])(
    '%s %s: never called printed unless it is, nothing lost, nothing twice unmarked, the neighbour undisturbed',
    { timeout: 30_000 },
    async (faultName, stage) => {
      const way = ways[name];
      const fault = faults[faultName];
      if (!way || !fault) throw new Error('no such case');
      await playThrough(way, fault, stage);
    },
  );
});
