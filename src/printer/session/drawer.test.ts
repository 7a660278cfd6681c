import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import { createVirtualPrinter, type Answers, type VirtualPrinter } from '../virtual/index.ts';
import type { PrinterKnowledge } from './knowledge.ts';
import { openPrinter, type PrinterSession } from './session.ts';

const anyModel = printerProfiles['generic-80mm'];
const epson = printerProfiles['epson-tm-t20iii'] ?? anyModel;
const signal = new AbortController().signal;
const answersAll: PrinterKnowledge = { status: 'yes', ordered: 'yes', fence: 'yes' };

let fonts: Fonts;
let open: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  fonts = await loadFonts();
});
afterEach(async () => {
  await Promise.all(open.map((part) => part.stop()));
  open = [];
});

interface Till {
  readonly printer: VirtualPrinter;
  readonly session: PrinterSession;
}

async function createTill(
  options: { answers?: Answers; profile?: typeof anyModel; knowledge?: PrinterKnowledge } = {},
): Promise<Till> {
  const { answers = 'all', profile = anyModel, knowledge } = options;
  const printer = createVirtualPrinter({ clock, fonts, answers });
  await printer.start();
  const transport = createTcpTransport({
    host: printer.host,
    port: printer.port(),
    clock,
    connectTimeoutMs: 500,
    writeTimeoutMs: 300,
  });
  const timing = { statusTimeoutMs: 200, proofTimeoutMs: 900, slowestBytesPerSecond: 100_000 };
  const session = openPrinter(transport, {
    clock,
    profile,
    ...timing,
    ...(knowledge && { knowledge }),
  });
  open.push(printer, { stop: () => session.close() });
  return { printer, session };
}

describe('a cash drawer', () => {
  test.each([
    [2, 'low'],
    [5, 'high'],
  ] as const)('on pin %i whose sensor is %s when open is seen to open', async (pin, openLevel) => {
    const { printer, session } = await createTill();
    printer.plugInDrawer({ pin, openLevel });
    expect(await session.openDrawer({ pin, signal })).toEqual({ kind: 'opened' });
    expect([printer.drawerPulses(), printer.drawerIsOpen()]).toEqual([1, true]);
    expect(session.knowledge().drawerOpenLevel).toBe(openLevel);
  });

  test('that stands open already gets its pulse and is open', async () => {
    const { printer, session } = await createTill();
    printer.plugInDrawer({ pin: 2 });
    await session.openDrawer({ pin: 2, signal });
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({ kind: 'opened' });
    expect(printer.drawerPulses()).toBe(2);
  });

  test('that is locked is said to have stayed shut, once its sensor is known', async () => {
    const { printer, session } = await createTill({
      knowledge: { ...answersAll, drawerOpenLevel: 'low' },
    });
    printer.plugInDrawer({ pin: 2, isStuck: true });
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({
      kind: 'pulsed',
      drawer: 'shut',
    });
  });

  test('without a sensor is pulsed once, and nobody claims to know more', async () => {
    const { printer, session } = await createTill();
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({
      kind: 'pulsed',
      drawer: 'unknown',
    });
    expect(printer.drawerPulses()).toBe(1);
  });

  test('on a printer that answers nothing is pulsed once', async () => {
    const { printer, session } = await createTill({ answers: 'none' });
    printer.plugInDrawer({ pin: 2 });
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({
      kind: 'pulsed',
      drawer: 'unknown',
    });
    await expect.poll(() => printer.drawerIsOpen()).toBe(true);
    expect(printer.drawerPulses()).toBe(1);
  });

  test('does not open behind the back of the cashier when paper comes back', async () => {
    const { printer, session } = await createTill();
    printer.plugInDrawer({ pin: 2 });
    printer.setPaper('out');
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({
      kind: 'not_started',
      reason: 'paper_out',
    });
    printer.setPaper('ok');
    expect(await session.preflight(signal)).toBe('ready');
    expect(printer.drawerPulses()).toBe(0);
  });

  test('opens without paper on a model that can', async () => {
    const { printer, session } = await createTill({ profile: epson });
    printer.plugInDrawer({ pin: 5 });
    printer.setPaper('out');
    expect(await session.openDrawer({ pin: 5, signal })).toEqual({ kind: 'opened' });
    expect(printer.drawerPulses()).toBe(1);
  });

  test('waits for the job that is being printed', async () => {
    const { printer, session } = await createTill();
    printer.plugInDrawer({ pin: 2 });
    const blocks = [{ kind: 'text' as const, text: 'paid' }, { kind: 'cut' as const }];
    const { bytes } = renderDocument({ blocks }, anyModel, fonts);
    const order: string[] = [];
    await Promise.all([
      session.print(bytes, { signal }).then(({ kind }) => order.push(kind)),
      session.openDrawer({ pin: 2, signal }).then(({ kind }) => order.push(kind)),
    ]);
    expect(order).toEqual(['printed', 'opened']);
    expect(printer.tickets).toHaveLength(1);
  });
});

describe('no pulse leaves', () => {
  test('for a printer that fell silent', async () => {
    const { printer, session } = await createTill({ knowledge: answersAll });
    printer.setStalled(true);
    expect(await session.openDrawer({ pin: 2, signal })).toEqual({
      kind: 'not_started',
      reason: 'offline',
    });
    printer.setStalled(false);
    expect(printer.drawerPulses()).toBe(0);
  });

  test('for a printer that is not there', async () => {
    const { printer, session } = await createTill();
    await printer.losePower();
    expect(await session.openDrawer({ pin: 2, signal })).toMatchObject({ kind: 'not_started' });
  });

  test('for a cashier who changed their mind', async () => {
    const { printer, session } = await createTill();
    expect(await session.openDrawer({ pin: 2, signal: AbortSignal.abort() })).toEqual({
      kind: 'not_started',
      reason: 'aborted',
    });
    expect(printer.drawerPulses()).toBe(0);
  });
});
