import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { billRoutes, type Bill } from '../../../shared/contract/bill.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';
import { billLanes } from './bills-repo.ts';
import { ask, CounterClient, givenMenu, small, type SampleMenu } from './testing/counter-client.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
});
afterEach(() => branch.end());

/** One shawarma (2.750) and one juice (1.000). */
const givenBill = async (): Promise<Bill> =>
  counter.add(
    await counter.open(),
    { productId: menu.shawarma, choices: small },
    { productId: menu.juice },
  );
const totals = (portions: readonly { totalMinor: number }[]) =>
  portions.reduce((sum, portion) => sum + portion.totalMinor, 0);
const taxes = (portions: readonly { taxMinor: number }[]) =>
  portions.reduce((sum, portion) => sum + portion.taxMinor, 0);

describe('paying', () => {
  test('cash gives change, closes the bill, sends what is unsent and numbers a receipt', async () => {
    const paid = await counter.pay(await givenBill(), 5_000);
    expect(paid).toMatchObject({
      state: 'closed',
      dueMinor: 0,
      payments: [{ method: 'cash', amountMinor: 3_750, tenderedMinor: 5_000, changeMinor: 1_250 }],
      receipts: [{ number: '000001', kind: 'sale', totalMinor: 3_750, taxMinor: 517 }],
    });
    expect((await branch.orders())[0]?.order).toMatchObject({ paymentMethod: 'cash' });
    await expect(counter.add(paid, { productId: menu.juice })).rejects.toThrow('bill.not_open');
  });

  test('cash and card together settle a bill, and a receipt comes when it is settled', async () => {
    const half = await counter.payCard(await givenBill(), 2_000);
    expect(half).toMatchObject({ state: 'open', dueMinor: 1_750, receipts: [] });
    const paid = await counter.pay(half, 2_000);
    expect(paid).toMatchObject({ state: 'closed', receipts: [{ totalMinor: 3_750 }] });
    expect(paid.payments).toMatchObject([
      { method: 'card', reference: 'T-4711' },
      { method: 'cash', amountMinor: 1_750, changeMinor: 250 },
    ]);
  });

  test('the guest decides whether the receipt is printed; its number is there all the same', async () => {
    const pay = async (printReceipt?: boolean) =>
      counter.do('payBill', await givenBill(), {
        printReceipt,
        payment: { method: 'cash', tenderedMinor: 3_750 },
      });
    const receipts = async () =>
      (await branch.printJobs()).filter(({ kind }) => kind === 'receipt').length;
    expect((await pay(false)).receipts).toMatchObject([{ number: '000001' }]);
    expect(await receipts()).toBe(0);
    await pay();
    await counter.settings({ printReceipts: false });
    await pay();
    expect(await receipts()).toBe(1);
    await pay(true);
    expect(await receipts()).toBe(2);
  });

  test('a card is not charged more than is due, and an empty bill is not paid', async () => {
    await expect(counter.payCard(await givenBill(), 3_751)).rejects.toThrow('bill.not_payable');
    await expect(counter.pay(await counter.open(), 0)).rejects.toThrow('bill.not_payable');
  });

  test('what was paid stays covered: a bill does not fall below it', async () => {
    const half = await counter.payCard(await givenBill(), 3_000);
    const discount = (amountMinor: number) =>
      counter.do('discountBill', half, { discount: { kind: 'amount', amountMinor } });
    await expect(discount(751)).rejects.toThrow('bill.paid');
    expect((await discount(750)).dueMinor).toBe(0);
  });

  test('a payment that did not happen is taken back, and the guest pays otherwise', async () => {
    const half = await counter.payCard(await givenBill(), 2_000);
    const takeBack = (bill: Bill, paymentId: string) =>
      counter.do('takeBackPayment', bill, { paymentId, reason: 'card refused' });
    const back = await takeBack(half, half.payments[0]?.id ?? '');
    expect(back).toMatchObject({
      dueMinor: 3_750,
      payments: [],
      takenBack: [{ reason: 'card refused', payment: { amountMinor: 2_000 } }],
    });
    await expect(takeBack(back, half.payments[0]?.id ?? '')).rejects.toThrow(
      'bill.payment_not_found',
    );
    const paid = await counter.pay(back, 3_750);
    expect(paid).toMatchObject({ state: 'closed', receipts: [{ number: '000001' }] });
    await expect(takeBack(paid, paid.payments[0]?.id ?? '')).rejects.toThrow('bill.not_open');
  });

  test('a guest who has a receipt gets money back as a refund only', async () => {
    const split = await counter.do('splitBill', await givenBill(), {
      by: { kind: 'equal', parts: 2 },
    });
    const half = await counter.payCard(split, 1_875, 0);
    const paymentId = half.payments[0]?.id;
    await expect(
      counter.do('takeBackPayment', half, { paymentId, reason: 'card refused' }),
    ).rejects.toThrow('bill.paid');
  });

  test('a bill of nothing is closed without money', async () => {
    const free = await counter.do('discountBill', await givenBill(), {
      discount: { kind: 'percent', basisPoints: 10_000 },
    });
    expect(await counter.pay(free, 0)).toMatchObject({
      state: 'closed',
      receipts: [{ totalMinor: 0 }],
    });
  });

  test('where the smallest coin is five fils cash is rounded, and only cash', async () => {
    await counter.settings({ cashStepMinor: 5 });
    const bill = await counter.do('discountBill', await givenBill(), {
      discount: { kind: 'amount', amountMinor: 8 },
    });
    expect(bill).toMatchObject({ dueMinor: 3_742, cashDueMinor: 3_740 });
    const paid = await counter.pay(bill, 4_000);
    expect(paid.payments).toMatchObject([
      { amountMinor: 3_742, roundingMinor: -2, changeMinor: 260 },
    ]);
    expect(paid.receipts).toMatchObject([{ totalMinor: 3_742 }]);
    const back = await counter.do('refundBill', paid, {
      of: { kind: 'rest' },
      method: 'cash',
      reason: 'cold',
    });
    expect(back.refunds).toMatchObject([{ totalMinor: 3_742, roundingMinor: -2 }]);
  });
});

