import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import { createVirtualPrinter, type Answers, type VirtualPrinter } from '../virtual/index.ts';
import type { PrinterKnowledge } from './knowledge.ts';
import { openPrinter, type PrinterSession } from './session.ts';

const profile = printerProfiles['generic-80mm'];
const answersAll: PrinterKnowledge = { status: 'yes', ordered: 'yes', fence: 'yes' };
const never = new AbortController().signal;
// waiting for answers that never come takes its time
vi.setConfig({ testTimeout: 20_000 });

let fonts: Fonts;
let open: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  fonts = await loadFonts();
});
afterEach(async () => {
  await Promise.all(open.map((part) => part.stop()));
  open = [];
});

interface Bench {
  readonly printer: VirtualPrinter;
  readonly session: PrinterSession;
}

async function createBench(
  options: { answers?: Answers; bytesPerSecond?: number; bufferBytes?: number } = {},
  knowledge?: PrinterKnowledge,
): Promise<Bench> {
  const printer = createVirtualPrinter({ clock, fonts, ...options });
  await printer.start();
  open.push(printer);
  return { printer, session: connectTo(printer, knowledge) };
}

function connectTo(printer: VirtualPrinter, knowledge?: PrinterKnowledge): PrinterSession {
  const { host } = printer;
  const limits = { connectTimeoutMs: 500, writeTimeoutMs: 300 };
  const transport = createTcpTransport({ host, port: printer.port(), clock, ...limits });
  const timing = { statusTimeoutMs: 300, proofTimeoutMs: 900, slowestBytesPerSecond: 100_000 };
  const session = openPrinter(transport, {
    clock,
    profile,
    ...timing,
    ...(knowledge && { knowledge }),
  });
  open.push({ stop: () => session.close() });
  return session;
}

/** A ticket with a line of text to find it by and a picture to break off in. */
function ticket(number: string): Uint8Array {
  const picture = 'برجر دجاج حار مع جبنة وبطاطا كبيرة '.repeat(20);
  const blocks = [
    { kind: 'text' as const, text: number },
    { kind: 'text' as const, text: picture },
    { kind: 'cut' as const },
  ];
  return renderDocument({ blocks }, profile, fonts).bytes;
}

const print = (session: PrinterSession, bytes: Uint8Array) =>
  session.print(bytes, { signal: never });

describe('proof', () => {
  test.each([
    ['all', 'fence', { status: 'yes', ordered: 'yes', fence: 'yes' }],
    ['no-fence', 'status', { status: 'yes', ordered: 'yes', fence: 'no' }],
    ['status-only', 'none', { status: 'yes', ordered: 'no', fence: 'no' }],
    ['none', 'none', { status: 'no', ordered: 'no', fence: 'no' }],
  ] as const)(
    'a printer that answers %s gives proof %s, and that is remembered',
    async (answers, proof, known) => {
      const { printer, session } = await createBench({ answers });
      for (const number of ['#1', '#2', '#3']) {
        expect(await session.preflight(never)).toBe(answers === 'none' ? 'unknown' : 'ready');
        expect(await print(session, ticket(number))).toEqual({ kind: 'printed', proof });
      }
      expect(session.knowledge()).toEqual(known);
      await printer.whenTickets(3);
      expect(printer.tickets.map(({ text }) => text)).toEqual(['#1', '#2', '#3']);
    },
  );

  test('one job without an answer does not make a printer one that gives none', async () => {
    const { printer, session } = await createBench();
    printer.setBytesPerSecond(1); // too busy to get to the question in time
    await session.preflight(never);
    expect(await print(session, ticket('#1'))).toEqual({ kind: 'printed', proof: 'none' });
    printer.setBytesPerSecond(undefined);
    await session.preflight(never);
    expect(await print(session, ticket('#2'))).toEqual({ kind: 'printed', proof: 'fence' });
  });

  test('is not given while the printer is still working', async () => {
    const { printer, session } = await createBench({ bytesPerSecond: 200_000 }, answersAll);
    const bytes = ticket('#1');
    await session.preflight(never);
    const printed = print(session, bytes).then((outcome) => ({
      outcome,
      out: printer.tickets.length,
    }));
    expect(await printed).toEqual({ outcome: { kind: 'printed', proof: 'fence' }, out: 1 });
  });

  test('jobs sent at once go one after the other, each with its own', async () => {
    const { printer, session } = await createBench({}, answersAll);
    const numbers = Array.from({ length: 20 }, (_, at) => `#${at}`);
    const outcomes = await Promise.all(numbers.map((number) => print(session, ticket(number))));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['printed']));
    expect(printer.tickets.map(({ text }) => text)).toEqual(numbers);
  });
});

