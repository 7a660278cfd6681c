import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hourMs, minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { platformStatus } from '../testing/builders.ts';
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

describe('a backup', () => {
  /** Two printers, the second one the backup of the first. */
  async function twoPrinters() {
    const [kitchen, bar] = [await branch.printer(), await branch.printer()];
    const barId = await branch.connect(bar, 'Bar');
    const kitchenId = await branch.connect(kitchen, 'Kitchen 1', { backups: [barId] });
    await branch.addStation({ name: 'Kitchen', printerId: kitchenId });
    return { kitchen, bar, kitchenId, barId };
  }

  test('takes over from a printer without paper after twenty seconds, and the paper says whose it is', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.setPaper('out');
    await branch.cook('o-1');
    await branch.reaches('o-1', 'blocked');
    branch.clock.advance(15 * secondMs);
    expect(bar.tickets).toEqual([]);

    await branch.passUntil(async () => (await branch.jobOf('o-1')).state === 'printed');

    expect(textsOf(bar)[0]).toContain('BACKUP FROM');
    expect(textsOf(bar)[0]).toContain('Kitchen 1');
    expect(textsOf(bar)[0]).not.toMatch(/COPY|DUPLICATE/);
    expect(await branch.jobOf('o-1')).toMatchObject({
      printerName: 'Bar',
      backupFrom: 'Kitchen 1',
    });
    expect(kitchen.tickets).toEqual([]);
  });

  test('goes on with later tickets at once, until the printer is well again', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.setCoverOpen(true);
    await branch.cook('o-1');
    await branch.passUntil(async () => (await branch.jobOf('o-1')).state === 'printed');
    await branch.cook('o-2');
    await branch.passUntil(async () => (await branch.jobOf('o-2')).state === 'printed', 500);
    expect(textsOf(bar)[1]).toContain('BACKUP FROM');

    kitchen.setCoverOpen(false);
    await branch.passUntil(async () =>
      (await branch.state()).printers.every((p) => p.state === 'ready'),
    );
    await branch.cook('o-3');
    await branch.passUntil(async () => (await branch.jobOf('o-3')).state === 'printed');
    expect(textsOf(kitchen)).toHaveLength(1);
    expect(textsOf(kitchen)[0]).not.toContain('BACKUP');
  });

  test('prints a ticket in doubt, and says both', async () => {
    const { kitchen, bar } = await twoPrinters();
    kitchen.dropAfterBytes(200);
    await branch.cook('o-1');
    await eventually(async () => (await branch.jobOf('o-1')).mark === 'possible_duplicate');
    kitchen.setPaper('out');
    await branch.passUntil(async () => (await branch.jobOf('o-1')).state === 'printed');
    expect(textsOf(bar)).toHaveLength(1);
    expect(textsOf(bar)[0]).toMatch(/POSSIBLE DUPLICATE[^]*BACKUP FROM/);
  });

  test('leaves receipts and reports where they are', async () => {
    const { kitchen, kitchenId } = await twoPrinters();
    await branch.addStation({ name: 'Counter', prints: 'receipt', printerId: kitchenId });
    await branch.cook('o-1');
    await branch.reaches('o-1', 'printed');
    kitchen.setPaper('out');
    await branch.call('POST', '/api/orders/o-1/papers', { document: 'receipt' });
    await branch.passUntil(async () => (await branch.jobOf('o-1', 'receipt')).state === 'blocked');
    await branch.pass(2 * minuteMs);
    expect(await branch.jobOf('o-1', 'receipt')).toMatchObject({
      state: 'blocked',
      backupFrom: '',
    });
  });

  test('can be chosen by a person: one paper, or all that wait', async () => {
    const [stuck, well] = [await branch.printer(), await branch.printer()];
    stuck.setPaper('out');
    const stuckId = await branch.connect(stuck, 'Stuck');
    const wellId = await branch.connect(well, 'Well');
    await branch.addStation({ printerId: stuckId });
    await branch.cook('o-1');
    await branch.cook('o-2');
    await branch.cook('o-3');
    const { id } = await branch.jobOf('o-1');
    const printJob = await branch.act(id, 'move', { printerId: wellId });
    expect(printJob).toMatchObject({ printerName: 'Well', backupFrom: 'Stuck' });
    expect(
      await branch.call('POST', `/api/printing/printers/${stuckId}/divert`, {
        toPrinterId: wellId,
      }),
    ).toEqual({ moved: 2 });
    await well.whenTickets(3);
    expect(textsOf(well).every((one) => one.includes('BACKUP FROM'))).toBe(true);
    await expect(branch.act(id, 'move', { printerId: wellId })).rejects.toThrow(
      'print_job.not_offered',
    );
  });
});

describe('what waited too long', () => {
  test('does not come out in the morning; a person may still want it, and it says that it is late', async () => {
    const printer = await branch.printer();
    printer.setPaper('out');
    await branch.connect(printer, 'Kitchen');
    await branch.cook('o-1');
    await branch.reaches('o-1', 'blocked');

    branch.clock.advance(2 * hourMs);
    await branch.reaches('o-1', 'expired');
    expect((await branch.state()).printTrouble).toMatchObject({ expired: 1 });
    printer.setPaper('ok');
    await branch.cook('o-2');
    await branch.passUntil(async () => (await branch.jobOf('o-2')).state === 'printed');
    expect(textsOf(printer).join('')).not.toContain('#o-1');

    const { id } = await branch.jobOf('o-1');
    await branch.act(id, 'retry');
    await branch.passUntil(async () => (await branch.jobOf('o-1')).state === 'printed');
    // 12:00 UTC when it was due, as the clock hangs in Amman.
    expect(textsOf(printer).at(-1)).toMatch(/LATE SINCE 15:00/);
    expect((await branch.state()).printTrouble).toMatchObject({ expired: 0 });
  });

  test('while the program was off expires when it starts', async () => {
    await branch.cook('o-1');
    await branch.close();
    branch.clock.advance(14 * hourMs);
    await branch.open();
    expect(await branch.jobOf('o-1')).toMatchObject({ state: 'expired', problem: 'no_printer' });
  });

  test('does not expire where the branch wants it so', async () => {
    await branch.call('PUT', '/api/settings', { ticketExpiryMinutes: 0 });
    await branch.cook('o-1');
    branch.clock.advance(30 * hourMs);
    const printer = await branch.printer();
    await branch.connect(printer, 'Kitchen');
    await branch.passUntil(async () => (await branch.jobOf('o-1')).state === 'printed');
    expect(textsOf(printer)[0]).toContain('LATE');
  });

  test('of an order that was cancelled meanwhile is gone for good', async () => {
    await branch.cook('o-1');
    branch.clock.advance(3 * hourMs);
    await branch.reaches('o-1', 'expired');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await branch.reaches('o-1', 'cancelled');
  });
});