test('an older copy of the data gives no receipt a number that stands on paper already', async () => {
  const copy = new TestBranch();
  try {
    await copy.start();
    const till = new CounterClient(copy);
    const { juice } = await givenMenu(copy);
    const sell = async () => {
      const bill = await till.pay(await till.add(await till.open(), { productId: juice }), 1_000);
      return bill.receipts[0]?.number;
    };
    expect(await sell()).toBe('000001');

    await copy.close();
    copy.relay.upMustRestart = true;
    await copy.open();
    await eventually(() => copy.relay.isConnected && !copy.relay.upMustRestart);

    await eventually(async () => /^[0-9A-Z]{6}-\d{6}$/.test((await sell()) ?? ''));
  } finally {
    await copy.end();
  }
});

describe('the board', () => {
  test('an order whose guest got everything back is refunded, unless it is still on its way', async () => {
    const paid = await counter.pay(await givenBill(), 3_750);
    const [order] = await branch.orders();
    const id = order?.order.id ?? '';
    await branch.call('PUT', `/api/orders/${id}/status`, { to: 'delivered' });
    const refund = (bill: Bill, of: object) =>
      counter.do('refundBill', bill, { of, method: 'cash', reason: 'cold' });

    const half = await refund(paid, { kind: 'amount', amountMinor: 1_000 });
    expect((await branch.order(id)).status).toBe('delivered');
    await refund(half, { kind: 'rest' });
    expect((await branch.order(id)).status).toBe('refunded');

    await refund(await counter.pay(await givenBill(), 3_750), { kind: 'rest' });
    expect((await branch.orders()).map(({ status }) => status)).toEqual(['confirmed']);
  });
});

