import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import { billRoutes, type Bill } from '../../../shared/contract/bill.ts';
import { printingRoutes } from '../../../shared/contract/printing.ts';
import { eventually, printerSettings, TestBranch } from '../testing/test-branch.ts';
import { ask, CounterClient, givenMenu, small, type SampleMenu } from './testing/counter-client.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;
let printer: VirtualPrinter;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
  await counter.settings({ taxNumber: '123456789' });
  await branch.call('PUT', '/api/settings', { ticketLanguage: 'en' });
  printer = await branch.printer();
});
afterEach(() => branch.end());

const addPrinter = (drawer: 'none' | 'pin2' = 'none') =>
  branch.call('POST', '/api/printing/printers', { ...printerSettings(printer, 'Till'), drawer });
const texts = () => printer.tickets.map((ticket) => ticket.text);
const paper = (holding: string) => texts().filter((text) => text.includes(holding));

/** Waits until so many papers of the kind are known to have come out. */
const printed = (kind: string, count: number) =>
  eventually(async () => {
    const jobs = await branch.printJobs();
    return jobs.filter((job) => job.kind === kind && job.state === 'printed').length === count;
  });

/** Two juices and a shawarma. */
const givenBill = async (): Promise<Bill> =>
  counter.add(
    await counter.open('dine_in', { table: '7' }),
    { productId: menu.juice, quantity: 2 },
    { productId: menu.shawarma, choices: small },
  );

test('a paid bill comes out as a ticket for the kitchen and a receipt for the guest', async () => {
  await addPrinter();
  await counter.pay(await givenBill(), 5_000);
  await printer.whenTickets(2);
  const [receipt] = paper('000001');
  expect(receipt).toContain('123456789');
  expect(receipt).toMatch(/Shawarma[^]*2\.750/);
  expect(receipt).toMatch(/Sales tax 16%\s+JOD 0\.655/);
  expect(receipt).toMatch(/4\.750[^]*5\.000[^]*0\.250/);
  expect(receipt).not.toContain('COPY');
  const { printJobs } = await ask(branch, printingRoutes.listPrintJobs, {});
  const job = printJobs.find(({ kind }) => kind === 'receipt');
  expect(job?.displayNumber).toBe('000001');
  expect(paper('Small')).toHaveLength(2);
});

test('cash that was rounded says so, so that the receipt adds up to what went into the drawer', async () => {
  await addPrinter();
  await counter.settings({ cashStepMinor: 5 });
  const bill = await counter.do('discountBill', await givenBill(), {
    discount: { kind: 'amount', amountMinor: 8 },
  });
  const paid = await counter.pay(bill, 5_000);
  await counter.do('refundBill', paid, { of: { kind: 'rest' }, method: 'cash', reason: 'cold' });
  await printer.whenTickets(3);
  expect(paper('000001')[0]).toMatch(/4\.742[^]*Cash rounding\s+JOD -0\.002[^]*5\.000[^]*0\.260/);
  expect(paper('000002')[0]).toMatch(/-4\.742[^]*Cash rounding\s+JOD 0\.002[^]*-4\.740/);
});

test('tax stands before the total where prices are without it, and below it where they include it', async () => {
  await addPrinter();
  await counter.pay(await givenBill(), 5_000);
  await counter.settings({ taxMode: 'exclusive' });
  await counter.pay(await givenBill(), 6_000);
  await printer.whenTickets(4);
  expect(paper('000001')[0]).toMatch(/TOTAL\s+JOD 4\.750[^]*Sales tax 16%\s+JOD 0\.655/);
  expect(paper('000002')[0]).toMatch(
    /Subtotal\s+JOD 4\.750[^]*Sales tax 16%\s+JOD 0\.760[^]*TOTAL\s+JOD 5\.510/,
  );
  expect(paper('000002')[0]?.match(/Sales tax/g)).toHaveLength(1);
});

test('a receipt that is printed again says that it is a copy, and why', async () => {
  await addPrinter();
  const paid = await counter.pay(await givenBill(), 5_000);
  await printer.whenTickets(2);
  const again = { id: paid.id, number: '000001', reason: 'guest lost it' };
  await ask(branch, billRoutes.reprintReceipt, again);
  await printer.whenTickets(3);
  expect(texts()[2]).toMatch(/COPY 2[^]*guest lost it/);
  await expect(
    ask(branch, billRoutes.reprintReceipt, { ...again, number: '000009' }),
  ).rejects.toThrow('receipt.not_found');
});

test('a copy is called a copy, whatever has changed since the first', async () => {
  await addPrinter();
  const paid = await counter.pay(await givenBill(), 5_000);
  await printer.whenTickets(2);
  await counter.settings({ taxNumber: '987654321' });
  const again = { id: paid.id, number: '000001', reason: 'for the tax office' };
  await ask(branch, billRoutes.reprintReceipt, again);
  await ask(branch, billRoutes.reprintReceipt, again);
  await printer.whenTickets(4);
  expect(texts().slice(2)).toEqual([
    expect.stringContaining('COPY 2'),
    expect.stringContaining('COPY 3'),
  ]);
});