describe('between jobs', () => {
  test('a printer that can reports by itself what happens to it', async () => {
    const { printer, session } = await createBench({}, answersAll);
    const heard: string[] = [];
    const enough = new Promise<void>((resolve) => {
      session.onChange((state) => heard.push(state) === 5 && resolve());
    });
    await session.preflight(never);
    await print(session, ticket('#1'));
    printer.setPaper('near_end');
    printer.setPaper('out');
    printer.setCoverOpen(true);
    printer.setPaper('ok');
    printer.setCoverOpen(false);
    await enough;
    expect(heard.slice(0, 5)).toEqual([
      'ready',
      'paper_low',
      'paper_out',
      'cover_open',
      'cover_open',
    ]);
    expect(await print(session, ticket('#2'))).toEqual({ kind: 'printed', proof: 'fence' });
  });

  test('nobody listening, nothing is asked for', async () => {
    const { printer, session } = await createBench({}, answersAll);
    await session.preflight(never);
    await print(session, ticket('#1'));
    const asked = printer.tickets.some(({ bytes }) =>
      Buffer.from(bytes).includes(Buffer.of(0x1d, 0x61)),
    );
    expect(asked).toBe(false);
  });
});

describe('before a job', () => {
  test('the state is told in one word', async () => {
    const { printer, session } = await createBench();
    const state = () => session.preflight(never);
    expect(await state()).toBe('ready');
    printer.setPaper('near_end');
    expect(await state()).toBe('paper_low');
    printer.setPaper('out');
    expect(await state()).toBe('paper_out');
    printer.setCoverOpen(true);
    expect(await state()).toBe('cover_open');
    printer.setCoverOpen(false);
    printer.setPaper('ok');
    printer.setError(true);
    expect(await state()).toBe('error');
    printer.setError(false);
    expect(await state()).toBe('ready');
  });

  test('a printer that stopped answering is offline, not unknown', async () => {
    const { printer, session } = await createBench();
    await session.preflight(never);
    printer.setStalled(true);
    expect(await session.preflight(never)).toBe('offline');
    printer.setStalled(false);
    expect(await session.preflight(never)).toBe('ready');
  });

  test('a printer without power is unreachable, and found again afterwards', async () => {
    const { printer, session } = await createBench();
    await session.preflight(never);
    await printer.losePower();
    await expect(session.preflight(never)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await print(session, ticket('#1'))).toEqual({
      kind: 'not_started',
      reason: 'unreachable',
    });
    await printer.restorePower();
    expect(await session.preflight(never)).toBe('ready');
    expect(await print(session, ticket('#1'))).toMatchObject({ kind: 'printed' });
  });

  test('a cancelled job never starts', async () => {
    const { printer, session } = await createBench({}, answersAll);
    const first = print(session, ticket('#1'));
    const cancelled = await session.print(ticket('#2'), { signal: AbortSignal.abort() });
    expect(cancelled).toEqual({ kind: 'not_started', reason: 'aborted' });
    await first;
    expect(printer.tickets).toHaveLength(1);
  });
});

