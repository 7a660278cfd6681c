import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dayMs, secondMs } from '../../../shared/kit/clock.ts';
import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import {
  buildChange,
  buildLine,
  buildOrder,
  noonMs,
  placed,
  platformStatus,
} from '../testing/builders.ts';
import { eventually, printerSettings, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

/** An order that the platform has accepted by itself: it goes to the kitchen at once. */
async function order(id: string, changes: Parameters<typeof buildOrder>[1] = {}): Promise<void> {
  branch.relay.say(placed(buildOrder(id, changes), buildChange('confirmed')));
  await branch.arrived(id);
}

async function jobOf(id: string, kind: PrintJobView['kind'] = 'kitchen'): Promise<PrintJobView> {
  const jobs = (await branch.order(id)).printJobs.filter((job) => job.kind === kind);
  return jobs.at(-1) ?? expect.fail(`order ${id} has no ${kind} ticket`);
}

async function reaches(id: string, state: PrintJobView['state'], kind?: PrintJobView['kind']) {
  await eventually(async () => (await jobOf(id, kind)).state === state);
}

/** Lets waiting printers try again, however long they meant to wait. */
async function retryUntil(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  await eventually(async () => {
    branch.clock.advance(5 * secondMs);
    return isTrue();
  });
}

const text = (printer: VirtualPrinter) => printer.tickets.map((ticket) => ticket.text);

describe('the usual way', () => {
  test('a ticket comes out once, unmarked, and names its order and attempt', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'printed');
    expect(printer.tickets).toHaveLength(1);
    expect(text(printer)[0]).toContain('#o-1');
    expect(text(printer)[0]).toMatch(/T-\w{6} attempt 1/);
    expect(text(printer)[0]).not.toMatch(/COPY|DUPLICATE/);
    expect(await jobOf('o-1')).toMatchObject({
      attempt: 1,
      mark: 'none',
      printerName: 'Kitchen',
    });
  });

  test('a reprint needs a reason and says that it is a copy', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'printed');
    const reprint = (reason: string) => branch.call('POST', '/api/orders/o-1/reprint', { reason });
    await expect(reprint('  ')).rejects.toMatchObject({
      status: 400,
      reply: { details: { fields: { reason: expect.any(String) as string } } },
    });

    await reprint('fell into the fryer');

    await printer.whenTickets(2);
    expect(text(printer)[1]).toMatch(/COPY 2\n[^]*fell into the fryer/);
    expect(await jobOf('o-1')).toMatchObject({ mark: 'copy' });
  });

  test('a test print shows the ruler', async () => {
    const printer = await branch.printer();
    const { id } = await branch.addPrinter(printer);
    await branch.call('POST', `/api/printing/printers/${id}/test`);
    await printer.whenTickets(1);
    expect(text(printer)[0]).toContain('123456789012345678901234567890123456789012345678');
  });
});

