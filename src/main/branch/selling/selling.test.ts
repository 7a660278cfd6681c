import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { billRoutes, type Bill } from '../../../shared/contract/bill.ts';
import { menuRoutes } from '../../../shared/contract/menu.ts';
import { systemIds } from '../../../shared/kit/ids.ts';
import { eventually, Refused, TestBranch } from '../testing/test-branch.ts';
import { ask, CounterClient, givenMenu, small, type SampleMenu } from './testing/counter-client.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;

beforeEach(async () => {
  // Everything here works without any relay.
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
});
afterEach(() => branch.end());

const shawarma = () => ({ productId: menu.shawarma, choices: small });
const juice = () => ({ productId: menu.juice });
const linesOf = (bill: Bill) => bill.lines.map((line) => line.name.en);

describe('taking an order', () => {
  test('a line has the names and prices of the menu, with what was chosen and what that asks for', async () => {
    const bill = await counter.add(await counter.open(), {
      productId: menu.shawarma,
      quantity: 2,
      choices: [
        {
          optionId: 'large',
          quantity: 1,
          choices: [{ optionId: 'garlic', quantity: 2, choices: [] }],
        },
      ],
      note: 'no onion',
    });
    expect(bill.lines).toMatchObject([
      {
        name: { en: 'Shawarma', ar: 'شاورما' },
        category: { name: { en: 'Grill' } },
        note: 'no onion',
        modifiers: [{ itemId: 'large', modifiers: [{ itemId: 'garlic', quantity: 2 }] }],
      },
    ]);
    expect(bill.dueMinor).toBe(2 * (2_750 + 500 + 2 * 150));
    expect(bill).toMatchObject({ number: '1', currency: 'JOD', state: 'open' });
  });

  test('a group that takes one is not left out and not taken twice', async () => {
    const bill = await counter.open();
    const add = (choices: object[]) =>
      counter.do('addLines', bill, {
        lines: [{ productId: menu.shawarma, quantity: 1, choices }],
      });
    await expect(add([])).rejects.toThrow('menu.choices');
    await expect(add([{ optionId: 'small', quantity: 2 }])).rejects.toThrow('menu.choices');
    await expect(add([{ optionId: 'garlic' }])).rejects.toThrow('menu.choices');
    expect((await counter.read(bill.id)).lines).toEqual([]);
  });

  test('what is out is not sold, also as an option', async () => {
    const bill = await counter.open();
    const out = (kind: string, id: string) =>
      ask(branch, menuRoutes.setAvailability, { kind, id, out: 'for_good' });
    await out('product', menu.juice);
    await out('option', 'small');
    await expect(counter.add(bill, juice())).rejects.toThrow('menu.out');
    await expect(counter.add(bill, shawarma())).rejects.toThrow('menu.out');
  });

  test('an unsent line can be changed and taken off without a trace in the kitchen', async () => {
    const bill = await counter.add(await counter.open(), shawarma(), juice());
    const [first, second] = bill.lines;
    const changed = await counter.do('changeLine', bill, {
      lineId: first?.id,
      quantity: 3,
      choices: [{ optionId: 'large', quantity: 1 }],
      note: 'well done',
    });
    expect(changed.lines[0]).toMatchObject({
      id: first?.id,
      quantity: 3,
      note: 'well done',
      modifiers: [{ itemId: 'large' }],
    });
    const less = await counter.do('changeLine', changed, { lineId: second?.id, quantity: 0 });
    expect(linesOf(less)).toEqual(['Shawarma']);
    expect(await branch.orders()).toEqual([]);
  });

  test('a price that changes later leaves the lines that are on a bill', async () => {
    const bill = await counter.add(await counter.open(), juice());
    const product = (await counter.menu()).products.find(({ id }) => id === menu.juice);
    await ask(branch, menuRoutes.changeProduct, { ...product, priceMinor: 9_000 });
    const more = await counter.add(bill, juice());
    expect(more.lines.map((line) => line.unitPriceMinor)).toEqual([1_000, 9_000]);
  });

  test('a customer who calls again is found by some digits of the number', async () => {
    const address = { lines: ['Rainbow Street 5'], note: 'third floor' };
    const customer = { name: 'Rana', phone: '+962 79 123 4567', address };
    await counter.open('delivery', { customer });
    const find = async (phone: string) =>
      (await ask(branch, billRoutes.findCustomers, { phone })).customers;
    expect(await find('0791234')).toMatchObject([{ name: 'Rana', address }]);
    expect(await find('555')).toEqual([]);
  });
});