describe('trouble in the middle of a job', () => {
  test('paper out: unknown with the reason; the copy comes out whole below the torn one', async () => {
    const { printer, session } = await createBench({}, answersAll);
    await session.preflight(never);
    printer.runOutAfterDots(200);
    const waiting: string[] = [];
    const outcome = await session.print(ticket('#1'), {
      signal: never,
      onWaiting: (state) => waiting.push(state),
    });
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'paper_out' });
    expect(waiting[0]).toBe('paper_out');
    expect(await session.preflight(never)).toBe('paper_out');
    expect(printer.tickets).toHaveLength(0);

    printer.setPaper('ok'); // what it had received comes out first
    expect(await session.preflight(never)).toBe('ready');
    expect(await print(session, ticket('#1 COPY'))).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets.map(({ text, complete }) => [text, complete])).toEqual([
      ['#1', true],
      ['#1 COPY', true],
    ]);
  });

  test('paper put back in time: printed after all, once', async () => {
    const { printer, session } = await createBench({}, answersAll);
    await session.preflight(never);
    printer.runOutAfterDots(200);
    const outcome = await session.print(ticket('#1'), {
      signal: never,
      onWaiting: () => printer.setPaper('ok'),
    });
    expect(outcome).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets).toHaveLength(1);
  });

  test('a printer with anonymous answers does not let an old one prove the next job', async () => {
    const known = { status: 'yes', ordered: 'yes', fence: 'no' } as const;
    const { printer, session } = await createBench({ answers: 'no-fence' }, known);
    await session.preflight(never);
    printer.setCoverOpen(true);
    expect(await print(session, ticket('#1'))).toMatchObject({
      kind: 'unknown',
      reason: 'cover_open',
    });
    printer.setCoverOpen(false);
    expect(await session.preflight(never)).toBe('ready');
    printer.runOutAfterDots(100);
    expect(await print(session, ticket('#2'))).toMatchObject({
      kind: 'unknown',
      reason: 'paper_out',
    });
    expect(printer.tickets.map(({ text }) => text)).toEqual(['#1']);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'torn off %i bytes into the command of a picture, it does not take what follows for its size',
    async (into) => {
      const { printer, session } = await createBench({}, answersAll);
      const bytes = ticket('77');
      const picture = Buffer.from(bytes).indexOf(Uint8Array.of(0x1d, 0x76, 0x30));
      expect(picture).toBeGreaterThan(0);
      printer.dropAfterBytes(picture + into);
      expect(await print(session, bytes)).toMatchObject({ kind: 'unknown' });
      expect(await session.preflight(never)).toBe('ready');
      expect(await print(session, ticket('78'))).toMatchObject({ kind: 'printed' });
      expect(printer.tickets.at(-1)?.text).toContain('78');
    },
  );

  test('the line drops: unknown with the bytes that left; the next job is not swallowed by half a picture', async () => {
    const { printer, session } = await createBench(
      { bufferBytes: 1_024, bytesPerSecond: 400_000 },
      answersAll,
    );
    const bytes = ticket('#1');
    await session.preflight(never);
    printer.dropAfterBytes(1_500); // inside a band of the picture
    const outcome = await print(session, bytes);
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'disconnected' });
    expect(await session.preflight(never)).toBe('ready');
    expect(await print(session, ticket('#1 COPY'))).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets.map(({ text, complete }) => [text, complete])).toEqual([
      ['#1', false],
      ['#1 COPY', true],
    ]);
    expect(
      Buffer.from(printer.tickets[1]?.bytes ?? []).subarray(0, ticket('#1 COPY').length),
    ).toEqual(Buffer.from(ticket('#1 COPY')));
  });

  test('another program takes over after a crash in mid-picture: its first job is whole', async () => {
    const { printer, session } = await createBench({}, answersAll);
    await session.preflight(never);
    printer.dropAfterBytes(1_500);
    await print(session, ticket('#1'));
    const restarted = connectTo(printer, answersAll);
    expect(await restarted.preflight(never)).toBe('ready');
    expect(await print(restarted, ticket('#2'))).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets.at(-1)).toMatchObject({ text: '#2', complete: true });
  });

  test('a unit never met, left in mid-picture by somebody else, does not swallow the first job', async () => {
    const { printer, session: other } = await createBench({}, answersAll);
    await other.preflight(never);
    printer.dropAfterBytes(1_500);
    await print(other, ticket('#1'));
    const session = connectTo(printer);
    expect(await session.preflight(never)).toBe('ready');
    expect(session.knowledge()).toEqual(answersAll);
    expect(await print(session, ticket('#2'))).toEqual({ kind: 'printed', proof: 'fence' });
    expect(printer.tickets.at(-1)).toMatchObject({ text: '#2', complete: true });
  });

  test('a unit that does not get to its questions in time is met anew, before it prints', async () => {
    const { printer, session } = await createBench({}, answersAll);
    printer.setBytesPerSecond(1);
    expect(await session.preflight(never)).toBe('offline');
    expect(session.knowledge().fence).toBe('unknown');
    printer.setBytesPerSecond(undefined);
    expect(await session.preflight(never)).toBe('ready');
    expect(session.knowledge()).toEqual(answersAll);
    expect(await print(session, ticket('#1'))).toEqual({ kind: 'printed', proof: 'fence' });
  });

  test('power lost: unknown; nothing of the lost buffer comes back with the power', async () => {
    const { printer, session } = await createBench({ bytesPerSecond: 20_000 }, answersAll);
    await session.preflight(never);
    const outcome = await session.print(ticket('#1'), {
      signal: never,
      onFirstByte: () => void printer.losePower(),
    });
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'disconnected' });
    await printer.restorePower();
    printer.setBytesPerSecond(undefined);
    await session.preflight(never);
    expect(await print(session, ticket('#2'))).toMatchObject({ kind: 'printed' });
    expect(printer.tickets.filter(({ complete }) => complete).map(({ text }) => text)).toEqual([
      '#2',
    ]);
  });

  test('stalled: unknown within the time-out, with no more accepted than was sent', async () => {
    const { printer, session } = await createBench({}, answersAll);
    await session.preflight(never);
    printer.setStalled(true);
    const bytes = ticket('#1');
    const outcome = await print(session, bytes);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    if (outcome.kind === 'unknown') expect(outcome.acceptedBytes).toBeLessThanOrEqual(bytes.length);
  });

  test('cancelled after the first byte: unknown, because some of it left', async () => {
    const { session } = await createBench({ bytesPerSecond: 20_000 }, answersAll);
    await session.preflight(never);
    const cancel = new AbortController();
    const outcome = await session.print(ticket('#1'), {
      signal: cancel.signal,
      onFirstByte: () => cancel.abort(),
    });
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'aborted' });
  });

  test('one printer in trouble does not hold up another', async () => {
    const [broken, healthy] = await Promise.all([
      createBench({}, answersAll),
      createBench({}, answersAll),
    ]);
    broken.printer.setCoverOpen(true);
    const stuck = print(broken.session, ticket('#1'));
    for (const number of ['#2', '#3', '#4']) await print(healthy.session, ticket(number));
    expect(healthy.printer.tickets).toHaveLength(3);
    expect(await stuck).toMatchObject({ kind: 'unknown', reason: 'cover_open' });
  });
});