describe('prices, tax and charges', () => {
  test('tax on top of prices and service on dine-in follow the settings of the day the bill was opened', async () => {
    await counter.settings({ taxMode: 'exclusive', serviceBasisPoints: 1_000 });
    const bill = await counter.add(await counter.open('dine_in'), { productId: menu.juice });
    expect(bill.sums).toMatchObject({
      subtotalMinor: 1_000,
      charges: [{ kind: 'service', amountMinor: 100 }],
      taxMinor: 176,
      totalMinor: 1_276,
    });
    await counter.settings({ taxMode: 'inclusive', serviceBasisPoints: 0 });
    expect((await counter.read(bill.id)).dueMinor).toBe(1_276);
  });

  test("the orders of a bill add up to it, each with its own lines' share", async () => {
    await counter.settings({ taxMode: 'exclusive', serviceBasisPoints: 1_250 });
    const first = await counter.do(
      'sendBill',
      await counter.add(await counter.open('dine_in'), { productId: menu.juice, quantity: 3 }),
    );
    const more = await counter.add(first, { productId: menu.shawarma, choices: small });
    const cut = await counter.do('discountBill', more, {
      discount: { kind: 'percent', basisPoints: 1_111 },
    });
    const bill = await counter.do('sendBill', cut);
    const orders = (await branch.orders()).map(({ order }) => order);
    const sum = (amounts: (number | null)[]) =>
      amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
    expect(sum(orders.map((order) => order.totalMinor))).toBe(bill.dueMinor);
    expect(sum(orders.map((order) => order.taxMinor))).toBe(bill.sums.taxMinor);
    for (const order of orders) {
      const lines = sum(order.lines.map((line) => line.totalMinor));
      const charges = sum(order.charges.map((charge) => charge.amountMinor));
      const off = sum(order.discounts.map((discount) => discount.amountMinor));
      expect(lines + charges - off + (order.taxMinor ?? 0)).toBe(order.totalMinor);
    }
  });

  test('a telephone order pays its delivery, and the driver knows what to collect', async () => {
    await counter.settings({ deliveryMinor: 500 });
    const customer = { name: 'Rana', phone: '0791234567', address: null };
    const bill = await counter.add(await counter.open('delivery', { customer }), {
      productId: menu.juice,
    });
    await counter.do('sendBill', bill);
    expect((await branch.orders())[0]?.order).toMatchObject({
      fulfilment: { kind: 'delivery', by: 'restaurant' },
      customer: { name: 'Rana' },
      charges: [{ kind: 'delivery', amountMinor: 500 }],
      totalMinor: 1_500,
      collectMinor: 1_500,
    });
  });

  test('a tax class that products have is not taken away', async () => {
    const settings = await ask(branch, billRoutes.getSellingSettings, {});
    const without = settings.taxClasses.filter(({ id }) => id !== 'standard');
    await expect(
      counter.settings({ taxClasses: without, chargesTaxClassId: 'zero' }),
    ).rejects.toThrow('menu.in_use');
    await expect(counter.settings({ chargesTaxClassId: 'no' })).rejects.toThrow('input.invalid');
  });
});

describe('splitting', () => {
  test('guests who pay equal parts get receipts that add up to the bill', async () => {
    const split = await counter.do('splitBill', await givenBill(), {
      by: { kind: 'equal', parts: 3 },
    });
    expect(split.parts.map((part) => part.dueMinor)).toEqual([1_250, 1_250, 1_250]);
    let bill = split;
    for (const part of [2, 0, 1]) bill = await counter.pay(bill, 2_000, part);
    expect(bill).toMatchObject({ state: 'closed', dueMinor: 0 });
    expect(bill.receipts.map((receipt) => receipt.part)).toEqual([2, 0, 1]);
    expect(totals(bill.receipts)).toBe(bill.sums.totalMinor);
    expect(taxes(bill.receipts)).toBe(bill.sums.taxMinor);
  });

  test('guests who pay what they had share every piece of it', async () => {
    const bill = await givenBill();
    const [dish, drink] = bill.lines.map((line) => ({ lineId: line.id, quantity: 1 }));
    const by = (parts: unknown[][]) => ({ by: { kind: 'lines', parts } });
    await expect(counter.do('splitBill', bill, by([[dish], [dish]]))).rejects.toThrow(
      'input.invalid',
    );
    const split = await counter.do('splitBill', bill, by([[dish], [drink]]));
    expect(split.parts.map((part) => part.totalMinor)).toEqual([2_750, 1_000]);
    expect(taxes(split.parts)).toBe(split.sums.taxMinor);
  });

  test('amounts that do not come to the bill are refused', async () => {
    const by = { kind: 'amounts', amountsMinor: [1_000, 1_000] };
    await expect(counter.do('splitBill', await givenBill(), { by })).rejects.toThrow(
      'input.invalid',
    );
  });

  test('a split bill stays as it was split until it is joined again', async () => {
    const bill = await givenBill();
    const split = await counter.do('splitBill', bill, { by: { kind: 'equal', parts: 2 } });
    await expect(counter.add(split, { productId: menu.juice })).rejects.toThrow('bill.split');
    await expect(counter.pay(split, 5_000)).rejects.toThrow('bill.not_payable');
    const whole = await counter.do('splitBill', split, { by: { kind: 'whole' } });
    expect((await counter.add(whole, { productId: menu.juice })).lines).toHaveLength(3);
  });

  test('a bill of which a guest has paid is not split anew, and a part is not paid twice', async () => {
    const split = await counter.do('splitBill', await givenBill(), {
      by: { kind: 'equal', parts: 2 },
    });
    const half = await counter.payCard(split, 1_875, 0);
    await expect(counter.do('splitBill', half, { by: { kind: 'whole' } })).rejects.toThrow(
      'bill.paid',
    );
    await expect(counter.pay(half, 1_875, 0)).rejects.toThrow('bill.not_payable');
  });
});