describe('sending to the kitchen', () => {
  test('what is sent stands on the board at once, with everything the kitchen needs', async () => {
    const bill = await counter.open('dine_in', { table: '7' });
    const sent = await counter.do('sendBill', await counter.add(bill, shawarma()));
    const [order] = await branch.orders();
    expect(order).toMatchObject({
      status: 'confirmed',
      order: {
        platform: 'counter',
        displayNumber: '1',
        fulfilment: { kind: 'dine_in', table: '7' },
        lines: [{ name: { en: 'Shawarma' }, modifiers: [{ itemId: 'small' }] }],
        totalMinor: 2_750,
      },
      printJobs: [{ kind: 'kitchen', mark: 'none' }],
      offers: expect.arrayContaining(['preparing', 'ready']) as string[],
    });
    expect(sent.lines[0]?.sent?.orderId).toBe(order?.order.id);
  });

  test('an addition is an order of its own: its ticket holds only the new lines', async () => {
    const first = await counter.do(
      'sendBill',
      await counter.add(await counter.open('dine_in'), shawarma()),
    );
    const second = await counter.do('sendBill', await counter.add(first, juice()));
    const orders = await branch.orders();
    expect(
      orders.map(({ order }) => [order.displayNumber, order.lines.map(({ name }) => name.en)]),
    ).toEqual([
      ['1', ['Shawarma']],
      ['1-2', ['Juice']],
    ]);
    expect(orders.map((order) => order.printJobs.length)).toEqual([1, 1]);
    expect(orders.map(({ order }) => order.totalMinor)).toEqual([2_750, 1_000]);
    expect((await counter.do('sendBill', second)).lines).toEqual(second.lines);
    expect(await branch.orders()).toHaveLength(2);
  });

  test('the kitchen can go on with a counter order as with any other, and no relay hears of it', async () => {
    await branch.close();
    await branch.relay.start();
    await branch.open({ relayUrl: branch.relay.url, pairingCode: branch.relay.code });
    await eventually(() => branch.relay.isConnected);
    await counter.do('sendBill', await counter.add(await counter.open(), juice()));
    const id = (await branch.orders())[0]?.order.id ?? '';
    for (const to of ['preparing', 'ready_for_pickup', 'delivered']) {
      await branch.call('PUT', `/api/orders/${id}/status`, { to });
    }
    expect((await branch.orders('done')).map(({ status }) => status)).toEqual(['delivered']);
    expect((await branch.state()).relay.waiting).toBe(0);
    expect(branch.relay.heard).toEqual([]);
  });

  test('what the kitchen has is voided with a reason and not changed', async () => {
    const added = await counter.add(await counter.open(), shawarma(), { ...juice(), quantity: 3 });
    const sent = await counter.do('sendBill', added);
    const [dish, drink] = sent.lines.map((line) => line.id);
    await expect(counter.do('changeLine', sent, { lineId: dish, quantity: 5 })).rejects.toThrow(
      'bill.line_sent',
    );

    const voided = await counter.do('voidLine', sent, {
      lineId: drink,
      quantity: 2,
      reason: 'spilled',
    });

    expect(voided.dueMinor).toBe(3_750);
    expect(voided.lines.map((line) => [line.quantity, line.voided?.reason ?? ''])).toEqual([
      [1, ''],
      [1, ''],
      [2, 'spilled'],
    ]);
    const [order] = await branch.orders();
    expect(order?.order.lines.map((line) => [line.quantity, line.voided ?? false])).toEqual([
      [1, false],
      [1, false],
      [2, true],
    ]);
  });

  test('an order of which everything is voided is taken back from the kitchen', async () => {
    const sent = await counter.do('sendBill', await counter.add(await counter.open(), juice()));
    await counter.do('voidLine', sent, {
      lineId: sent.lines[0]?.id,
      quantity: 1,
      reason: 'customer left',
    });
    expect(await branch.orders()).toEqual([]);
    const [gone] = await branch.orders('done');
    expect(gone).toMatchObject({ status: 'cancelled', printJobs: [{ state: 'cancelled' }] });
  });

  test('guests who move take their orders to the new table', async () => {
    const sent = await counter.do(
      'sendBill',
      await counter.add(await counter.open('dine_in', { table: '7' }), juice()),
    );
    const { customer, note } = sent;
    await counter.do('changeBill', sent, { kind: 'dine_in', table: '12', customer, note });
    expect((await branch.orders())[0]?.order.fulfilment.table).toBe('12');
  });
});

