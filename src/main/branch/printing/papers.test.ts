import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { buildOrder, placed } from '../testing/builders.ts';
import { PaperBranch, textsOf } from '../testing/paper-branch.ts';
import { eventually } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: PaperBranch;
beforeEach(async () => {
  branch = new PaperBranch();
  await branch.start();
});
afterEach(() => branch.end());

describe('receipts and slips', () => {
  test('print by themselves where a station wants them, and once', async () => {
    const printer = await branch.printer();
    const printerId = await branch.connect(printer, 'Counter');
    await branch.addStation({ name: 'Receipts', prints: 'receipt', printerId, automatic: true });
    await branch.addStation({ name: 'Slips', prints: 'courier_slip', printerId, automatic: true });
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    expect(await branch.jobsOf('o-1')).toEqual([]);

    await branch.accept('o-1');

    await printer.whenTickets(3);
    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    const kinds = (await branch.jobsOf('o-1')).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['courier_slip', 'kitchen', 'receipt']);
  });

  test('print when somebody wants one; the second one says COPY', async () => {
    const printer = await branch.printer();
    await branch.connect(printer, 'Counter');
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    const wanted = { document: 'receipt' };
    await branch.call('POST', '/api/orders/o-1/papers', wanted);
    await printer.whenTickets(2);
    await branch.reaches('o-1', 'printed', 'receipt');
    await branch.call('POST', '/api/orders/o-1/papers', wanted);
    await printer.whenTickets(3);
    expect(textsOf(printer)[1]).not.toContain('COPY');
    expect(textsOf(printer)[2]).toContain('COPY 2');
  });

  test('pressed twice while the printer has no paper come out once', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await branch.connect(printer, 'Counter');
    await branch.cook('o-1');
    const press = () =>
      branch.call<{ printJob: PrintJobView }>('POST', '/api/orders/o-1/papers', {
        document: 'receipt',
      });
    const [first, second] = [await press(), await press()];
    expect(second.printJob.id).toBe(first.printJob.id);
  });

  test('in doubt ask a person: what is not on paper prints again, marked', async () => {
    const printer = await branch.printer();
    await branch.connect(printer, 'Counter');
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    printer.dropAfterBytes(100);
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await branch.reaches('o-1', 'unknown', 'receipt');
    const { id, offers } = await branch.jobOf('o-1', 'receipt');
    expect(offers).toEqual(['answer']);
    expect((await branch.state()).printTrouble).toMatchObject({ unknown: 1 });

    await branch.act(id, 'answer', { isOnPaper: false });

    await branch.passUntil(async () => (await branch.jobOf('o-1', 'receipt')).state === 'printed');
    expect(textsOf(printer).at(-1)).toContain('POSSIBLE DUPLICATE');
  });

  test('in doubt are done with when a person has seen them', async () => {
    const printer = await branch.printer();
    await branch.connect(printer, 'Counter');
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    printer.dropAfterBytes(100);
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await branch.reaches('o-1', 'unknown', 'receipt');
    const { id } = await branch.jobOf('o-1', 'receipt');
    const printJob = await branch.act(id, 'answer', { isOnPaper: true });
    expect(printJob).toMatchObject({ state: 'printed', proof: 'person' });
    await expect(branch.act(id, 'answer', { isOnPaper: false })).rejects.toThrow('not_offered');
  });
});

describe('copies', () => {
  test('of any paper are numbered, carry their reason and go to its station', async () => {
    const [kitchen, bar] = [await branch.printer(), await branch.printer()];
    await branch.connect(kitchen, 'Kitchen');
    const station = await branch.addStation({
      name: 'Bar',
      printerId: await branch.connect(bar, 'Bar'),
    });
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    const { id } = await branch.jobOf('o-1');
    const printJob = await branch.act(id, 'reprint', { reason: 'fell into the fryer' });
    expect(printJob).toMatchObject({ copy: 2, mark: 'copy', stationId: station.id });
    await bar.whenTickets(2);
    expect(textsOf(bar)[1]).toMatch(/COPY 2[^]*fell into the fryer/);
    await branch.reaches('o-1', 'printed');
    expect((await branch.act(printJob.id, 'reprint', { reason: 'again' })).copy).toBe(3);
  });
});

