import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import type { PrintJobView, Station } from '../../../shared/contract/printing.ts';
import type { Line } from '../../../shared/contract/order.ts';
import { hourMs, minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { buildChange, buildLine, buildOrder, placed, platformStatus } from '../testing/builders.ts';
import { eventually, printerSettings, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const dish = (categoryId: string, name: string): Line =>
  buildLine({
    itemId: name,
    name: { default: name },
    category: { id: categoryId, name: { default: categoryId } },
  });
const kofta = dish('grill', 'Kofta');
const lemonade = dish('drinks', 'Lemonade');

/** An order that the platform has accepted by itself: it goes to the kitchen at once. */
async function order(id: string, changes: Parameters<typeof buildOrder>[1] = {}): Promise<void> {
  branch.relay.say(placed(buildOrder(id, changes), buildChange('confirmed')));
  await branch.arrived(id);
}

async function jobsOf(id: string): Promise<PrintJobView[]> {
  return (await branch.order(id)).printJobs;
}

async function jobOf(id: string, kind: PrintJobView['kind'] = 'kitchen'): Promise<PrintJobView> {
  const jobs = (await jobsOf(id)).filter((job) => job.kind === kind);
  return jobs.at(-1) ?? expect.fail(`order ${id} has no ${kind} paper`);
}

async function reaches(id: string, state: PrintJobView['state'], kind?: PrintJobView['kind']) {
  await eventually(async () => (await jobOf(id, kind)).state === state);
}

/** Lets time pass in steps as a person sees it, so that everything that waits gets its turns. */
async function passUntil(isTrue: () => boolean | Promise<boolean>, stepMs = 2 * secondMs) {
  await eventually(async () => {
    branch.clock.advance(stepMs);
    return isTrue();
  });
}

/** Lets that much time pass, with turns for everybody in between. */
async function pass(ms: number): Promise<void> {
  const untilMs = branch.clock.now() + ms;
  await passUntil(() => branch.clock.now() >= untilMs);
}

async function addPrinter(printer: VirtualPrinter, name: string, more: object = {}) {
  const settings = { ...printerSettings(printer, name), ...more };
  const { id } = await branch.call<{ id: string }>('POST', '/api/printing/printers', settings);
  await eventually(async () => {
    const { printers } = await branch.state();
    return printers.some((one) => one.id === id && one.state !== 'unknown');
  });
  return id;
}

async function addStation(settings: Partial<Station>): Promise<Station> {
  const wanted = { name: 'Kitchen', prints: 'kitchen', ...settings };
  return (await branch.call<{ station: Station }>('POST', '/api/printing/stations', wanted))
    .station;
}

const act = (id: string, what: string, body: object = {}) =>
  branch.call<{ printJob: PrintJobView }>('POST', `/api/printing/print-jobs/${id}/${what}`, body);
const text = (printer: VirtualPrinter) => printer.tickets.map((ticket) => ticket.text);

describe('stations', () => {
  test('each get their own lines, and the rest goes to the default one', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    const grillId = await addPrinter(grill, 'Grill printer');
    const barId = await addPrinter(bar, 'Bar printer');
    await addStation({ name: 'Grill', printerId: grillId, isDefault: true });
    await addStation({
      name: 'Bar',
      printerId: barId,
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });

    await order('o-1', { lines: [kofta, lemonade] });

    await Promise.all([grill.whenTickets(1), bar.whenTickets(1)]);
    expect(text(grill)[0]).toContain('Kofta');
    expect(text(grill)[0]).not.toContain('Lemonade');
    expect(text(bar)[0]).toContain('Lemonade');
    expect(text(bar)[0]).not.toContain('Kofta');
    expect(await jobsOf('o-1')).toMatchObject([
      { stationName: 'Grill', printerName: 'Grill printer' },
      { stationName: 'Bar', printerName: 'Bar printer' },
    ]);
  });

  test('that want two papers get a second one that says COPY 2', async () => {
    const printer = await branch.printer();
    await addStation({ printerId: await addPrinter(printer, 'Kitchen'), copies: 2 });
    await order('o-1');
    await printer.whenTickets(2);
    expect(text(printer)[0]).not.toContain('COPY');
    expect(text(printer)[1]).toContain('COPY 2');
  });

  test('that show the whole order print the lines of others too', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    await addStation({ name: 'Grill', printerId: await addPrinter(grill, 'G'), isDefault: true });
    await addStation({
      name: 'Bar',
      printerId: await addPrinter(bar, 'B'),
      lines: 'all',
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });
    await order('o-1', { lines: [kofta, lemonade] });
    await bar.whenTickets(1);
    expect(text(bar)[0]).toContain('Lemonade');
    expect(text(bar)[0]).toContain('Kofta');
  });

  test('that changed since do not make the kitchen cook the same order again', async () => {
    const [first, second] = [await branch.printer(), await branch.printer()];
    await addStation({ name: 'One', printerId: await addPrinter(first, 'One') });
    await order('o-1');
    await reaches('o-1', 'printed');
    await addStation({ name: 'Two', printerId: await addPrinter(second, 'Two') });

    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    await order('o-2');

    await second.whenTickets(1);
    expect(text(second).join('')).not.toContain('#o-1');
    expect(await jobsOf('o-1')).toHaveLength(1);
  });

  test('each hear of a cancellation where their ticket lies', async () => {
    const [grill, bar] = [await branch.printer(), await branch.printer()];
    await addStation({ name: 'Grill', printerId: await addPrinter(grill, 'G'), isDefault: true });
    await addStation({
      name: 'Bar',
      printerId: await addPrinter(bar, 'B'),
      takes: { platforms: [], fulfilments: [], categoryIds: ['drinks'], itemIds: [] },
    });
    await order('o-1', { lines: [kofta, lemonade] });
    await Promise.all([grill.whenTickets(1), bar.whenTickets(1)]);
    await eventually(async () => (await jobsOf('o-1')).every(({ state }) => state === 'printed'));

    branch.relay.say(platformStatus('o-1', 'cancelled'));

    await Promise.all([grill.whenTickets(2), bar.whenTickets(2)]);
    expect(text(grill)[1]).toContain('CANCELLED');
    expect(text(bar)[1]).toContain('CANCELLED');
  });

  test('whose printer is removed print at the default station, and a removed one’s paper does not vanish', async () => {
    const [old, spare] = [await branch.printer(), await branch.printer()];
    old.setPaper('out');
    const oldId = await addPrinter(old, 'Old');
    const spareId = await addPrinter(spare, 'Spare');
    const station = await addStation({ name: 'Grill', printerId: oldId });
    await addStation({ name: 'Pass', printerId: spareId, isDefault: true });
    await order('o-1');
    await eventually(async () => (await jobsOf('o-1'))[0]?.state === 'blocked');

    await branch.call('DELETE', `/api/printing/printers/${oldId}`);
    await passUntil(async () => (await jobsOf('o-1')).every(({ state }) => state === 'printed'));
    expect(text(spare)[0]).toContain('#o-1');

    await branch.call('DELETE', `/api/printing/stations/${station.id}`);
    expect((await jobsOf('o-1'))[0]).toMatchObject({ stationName: 'Grill' });
  });

  test('offer what the last orders were made of', async () => {
    await order('o-1', { platform: 'talabat', lines: [kofta, lemonade] });
    await order('o-2', { platform: 'careem', lines: [kofta] });
    const list = await branch.call<object>('GET', '/api/printing/stations');
    expect(list).toEqual({
      stations: [],
      categories: [
        { id: 'grill', name: { default: 'grill' } },
        { id: 'drinks', name: { default: 'drinks' } },
      ],
      items: [
        { id: 'Kofta', name: { default: 'Kofta' }, categoryId: 'grill' },
        { id: 'Lemonade', name: { default: 'Lemonade' }, categoryId: 'drinks' },
      ],
      platforms: ['careem', 'talabat'],
    });
  });

  test('have one default for each kind of paper', async () => {
    const first = await addStation({ name: 'One', isDefault: true, printerId: null });
    const receipts = { prints: 'receipt', isDefault: true, printerId: null } as const;
    await addStation({ name: 'Counter', ...receipts });
    await addStation({ name: 'Two', isDefault: true, printerId: null });
    const { stations } = await branch.call<{ stations: Station[] }>(
      'GET',
      '/api/printing/stations',
    );
    expect(stations.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['One', false],
      ['Counter', true],
      ['Two', true],
    ]);
    await expect(
      branch.call('PUT', `/api/printing/stations/${first.id}`, { ...first, printerId: 'p-9' }),
    ).rejects.toThrow('printer.not_found');
    await expect(branch.call('DELETE', '/api/printing/stations/none')).rejects.toThrow(
      'station.not_found',
    );
  });
});