describe('two tills on one bill', () => {
  test('lines that two tills add at the same time are both there', async () => {
    const bill = await counter.open();
    await Promise.all([counter.add(bill, juice()), counter.add(bill, shawarma())]);
    const both = new Set(linesOf(await counter.read(bill.id)));
    expect(both).toEqual(new Set(['Juice', 'Shawarma']));
  });

  test('a change of what another till has changed meanwhile is refused, with the bill as it stands', async () => {
    const seen = await counter.add(await counter.open(), juice());
    await counter.do('discountBill', seen, { discount: { kind: 'percent', basisPoints: 1_000 } });

    const late = counter.do('discountBill', seen, { discount: { kind: 'amount', amountMinor: 1 } });

    await expect(late).rejects.toThrow('bill.changed');
    const { reply } = (await late.catch((error: unknown) => error)) as Refused;
    expect(reply.details.bill).toMatchObject({
      id: seen.id,
      version: 3,
      discount: { kind: 'percent', basisPoints: 1_000 },
    });
  });

  test('of two payments at the same time one is taken', async () => {
    const bill = await counter.add(await counter.open(), juice());
    const results = await Promise.allSettled([
      counter.pay(bill, 1_000),
      counter.payCard(bill, 1_000),
    ]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const paid = await counter.read(bill.id);
    expect(paid).toMatchObject({ state: 'closed', payments: [{ amountMinor: 1_000 }] });
    expect(paid.receipts).toHaveLength(1);
  });

  test('every open till hears which bill has changed, and what it has become', async () => {
    const till = await branch.till();
    const { id } = await counter.add(await counter.open(), juice());
    const isTold = (bill: { id: string; version: number }) => bill.id === id && bill.version === 2;
    await eventually(() => till.notices.some(({ changedBills }) => changedBills.some(isTold)));
  });
});

describe('a till that loses its way', () => {
  test('a command that is sent again is carried out once, whatever it is', async () => {
    const commandId = systemIds('cmd');
    const open = () => ask(branch, billRoutes.openBill, { commandId, kind: 'takeaway' });
    const { bill } = await open();
    expect((await open()).bill).toEqual(bill);
    expect(await counter.list()).toHaveLength(1);

    const add = { id: bill.id, version: 1, commandId: systemIds('cmd'), lines: [juice()] };
    const lines = { ...add, lines: [{ productId: menu.juice, quantity: 1 }] };
    await ask(branch, billRoutes.addLines, lines);
    const again = await ask(branch, billRoutes.addLines, lines);
    expect(again.bill.lines).toHaveLength(1);

    const payment = { method: 'cash', tenderedMinor: 5_000 };
    const pay = { id: bill.id, version: again.bill.version, commandId: systemIds('cmd'), payment };
    const paid = await ask(branch, billRoutes.payBill, pay);
    expect((await ask(branch, billRoutes.payBill, pay)).bill).toEqual(paid.bill);
    expect(paid.bill).toMatchObject({ payments: [{ changeMinor: 4_000 }], receipts: [{}] });
  });

  test("one command's id does not serve another", async () => {
    const bill = await counter.open();
    const commandId = systemIds('cmd');
    await counter.do('holdBill', bill, { commandId });
    await expect(counter.do('recallBill', { ...bill, version: 2 }, { commandId })).rejects.toThrow(
      'bill.command_reused',
    );
  });

  test('a branch that is switched off in the middle of a sale goes on where it was', async () => {
    const sent = await counter.do(
      'sendBill',
      await counter.add(await counter.open('dine_in', { table: '3' }), shawarma()),
    );
    const half = await counter.pay(await counter.add(sent, juice()), 1_000);
    const commandId = systemIds('cmd');

    await branch.close();
    await branch.open();

    expect(await counter.list()).toEqual([half]);
    expect(await branch.orders()).toHaveLength(2);
    const payment = { method: 'cash', tenderedMinor: half.dueMinor };
    const closed = await counter.do('payBill', half, { commandId, payment });
    await branch.close();
    await branch.open();
    expect(await counter.do('payBill', half, { commandId, payment })).toEqual(closed);
    expect(closed).toMatchObject({
      state: 'closed',
      dueMinor: 0,
      receipts: [{ number: '000001' }],
    });
  });
});

describe('hold, recall, cancel, join', () => {
  test('a held bill takes nothing until it is recalled', async () => {
    const bill = await counter.open();
    const held = await counter.do('holdBill', bill);
    await expect(counter.add(held, juice())).rejects.toThrow('bill.not_open');
    expect(await counter.list()).toMatchObject([{ id: bill.id, state: 'held' }]);
    expect(await counter.add(await counter.do('recallBill', held), juice())).toMatchObject({
      state: 'open',
    });
  });

  test('a cancelled bill takes its orders back, and one with payments is not cancelled', async () => {
    const sent = await counter.do('sendBill', await counter.add(await counter.open(), juice()));
    const paid = await counter.pay(await counter.add(await counter.open(), juice()), 500);
    await expect(counter.do('cancelBill', paid, { reason: 'mistake' })).rejects.toThrow(
      'bill.paid',
    );
    const gone = await counter.do('cancelBill', sent, { reason: 'customer left' });
    expect(gone).toMatchObject({ state: 'cancelled', dueMinor: 0 });
    expect((await branch.orders('done')).map(({ status }) => status)).toEqual(['cancelled']);
    expect(await counter.list('ended')).toMatchObject([{ id: sent.id }]);
  });

  test('joined bills keep what each was promised, and the kitchen is not asked twice', async () => {
    const half = { kind: 'percent', basisPoints: 5_000 } as const;
    const one = await counter.do(
      'discountBill',
      await counter.add(await counter.open('dine_in', { table: '1' }), shawarma()),
      { discount: half },
    );
    const added = await counter.add(await counter.open('dine_in', { table: '2' }), juice());
    const other = await counter.do('sendBill', added);

    const joined = await counter.do('mergeBill', one, {
      fromBillId: other.id,
      fromVersion: other.version,
    });

    expect(linesOf(joined)).toEqual(['Shawarma', 'Juice']);
    expect(joined.dueMinor).toBe(1_375 + 1_000);
    expect(await counter.read(other.id)).toMatchObject({ state: 'merged', mergedInto: one.id });
    const [order] = await branch.orders();
    expect(order?.order).toMatchObject({ displayNumber: '2', fulfilment: { table: '1' } });
    expect(order?.printJobs).toHaveLength(1);
  });

  test('a bill is not joined to itself, nor to one that was changed meanwhile', async () => {
    const bill = await counter.open();
    const other = await counter.open();
    await counter.add(other, juice());
    const merge = (from: Bill) =>
      counter.do('mergeBill', bill, { fromBillId: from.id, fromVersion: from.version });
    await expect(merge(bill)).rejects.toThrow('input.invalid');
    await expect(merge(other)).rejects.toThrow('bill.changed');
  });

  test('an amount off three pieces is a third of it off one, and taking two off gives none away', async () => {
    const bill = await counter.add(await counter.open(), { ...juice(), quantity: 3 });
    const [line] = bill.lines;
    const lineId = line?.id ?? '';
    const off = await counter.do('discountLine', bill, {
      lineId,
      discount: { kind: 'amount', amountMinor: 1_500 },
    });
    const two = await counter.do('changeLine', off, { lineId, quantity: 2 });
    expect(two.dueMinor).toBe(1_000);
    const sent = await counter.do('sendBill', two);
    const one = await counter.do('voidLine', sent, { lineId, quantity: 1, reason: 'spilt' });
    expect(one.dueMinor).toBe(500);
    expect((await counter.pay(one, 500)).receipts).toMatchObject([{ totalMinor: 500 }]);
  });

  test('bills whose prices mean something else are not joined: each is paid on its own', async () => {
    const before = await counter.add(await counter.open(), juice());
    await counter.settings({ taxMode: 'exclusive' });
    const after = await counter.add(await counter.open(), juice());
    const from = { fromBillId: after.id, fromVersion: after.version };
    await expect(counter.do('mergeBill', before, from)).rejects.toThrow('bill.other_terms');
    expect((await counter.pay(before, 1_000)).receipts).toMatchObject([{ totalMinor: 1_000 }]);
    expect((await counter.pay(after, 1_160)).receipts).toMatchObject([{ totalMinor: 1_160 }]);
  });
});