describe('a printer that cannot print', () => {
  test('without any printer a ticket is held, and prints once one is added', async () => {
    await order('o-1');
    await reaches('o-1', 'held');
    expect(await jobOf('o-1')).toMatchObject({ problem: 'no_printer', printerName: '' });

    const printer = await branch.printer();
    await branch.addPrinter(printer);

    await printer.whenTickets(1);
    expect(text(printer)[0]).not.toContain('DUPLICATE');
  });

  test('without paper a ticket waits, and prints unmarked once there is paper', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'blocked');
    expect(await jobOf('o-1')).toMatchObject({ problem: 'paper_out', attempt: 0 });
    expect((await branch.state()).printers).toMatchObject([{ state: 'paper_out', waitingJobs: 1 }]);

    printer.setPaper('ok');

    await retryUntil(async () => (await jobOf('o-1')).state === 'printed');
    expect(printer.tickets).toHaveLength(1);
    expect(text(printer)[0]).not.toContain('DUPLICATE');
    expect((await branch.state()).printers).toMatchObject([{ state: 'ready', waitingJobs: 0 }]);
  });

  test('its state is noticed while there is nothing to print', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    const state = async () => (await branch.state()).printers[0]?.state;
    await eventually(async () => (await state()) === 'ready');
    printer.setCoverOpen(true);
    await retryUntil(async () => (await state()) === 'cover_open');
  });

  test('one that is switched off holds its ticket until it is back', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await printer.losePower();
    await order('o-1');
    await retryUntil(async () => (await jobOf('o-1')).problem === 'unreachable');

    await printer.restorePower();

    await retryUntil(async () => (await jobOf('o-1')).state === 'printed');
    expect(await jobOf('o-1')).toMatchObject({ mark: 'none', attempt: 1 });
  });

  test('holds up no other printer', async () => {
    const [kitchen, bar] = [await branch.printer(), await branch.printer()];
    kitchen.setStalled(true);
    await branch.addPrinter(kitchen, 'Kitchen');
    const { id } = await branch.addPrinter(bar, 'Bar');
    await order('o-1');
    await branch.call('POST', `/api/printing/printers/${id}/test`);
    await bar.whenTickets(1);
    expect(kitchen.tickets).toEqual([]);
  });

  test('its waiting tickets go to the next printer when it is removed', async () => {
    const [broken, spare] = [await branch.printer(), await branch.printer()];
    broken.setCoverOpen(true);
    const { id } = await branch.addPrinter(broken, 'Kitchen');
    await order('o-1');
    await reaches('o-1', 'blocked');
    await branch.addPrinter(spare, 'Spare');

    await branch.call('DELETE', `/api/printing/printers/${id}`);

    await spare.whenTickets(1);
    expect(text(spare)[0]).toContain('#o-1');
  });

  test('a ticket on its way to a printer that is removed goes to the next one', async () => {
    const [stuck, spare] = [await branch.printer(), await branch.printer()];
    const { id } = await branch.addPrinter(stuck, 'Kitchen');
    stuck.setBytesPerSecond(20);
    await branch.addPrinter(spare, 'Spare');
    await order('o-1');
    await reaches('o-1', 'sending');

    await branch.call('DELETE', `/api/printing/printers/${id}`);

    await retryUntil(async () => (await jobOf('o-1')).state === 'printed');
    expect(text(spare)).toMatchObject([expect.stringContaining('POSSIBLE DUPLICATE')]);
  });

  test('a ticket waits for its printer and not for a clock that was set back', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'blocked');
    branch.clock.set(noonMs - dayMs);
    printer.setPaper('ok');
    await retryUntil(async () => (await jobOf('o-1')).state === 'printed');
  });

  test('a changed address takes effect at once', async () => {
    const [old, fresh] = [await branch.printer(), await branch.printer()];
    old.setPaper('out');
    const { id } = await branch.addPrinter(old);
    await order('o-1');
    await reaches('o-1', 'blocked');
    await branch.call('PUT', `/api/printing/printers/${id}`, printerSettings(fresh, 'Kitchen'));
    await fresh.whenTickets(1);
  });
});

describe('doubt', () => {
  test('a job that breaks off prints again by itself, marked as a possible duplicate', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await eventually(async () => (await branch.state()).printers[0]?.state === 'ready');
    printer.dropAfterBytes(200);
    await order('o-1');
    await retryUntil(async () => (await jobOf('o-1')).state === 'printed');
    expect(await jobOf('o-1')).toMatchObject({ mark: 'possible_duplicate', attempt: 2 });
    expect(text(printer).at(-1)).toContain('POSSIBLE DUPLICATE');
    expect(text(printer).at(-1)).toMatch(/attempt 2/);
  });

  test('it waits for a person where the branch wants it so', async () => {
    await branch.call('PUT', '/api/settings', { reprintDoubtfulTickets: false });
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await eventually(async () => (await branch.state()).printers[0]?.state === 'ready');
    printer.dropAfterBytes(200);
    await order('o-1');
    await reaches('o-1', 'unknown');
    expect(await jobOf('o-1')).toMatchObject({ problem: 'in_doubt' });
  });
});

test('a picture that an earlier run tore off does not swallow the next ticket', async () => {
  const printer = await branch.printer();
  const torn = connect(printer.port(), printer.host);
  // GS v 0: 72 bytes × 48 rows are announced, ten bytes come.
  torn.end(Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 48, 0, ...new Uint8Array(10)));
  await once(torn, 'close');
  await branch.addPrinter(printer);
  await order('o-1');
  await reaches('o-1', 'printed');
  expect(text(printer).at(-1)).toMatch(/Kitchen +15 Jan 15:00\n[^]*2x +Chicken shawarma[^]*#o-1/);
});

test('what a customer writes never reaches the printer as a command', async () => {
  const printer = await branch.printer();
  await branch.addPrinter(printer);
  // Initialise, open the drawer, a real-time cut of power, a picture that swallows what follows.
  const attack =
    'no onions \u001b@\u001bp\u0000\u0019\u00fa\u0010\u0014\u0001\u0000\u0001\u001dv0\u0000H\u00000\u0000\u001dV\u0000 thanks';
  await order('o-1', {
    note: attack,
    cutleryNote: attack,
    displayNumber: '7\u001b@7',
    lines: [buildLine({ note: attack, name: { default: attack }, removed: [{ default: attack }] })],
  });
  await reaches('o-1', 'printed');

  expect(printer.tickets).toHaveLength(1);
  expect(printer.drawerPulses()).toBe(0);
  expect(printer.unfinished()).toBeUndefined();
  expect(text(printer)[0]).toContain('#o-1');
});