describe('giving money back', () => {
  const refund = (bill: Bill, of: object, method = 'cash') =>
    counter.do('refundBill', bill, { of, method, reason: 'cold food' });

  test('a bill given back in pieces gives back its money and tax exactly, and no more', async () => {
    const paid = await counter.pay(await givenBill(), 3_750);
    const drink = { lineId: paid.lines[1]?.id, quantity: 1 };
    const one = await refund(paid, { kind: 'lines', lines: [drink] });
    const two = await refund(one, { kind: 'amount', amountMinor: 1_333 }, 'card');
    await expect(refund(two, { kind: 'lines', lines: [drink] })).rejects.toThrow(
      'bill.refund_too_large',
    );
    await expect(refund(two, { kind: 'amount', amountMinor: 1_418 })).rejects.toThrow(
      'bill.refund_too_large',
    );
    const all = await refund(two, { kind: 'rest' });
    expect(totals(all.refunds)).toBe(all.sums.totalMinor);
    expect(taxes(all.refunds)).toBe(all.sums.taxMinor);
    await expect(refund(all, { kind: 'rest' })).rejects.toThrow('bill.refund_too_large');
    expect(all.receipts.map((receipt) => [receipt.number, receipt.kind])).toEqual([
      ['000001', 'sale'],
      ['000002', 'refund'],
      ['000003', 'refund'],
      ['000004', 'refund'],
    ]);
  });

  test('an open bill has nothing to give back', async () => {
    await expect(refund(await givenBill(), { kind: 'rest' })).rejects.toThrow('bill.not_open');
  });

  test('the drawer is counted against what came in and went out', async () => {
    const paid = await counter.pay(await givenBill(), 5_000);
    await refund(paid, { kind: 'amount', amountMinor: 1_000 });
    const drawer = branch.withDatabase((db) =>
      db.prepare(`SELECT sum(moved_minor) AS minor FROM bill_money WHERE method = 'cash'`).get(),
    );
    expect(drawer).toEqual({ minor: 2_750 });
  });
});

describe('receipts', () => {
  test('numbers have no gaps, also when a payment fails in between', async () => {
    await counter.settings({ receiptPrefix: 'AMM-' });
    const numbers: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const bill = await givenBill();
      await expect(counter.payCard(bill, 9_999)).rejects.toThrow('bill.not_payable');
      const paid = await counter.pay(bill, 3_750);
      numbers.push(...paid.receipts.map((receipt) => receipt.number));
    }
    expect(numbers).toEqual(['AMM-000001', 'AMM-000002', 'AMM-000003']);
  });

  test('a payment that cannot be kept whole is not kept at all', async () => {
    const bill = await givenBill();
    branch.withDatabase((db) =>
      db.exec(
        `CREATE TRIGGER full BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'full'); END`,
      ),
    );
    await expect(counter.pay(bill, 3_750)).rejects.toThrow('internal');
    expect(await counter.read(bill.id)).toEqual(bill);
    expect(await branch.orders()).toEqual([]);
    branch.withDatabase((db) => db.exec('DROP TRIGGER full'));
    const paid = await counter.pay(bill, 3_750);
    expect(paid).toMatchObject({ payments: [{}], receipts: [{ number: '000001' }] });
  });

  test('who comes back with a receipt is found by its number', async () => {
    const paid = await counter.pay(await givenBill(), 3_750);
    const find = (number: string) => ask(branch, billRoutes.findBillByReceipt, { number });
    expect((await find('000001')).bill).toEqual(paid);
    await expect(find('000002')).rejects.toThrow('receipt.not_found');
  });
});

test('the lists of bills are read in order from an index', () => {
  const plan = (sql: string) =>
    branch.withDatabase((db) =>
      db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((step) => step.detail)
        .join('; '),
    );
  expect(plan(billLanes.open)).toMatch(/USING INDEX bills_live \(is_live=\?\)$/);
  expect(plan(billLanes.ended)).toMatch(/USING INDEX bills_ended \(is_live=\?\)$/);
});