describe('a backup', () => {
  /** Two printers, the second one the backup of the first. */
  async function twoPrinters() {
    const [kitchen, bar] = [await branch.printer(), await branch.printer()];
    const barId = await addPrinter(bar, 'Bar');
    const kitchenId = await addPrinter(kitchen, 'Kitchen 1', { backups: [barId] });
    await addStation({ name: 'Kitchen', printerId: kitchenId });
    return { kitchen, bar, kitchenId, barId };
  }

  test('takes over from a printer without paper after twenty seconds, and the paper says whose it is', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.setPaper('out');
    await order('o-1');
    await reaches('o-1', 'blocked');
    branch.clock.advance(15 * secondMs);
    expect(bar.tickets).toEqual([]);

    await passUntil(async () => (await jobOf('o-1')).state === 'printed');

    expect(text(bar)[0]).toContain('BACKUP FROM');
    expect(text(bar)[0]).toContain('Kitchen 1');
    expect(text(bar)[0]).not.toMatch(/COPY|DUPLICATE/);
    expect(await jobOf('o-1')).toMatchObject({ printerName: 'Bar', backupFrom: 'Kitchen 1' });
    expect(kitchen.tickets).toEqual([]);
  });

  test('goes on with later tickets at once, until the printer is well again', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.setCoverOpen(true);
    await order('o-1');
    await passUntil(async () => (await jobOf('o-1')).state === 'printed');
    await order('o-2');
    await passUntil(async () => (await jobOf('o-2')).state === 'printed', 500);
    expect(text(bar)[1]).toContain('BACKUP FROM');

    kitchen.setCoverOpen(false);
    await passUntil(async () => (await branch.state()).printers.every((p) => p.state === 'ready'));
    await order('o-3');
    await passUntil(async () => (await jobOf('o-3')).state === 'printed');
    expect(text(kitchen)).toHaveLength(1);
    expect(text(kitchen)[0]).not.toContain('BACKUP');
  });

  test('prints a ticket in doubt, and says both', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.dropAfterBytes(200);
    kitchen.onTicket(() => undefined);
    await order('o-1');
    await eventually(async () => (await jobOf('o-1')).mark === 'possible_duplicate');
    kitchen.setPaper('out');
    await passUntil(async () => (await jobOf('o-1')).state === 'printed');
    const paper = [...text(bar), ...text(kitchen)].find((one) => one.includes('DUPLICATE'));
    expect(paper).toContain('#o-1');
  });

  test('leaves receipts and reports where they are', async () => {
    const { kitchen, kitchenId } = await twoPrinters();
    await addStation({ name: 'Counter', prints: 'receipt', printerId: kitchenId });
    await order('o-1');
    await reaches('o-1', 'printed');
    kitchen.setPaper('out');
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await passUntil(async () => (await jobOf('o-1', 'receipt')).state === 'blocked');
    await pass(2 * minuteMs);
    expect(await jobOf('o-1', 'receipt')).toMatchObject({ state: 'blocked', backupFrom: '' });
  });

  test('can be chosen by a person: one paper, or all that wait', async () => {
    const [stuck, well] = [await branch.printer(), await branch.printer()];
    stuck.setPaper('out');
    const stuckId = await addPrinter(stuck, 'Stuck');
    const wellId = await addPrinter(well, 'Well');
    await addStation({ printerId: stuckId });
    await order('o-1');
    await order('o-2');
    await order('o-3');
    const { id } = await jobOf('o-1');
    const { printJob } = await act(id, 'move', { printerId: wellId });
    expect(printJob).toMatchObject({ printerName: 'Well', backupFrom: 'Stuck' });
    expect(
      await branch.call('POST', `/api/printing/printers/${stuckId}/divert`, {
        toPrinterId: wellId,
      }),
    ).toEqual({ moved: 2 });
    await well.whenTickets(3);
    expect(text(well).every((one) => one.includes('BACKUP FROM'))).toBe(true);
    await expect(act(id, 'move', { printerId: wellId })).rejects.toThrow('print_job.not_offered');
  });
});