test('a refund has a receipt of its own, with what went back below nothing', async () => {
  await addPrinter();
  const paid = await counter.pay(await givenBill(), 5_000);
  await counter.do('refundBill', paid, {
    of: { kind: 'amount', amountMinor: 1_000 },
    method: 'cash',
    reason: 'cold',
  });
  await printer.whenTickets(3);
  expect(paper('000002')[0]).toMatch(/Refund of bill 1[^]*-1\.000/);
});

test('a guest who pays a part gets a receipt for that part', async () => {
  await addPrinter();
  const split = await counter.do('splitBill', await givenBill(), {
    by: { kind: 'equal', parts: 2 },
  });
  await counter.pay(split, 2_375, 1);
  await printer.whenTickets(2);
  expect(paper('000001')[0]).toMatch(/Part 2 of 2 of bill 1[^]*2\.375/);
});

test("a guest's own receipt adds up, discount and service included", async () => {
  await counter.settings({ serviceBasisPoints: 1_000, taxMode: 'exclusive' });
  await addPrinter();
  const bill = await counter.do('discountBill', await givenBill(), {
    discount: { kind: 'amount', amountMinor: 1_000 },
  });
  const [juice, dish] = bill.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
  const split = await counter.do('splitBill', bill, {
    by: { kind: 'lines', parts: [[dish], [juice]] },
  });
  await counter.pay(split, 9_000, 0);
  await printer.whenTickets(2);
  // 2.750 of 4.750, less 0.579 of the discount, plus 0.217 for service: 2.388, with 16 % on top.
  const [receipt] = paper('000001');
  expect(receipt).toMatch(/Shawarma\s+2\.750[^]*Discount\s+JOD -0\.362/);
  expect(receipt).toMatch(/Sales tax 16%\s+JOD 0\.382/);
  expect(receipt).toMatch(/TOTAL\s+JOD 2\.770/);
  expect(receipt).not.toContain('Juice');
});

test('an addition prints only what is new', async () => {
  await addPrinter();
  const sent = await counter.do('sendBill', await givenBill());
  await printer.whenTickets(1);
  await counter.do('sendBill', await counter.add(sent, { productId: menu.juice }));
  await printer.whenTickets(2);
  expect(texts()[1]).toMatch(/1-2[^]*Juice/);
  expect(texts()[1]).not.toContain('Shawarma');
});

test('the kitchen is told of each line that is voided, and of nothing else', async () => {
  await addPrinter();
  const sent = await counter.do('sendBill', await givenBill());
  await printer.whenTickets(1);
  const [juice, dish] = sent.lines.map((line) => line.id);
  const less = await counter.do('voidLine', sent, {
    lineId: juice,
    quantity: 1,
    reason: 'one is enough',
  });
  await printer.whenTickets(2);
  expect(texts()[1]).toMatch(/ONLY THIS IS OFF[^]*THE REST STAYS/);
  expect(texts()[1]).not.toMatch(/CANCELLED|DO NOT COOK/);
  expect(texts()[1]).toMatch(/1[^\n]*Juice/);
  expect(texts()[1]).not.toContain('Shawarma');

  await counter.do('voidLine', less, { lineId: dish, quantity: 1, reason: 'sold out' });

  await printer.whenTickets(3);
  expect(texts()[2]).toContain('Shawarma');
  expect(texts()[2]).not.toContain('Juice');
  expect(texts()[2]).not.toContain('COPY');

  const rest = await counter.read(less.id);
  await counter.do('cancelBill', rest, { reason: 'guests left' });
  await printer.whenTickets(4);
  expect(texts()[3]).toMatch(/CANCELLED[^]*DO NOT COOK/);
});

test('what is voided before its ticket was printed is not on it', async () => {
  const sent = await counter.do('sendBill', await givenBill());
  const [, dish] = sent.lines.map((line) => line.id);
  await counter.do('voidLine', sent, { lineId: dish, quantity: 1, reason: 'changed mind' });
  await addPrinter();
  await printer.whenTickets(1);
  expect(texts()[0]).toContain('Juice');
  expect(texts()[0]).not.toContain('Shawarma');
  expect(texts()).toHaveLength(1);
});

test('cash opens the drawer, a card does not, and a branch without one sells all the same', async () => {
  const drawers = async () => {
    const path = '/api/printing/print-jobs';
    const { printJobs } = await branch.call<{ printJobs: { kind: string }[] }>('GET', path);
    return printJobs.filter(({ kind }) => kind === 'drawer').length;
  };
  await counter.pay(await givenBill(), 5_000);
  expect(await drawers()).toBe(0);
  await addPrinter('pin2');
  await counter.pay(await givenBill(), 5_000);
  expect(await drawers()).toBe(1);
  await counter.payCard(await givenBill(), 4_750);
  expect(await drawers()).toBe(1);
  const free = await counter.do('discountBill', await givenBill(), {
    discount: { kind: 'percent', basisPoints: 10_000 },
  });
  await counter.pay(free, 0);
  expect(await drawers()).toBe(1);
});