test('a note of five thousand signs, turned around and invisible, prints whole and keeps its place', async () => {
  const printer = await branch.printer();
  await branch.addPrinter(printer);
  const note = `${'\u202e\u200b\u2066👩‍👩‍👧‍👦 بدون بصل '.repeat(250)}end`;
  await order('o-1', { note, displayNumber: '12345678901234567890123456789012345' });
  await reaches('o-1', 'printed');
  expect(printer.tickets).toHaveLength(1);
  expect(text(printer)[0]).toMatch(/2x +Chicken shawarma[^]*#o-1/);
});

describe('cancellation', () => {
  test('what is on paper is followed by a void ticket', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'printed');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await printer.whenTickets(2);
    expect(text(printer)[1]).toContain('CANCELLED');
    expect(text(printer)[1]).toContain('#o-1');
  });

  test('what has not printed never does, and needs no void ticket', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await branch.addPrinter(printer);
    await order('o-1');
    await reaches('o-1', 'blocked');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await branch.caughtUp(2);
    printer.setPaper('ok');
    await order('o-2');
    await retryUntil(async () => (await jobOf('o-2')).state === 'printed');
    expect(text(printer).join('')).not.toContain('o-1');
    expect((await branch.order('o-1')).printJobs).toHaveLength(1);
  });

  test('a rejection of what printed on arrival tells the kitchen too', async () => {
    await branch.call('PUT', '/api/settings', { kitchenTicketOn: 'received' });
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    await reaches('o-1', 'printed');

    await branch.call('POST', '/api/orders/o-1/reject', { reason: 'too_busy' });

    await printer.whenTickets(2);
    expect(text(printer)[1]).toContain('CANCELLED');
  });

  test('a person may take a waiting ticket out of the queue', async () => {
    await order('o-1');
    const { id } = await jobOf('o-1');
    await branch.call('DELETE', `/api/printing/print-jobs/${id}`);
    expect(await jobOf('o-1')).toMatchObject({ state: 'cancelled' });
    await expect(branch.call('DELETE', '/api/printing/print-jobs/nothing')).rejects.toThrow(
      'print_job.not_found',
    );
  });
});

describe('a restart finds a ticket', () => {
  /** Prints one ticket, then puts it into the state that a crash would have left. */
  async function afterCrash(state: string, changes = ''): Promise<VirtualPrinter> {
    const printer = await branch.printer();
    await order('o-1');
    await branch.close();
    branch.withDatabase((db) =>
      db.exec(`UPDATE print_jobs SET state = '${state}', problem = '' ${changes}`),
    );
    await branch.open();
    await branch.addPrinter(printer);
    return printer;
  }

  test.each(['queued', 'held', 'blocked'])('%s: it prints, unmarked', async (state) => {
    const printer = await afterCrash(state);
    await printer.whenTickets(1);
    expect(text(printer)[0]).not.toMatch(/COPY|DUPLICATE/);
  });

  test('sending: nobody knows, so it prints as a possible duplicate', async () => {
    const printer = await afterCrash('sending', ', attempt = 1');
    await printer.whenTickets(1);
    expect(text(printer)[0]).toMatch(/attempt 2[^]*POSSIBLE DUPLICATE/);
  });

  test('sending to a printer that is gone: it prints at another', async () => {
    const gone = await branch.printer();
    await branch.addPrinter(gone, 'Gone');
    const printer = await afterCrash(
      'sending',
      ', attempt = 1, printer_id = (SELECT id FROM printers); UPDATE printers SET removed_at_ms = 1',
    );
    await printer.whenTickets(1);
    expect(text(printer)[0]).toContain('POSSIBLE DUPLICATE');
  });

  test('sending, of an order cancelled since: a void ticket and nothing else', async () => {
    await order('o-1');
    await branch.close();
    branch.withDatabase((db) => db.exec(`UPDATE print_jobs SET state = 'sending', attempt = 1`));
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await branch.open();
    await branch.caughtUp(2);
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await reaches('o-1', 'printed', 'void');
    expect(text(printer)).toHaveLength(1);
    expect(text(printer)[0]).toContain('CANCELLED');
  });

  test.each(['printed', 'unknown', 'failed', 'cancelled'])('%s: it stays', async (state) => {
    const printer = await afterCrash(state);
    await order('o-2');
    await reaches('o-2', 'printed');
    expect(text(printer)).toHaveLength(1);
    expect(await jobOf('o-1')).toMatchObject({ state });
  });
});