describe('what waited too long', () => {
  test('does not come out in the morning; a person may still want it, and it says that it is late', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await addPrinter(printer, 'Kitchen');
    await order('o-1');
    await reaches('o-1', 'blocked');

    branch.clock.advance(2 * hourMs);
    await reaches('o-1', 'expired');
    expect((await branch.state()).printTrouble).toMatchObject({ expired: 1 });
    printer.setPaper('ok');
    await order('o-2');
    await passUntil(async () => (await jobOf('o-2')).state === 'printed');
    expect(text(printer).join('')).not.toContain('#o-1');

    const { id } = await jobOf('o-1');
    await act(id, 'retry');
    await passUntil(async () => (await jobOf('o-1')).state === 'printed');
    // 12:00 UTC when it was due, as the clock hangs in Amman.
    expect(text(printer).at(-1)).toMatch(/LATE SINCE 15:00/);
    expect((await branch.state()).printTrouble).toMatchObject({ expired: 0 });
  });

  test('while the program was off expires when it starts', async () => {
    await order('o-1');
    await branch.close();
    branch.clock.advance(14 * hourMs);
    await branch.open();
    expect(await jobOf('o-1')).toMatchObject({ state: 'expired', problem: 'no_printer' });
  });

  test('does not expire where the branch wants it so', async () => {
    await branch.call('PUT', '/api/settings', { ticketExpiryMinutes: 0 });
    await order('o-1');
    branch.clock.advance(30 * hourMs);
    const printer = await branch.printer();
    await addPrinter(printer, 'Kitchen');
    await passUntil(async () => (await jobOf('o-1')).state === 'printed');
    expect(text(printer)[0]).toContain('LATE');
  });

  test('of an order that was cancelled meanwhile is gone for good', async () => {
    await order('o-1');
    branch.clock.advance(3 * hourMs);
    await reaches('o-1', 'expired');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await reaches('o-1', 'cancelled');
  });
});