describe('a guest check', () => {
  const print = (bill: Bill, part: number | null = null) =>
    counter.do('printCheck', bill, { part });

  test('shows what is to be paid and cannot pass for a receipt', async () => {
    await addPrinter();
    await counter.settings({ serviceBasisPoints: 1_000 });
    const bill = await counter.do('discountBill', await givenBill(), {
      discount: { kind: 'amount', amountMinor: 750 },
    });
    const shown = await print(bill);
    await printer.whenTickets(1);
    const [check] = texts();
    expect(check).toMatch(/NOT A RECEIPT[^]*Guest check[^]*DINE IN Table 7/);
    expect(check).toMatch(/Juice\s+2\.000[^]*Shawarma\s+2\.750[^]*Subtotal\s+JOD 4\.750/);
    expect(check).toMatch(/Discount\s+JOD -0\.750[^]*Service\s+JOD 0\.400[^]*TOTAL\s+JOD 4\.400/);
    expect(check).toMatch(/Sales tax 16%\s+JOD 0\.607/);
    expect(check).not.toMatch(/COPY|000001|Cash|LEFT TO PAY/);
    expect(shown.checks).toMatchObject([{ part: null, copy: 1, totalMinor: 4_400 }]);
    expect(shown.receipts).toEqual([]);
    // The number of the first receipt is still to be given.
    expect((await counter.pay(shown, 5_000)).receipts[0]?.number).toBe('000001');
  });

  test('that says the same again is a copy, and one that says something new is not', async () => {
    await addPrinter();
    let bill = await print(await givenBill());
    await printer.whenTickets(1);
    await printed('guest_check', 1);
    bill = await print(bill);
    await printer.whenTickets(2);
    await printed('guest_check', 2);
    bill = await print(await counter.add(bill, { productId: menu.juice }));
    await printer.whenTickets(3);
    expect(texts().map((text) => /COPY \d/.exec(text)?.[0])).toEqual([
      undefined,
      'COPY 2',
      undefined,
    ]);
    expect(bill.checks.map(({ copy, totalMinor }) => [copy, totalMinor])).toEqual([
      [1, 4_750],
      [2, 4_750],
      [1, 5_750],
    ]);
  });

  test('that waits for paper comes out once, and not at all when the bill has changed or was paid', async () => {
    printer.setPaper('out');
    await addPrinter();
    const waiting = async () =>
      (await branch.printJobs())
        .filter(({ kind, state }) => kind === 'guest_check' && state !== 'cancelled')
        .map(({ copy }) => copy);
    const first = await print(await givenBill());
    const again = await print(first);
    expect(again.checks).toHaveLength(1);
    expect(await waiting()).toEqual([1]);
    const more = await counter.add(again, { productId: menu.juice });
    expect(await waiting()).toEqual([]);
    await counter.pay(await print(more), 6_000);
    expect(await waiting()).toEqual([]);
  });

  test('of a guest shows what this guest had, until the guest has paid', async () => {
    await addPrinter();
    const bill = await givenBill();
    const [juice, dish] = bill.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
    const split = await counter.do('splitBill', bill, {
      by: { kind: 'lines', parts: [[dish], [juice]] },
    });
    const shown = await print(await print(split, 0), 1);
    await printer.whenTickets(2);
    expect(texts()[0]).toMatch(/Shawarma[^]*TOTAL\s+JOD 2\.750/);
    expect(texts()[0]).not.toContain('Juice');
    expect(texts()[1]).toMatch(/Juice[^]*TOTAL\s+JOD 2\.000/);
    const paid = await counter.pay(shown, 2_750, 0);
    await expect(print(paid, 0)).rejects.toThrow('bill.not_payable');
    await expect(print(paid, 2)).rejects.toThrow('bill.not_payable');
    await print(paid);
    await printer.whenTickets(5);
    expect(paper('LEFT TO PAY')[0]).toMatch(/TOTAL\s+JOD 4\.750[^]*LEFT TO PAY\s+JOD 2\.000/);
  });

  test('has nothing to show of an empty bill, nor of one that is paid', async () => {
    await expect(print(await counter.open('dine_in'))).rejects.toThrow('bill.not_payable');
    await expect(print(await counter.pay(await givenBill(), 5_000))).rejects.toThrow(
      'bill.not_open',
    );
  });

  test('is printed again at its bill and not from the queue, where it could be out of date', async () => {
    await addPrinter();
    await print(await givenBill());
    await printed('guest_check', 1);
    const job = (await branch.printJobs()).find(({ kind }) => kind === 'guest_check');
    expect(job).toMatchObject({ displayNumber: '1', offers: [] });
  });
});