describe('the drawer', () => {
  test('opens once, with a reason, ahead of everything else that waits', async () => {
    const printer = await branch.printer();
    printer.plugInDrawer({ pin: 2 });
    await branch.connect(printer, 'Counter', { drawer: 'pin2' });
    const { printJob } = await branch.call<{ printJob: PrintJobView }>(
      'POST',
      '/api/printing/drawer',
      { reason: 'change for a customer' },
    );
    expect(printJob).toMatchObject({ kind: 'drawer', reason: 'change for a customer' });
    await branch.passUntil(async () => (await branch.printJobs())[0]?.state === 'printed');
    expect(printer.drawerPulses()).toBe(1);
    expect(printer.tickets).toEqual([]);
  });

  test('does not open half a minute later, when nobody stands there any more', async () => {
    const printer = await branch.printer();
    printer.plugInDrawer({ pin: 2 });
    await branch.connect(printer, 'Counter', { drawer: 'pin2' });
    await printer.stop();
    await branch.call('POST', '/api/printing/drawer', { reason: 'change' });
    await branch.passUntil(async () => (await branch.printJobs())[0]?.state === 'expired');
    await printer.restorePower();
    await branch.pass(minuteMs);
    expect(printer.drawerPulses()).toBe(0);
    expect((await branch.state()).printTrouble).toEqual({ unknown: 0, failed: 0, expired: 0 });
  });

  test('opens at the till that asks: a drawer of another till is none of its own', async () => {
    const [first, second] = [await branch.printer(), await branch.printer()];
    await branch.connect(first, 'Bar', { drawer: 'pin2', drawerId: 'trm_bar' });
    const open = () =>
      branch.call<{ printJob: PrintJobView }>('POST', '/api/printing/drawer', { reason: 'change' });
    await expect(open()).rejects.toThrow('printer.no_drawer');
    await branch.connect(second, 'Counter', { drawer: 'pin2' });
    expect((await open()).printJob).toMatchObject({ printerName: 'Counter' });
  });

  test('is said to be missing where no printer has one', async () => {
    await branch.connect(await branch.printer(), 'Kitchen');
    await expect(branch.call('POST', '/api/printing/drawer', { reason: 'change' })).rejects.toThrow(
      'printer.no_drawer',
    );
  });
});

test('the day report prints what the branch sold since midnight', async () => {
  const printer = await branch.printer();
  await branch.connect(printer, 'Office');
  await branch.call('PUT', '/api/settings', { ticketLanguage: 'en' });
  await branch.cook('o-1', { totalMinor: 5_501 });
  await branch.reaches('o-1', 'printed');
  await branch.call('POST', '/api/printing/day-reports');
  await printer.whenTickets(2);
  expect(textsOf(printer)[1]).toContain('5.501');
  const [report] = (await branch.printJobs()).filter(({ kind }) => kind === 'report');
  await eventually(async () =>
    (await branch.printJobs()).every(({ state }) => state === 'printed'),
  );
  expect((await branch.act(report?.id ?? '', 'reprint', { reason: 'lost' })).copy).toBe(2);
});

test('a printer’s own report of an open cover is on the screen without being asked for', async () => {
  const printer = await branch.printer();
  await branch.connect(printer, 'Kitchen');
  await branch.cook('o-1');
  await branch.reaches('o-1', 'printed');
  printer.setCoverOpen(true);
  // No time passes, so nothing polls.
  await eventually(async () => (await branch.state()).printers[0]?.state === 'cover_open');
});

test('kitchen tickets sound the buzzer where there is one, receipts do not', async () => {
  const printer = await branch.printer();
  await branch.connect(printer, 'Kitchen', { buzzer: true, profile: 'xprinter-xp-n160ii' });
  await branch.cook('o-1');
  await branch.reaches('o-1', 'printed');
  await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
  await branch.reaches('o-1', 'printed', 'receipt');
  const beep = Buffer.of(0x1b, 0x42);
  const beeps = printer.tickets.map(({ bytes }) => Buffer.from(bytes).includes(beep));
  expect(beeps).toEqual([true, false]);
});