describe('receipts and slips', () => {
  test('print by themselves where a station wants them, and once', async () => {
    const printer = await branch.printer();
    const printerId = await addPrinter(printer, 'Counter');
    await addStation({ name: 'Receipts', prints: 'receipt', printerId, automatic: true });
    await addStation({ name: 'Slips', prints: 'courier_slip', printerId, automatic: true });
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    expect(await jobsOf('o-1')).toEqual([]);

    await branch.accept('o-1');

    await printer.whenTickets(3);
    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    const kinds = (await jobsOf('o-1')).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['courier_slip', 'kitchen', 'receipt']);
  });

  test('print when somebody wants one; the second one says COPY', async () => {
    const printer = await branch.printer();
    await addPrinter(printer, 'Counter');
    await order('o-1');
    await reaches('o-1', 'printed');
    const wanted = { document: 'receipt' };
    await branch.call('POST', '/api/orders/o-1/papers', wanted);
    await printer.whenTickets(2);
    await reaches('o-1', 'printed', 'receipt');
    await branch.call('POST', '/api/orders/o-1/papers', wanted);
    await printer.whenTickets(3);
    expect(text(printer)[1]).not.toContain('COPY');
    expect(text(printer)[2]).toContain('COPY 2');
  });

  test('pressed twice while the printer has no paper come out once', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await addPrinter(printer, 'Counter');
    await order('o-1');
    const press = () =>
      branch.call<{ printJob: PrintJobView }>('POST', '/api/orders/o-1/papers', {
        document: 'receipt',
      });
    const [first, second] = [await press(), await press()];
    expect(second.printJob.id).toBe(first.printJob.id);
  });

  test('in doubt ask a person: what is not on paper prints again, marked', async () => {
    const printer = await branch.printer();
    await addPrinter(printer, 'Counter');
    await order('o-1');
    await reaches('o-1', 'printed');
    printer.dropAfterBytes(100);
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await reaches('o-1', 'unknown', 'receipt');
    const { id, offers } = await jobOf('o-1', 'receipt');
    expect(offers).toEqual(['answer']);
    expect((await branch.state()).printTrouble).toMatchObject({ unknown: 1 });

    await act(id, 'answer', { isOnPaper: false });

    await passUntil(async () => (await jobOf('o-1', 'receipt')).state === 'printed');
    expect(text(printer).at(-1)).toContain('POSSIBLE DUPLICATE');
  });

  test('in doubt are done with when a person has seen them', async () => {
    const printer = await branch.printer();
    await addPrinter(printer, 'Counter');
    await order('o-1');
    await reaches('o-1', 'printed');
    printer.dropAfterBytes(100);
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await reaches('o-1', 'unknown', 'receipt');
    const { id } = await jobOf('o-1', 'receipt');
    const { printJob } = await act(id, 'answer', { isOnPaper: true });
    expect(printJob).toMatchObject({ state: 'printed', proof: 'person' });
    await expect(act(id, 'answer', { isOnPaper: false })).rejects.toThrow('not_offered');
  });
});

describe('copies', () => {
  test('of any paper are numbered, carry their reason and go to its station', async () => {
    const [kitchen, bar] = [await branch.printer(), await branch.printer()];
    await addPrinter(kitchen, 'Kitchen');
    const station = await addStation({ name: 'Bar', printerId: await addPrinter(bar, 'Bar') });
    await order('o-1');
    await reaches('o-1', 'printed');
    const { id } = await jobOf('o-1');
    const { printJob } = await act(id, 'reprint', { reason: 'fell into the fryer' });
    expect(printJob).toMatchObject({ copy: 2, mark: 'copy', stationId: station.id });
    await bar.whenTickets(2);
    expect(text(bar)[1]).toMatch(/COPY 2[^]*fell into the fryer/);
    await reaches('o-1', 'printed');
    expect((await act(printJob.id, 'reprint', { reason: 'again' })).printJob.copy).toBe(3);
  });
});

describe('the drawer', () => {
  test('opens once, with a reason, ahead of everything else that waits', async () => {
    const printer = await branch.printer();
    printer.plugInDrawer({ pin: 2 });
    await addPrinter(printer, 'Counter', { drawer: 'pin2' });
    const { printJob } = await branch.call<{ printJob: PrintJobView }>(
      'POST',
      '/api/printing/drawer',
      { reason: 'change for a customer' },
    );
    expect(printJob).toMatchObject({ kind: 'drawer', reason: 'change for a customer' });
    await passUntil(async () => (await allJobs())[0]?.state === 'printed');
    expect(printer.drawerPulses()).toBe(1);
    expect(printer.tickets).toEqual([]);
  });

  test('does not open half a minute later, when nobody stands there any more', async () => {
    const printer = await branch.printer();
    printer.plugInDrawer({ pin: 2 });
    await addPrinter(printer, 'Counter', { drawer: 'pin2' });
    await printer.stop();
    await branch.call('POST', '/api/printing/drawer', { reason: 'change' });
    await passUntil(async () => (await allJobs())[0]?.state === 'expired');
    await printer.restorePower();
    await pass(minuteMs);
    expect(printer.drawerPulses()).toBe(0);
    expect((await branch.state()).printTrouble).toEqual({ unknown: 0, failed: 0, expired: 0 });
  });

  test('is said to be missing where no printer has one', async () => {
    await addPrinter(await branch.printer(), 'Kitchen');
    await expect(branch.call('POST', '/api/printing/drawer', { reason: 'change' })).rejects.toThrow(
      'printer.no_drawer',
    );
  });
});

async function allJobs(): Promise<PrintJobView[]> {
  return branch.printJobs();
}

test('the day report prints what the branch sold since midnight', async () => {
  const printer = await branch.printer();
  await addPrinter(printer, 'Office');
  await branch.call('PUT', '/api/settings', { ticketLanguage: 'en' });
  await order('o-1', { totalMinor: 5_501 });
  await reaches('o-1', 'printed');
  await branch.call('POST', '/api/printing/day-reports');
  await printer.whenTickets(2);
  expect(text(printer)[1]).toContain('5.501');
  const [report] = (await branch.printJobs()).filter(({ kind }) => kind === 'report');
  await eventually(async () =>
    (await branch.printJobs()).every(({ state }) => state === 'printed'),
  );
  expect((await act(report?.id ?? '', 'reprint', { reason: 'lost' })).printJob.copy).toBe(2);
});

test('a printer’s own report of an open cover is on the screen without being asked for', async () => {
  const printer = await branch.printer();
  await addPrinter(printer, 'Kitchen');
  await order('o-1');
  await reaches('o-1', 'printed');
  printer.setCoverOpen(true);
  // No time passes, so nothing polls.
  await eventually(async () => (await branch.state()).printers[0]?.state === 'cover_open');
});

test('kitchen tickets sound the buzzer where there is one, receipts do not', async () => {
  const printer = await branch.printer();
  await addPrinter(printer, 'Kitchen', { buzzer: true, profile: 'xprinter-xp-n160ii' });
  await order('o-1');
  await reaches('o-1', 'printed');
  await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
  await reaches('o-1', 'printed', 'receipt');
  const beep = Buffer.of(0x1b, 0x42);
  const beeps = printer.tickets.map(({ bytes }) => Buffer.from(bytes).includes(beep));
  expect(beeps).toEqual([true, false]);
});
