/** A calm lunch to take pictures of: orders on the board, guests at tables, a shift that is half over. */
import { AcceptRuleSettings } from '../../src/shared/contract/rules.ts';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import type { Menu, Product } from '../../src/shared/contract/menu.ts';
import { StationSettings } from '../../src/shared/contract/printing.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import type { BranchClient } from '../rig/branch-client.ts';
import { samplePlatforms } from '../rig/sample-site.ts';
import type { Stage } from './stage.ts';

/** What the pictures point at. */
export interface Lunch {
  readonly newOrderId: string;
  readonly cookedOrderId: string;
  /** At a table, with lines that the kitchen has and one that it has not. */
  readonly tableBillId: string;
  readonly paidBillId: string;
  readonly splitBillId: string;
}

export async function serveLunch(on: Stage): Promise<Lunch> {
  await fillBoard(on);
  const counter = new Counter(
    on.branch,
    (await on.branch.call(branchApi.readMenu, { knownVersion: '' })).menu,
  );
  const { drawer: paidBillId } = await sellMorning(counter);
  const { tableBillId, splitBillId } = await seatGuests(counter);
  await setRules(counter);
  const { orders } = await on.branch.call(branchApi.listOrders, { lane: 'open' });
  const idOf = (status: OrderView['status']) =>
    orders.find((view) => view.status === status && view.order.platform !== 'counter')?.order.id;
  return {
    newOrderId: idOf('pending') ?? '',
    cookedOrderId: idOf('preparing') ?? '',
    tableBillId,
    splitBillId,
    paidBillId,
  };
}

/** Four new orders, some cooking, some ready, and no more arrive by themselves. */
async function fillBoard({ restaurant: { ready }, branch }: Stage): Promise<void> {
  const ask = (path: string, body: object) =>
    fetch(new URL(path, ready.demo), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await ask('/api/flow', { on: false });
  for (const platform of [...samplePlatforms, ...samplePlatforms, ...samplePlatforms]) {
    await ask('/api/send', { platform });
  }
  let orders = await openOrders(branch, 12);
  for (let drawn = orders.find(({ order }) => hasEmoji(order)); drawn;) {
    const { id, platform } = drawn.order;
    await branch.call(branchApi.rejectOrder, { id, reason: 'other', unavailableItemIds: [] });
    await ask('/api/send', { platform });
    orders = await openOrders(branch, 12);
    drawn = orders.find(({ order }) => hasEmoji(order));
  }
  await addStations(branch);
  const accept = (view: OrderView, prepMinutes: number) =>
    branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes });
  const move = (view: OrderView, to: 'preparing' | 'ready_for_pickup') =>
    branch.call(branchApi.moveOrder, { id: view.order.id, to });
  for (const [place, view] of orders.slice(4).entries()) {
    await accept(view, 10 + 5 * (place % 4));
    if (place >= 2) await move(view, 'preparing');
    if (place >= 5) await move(view, 'ready_for_pickup');
  }
}

/** A bar beside the kitchen, for drinks and sweets of the platforms and of the counter. */
async function addStations(branch: BranchClient): Promise<void> {
  const { printers } = await branch.call(branchApi.listPrinters, {});
  const { categories } = await branch.call(branchApi.listStations, {});
  const printerId = printers[0]?.id ?? null;
  const station = (part: Partial<StationSettings>) =>
    branch.call(
      branchApi.addStation,
      StationSettings.parse({ prints: 'kitchen', printerId, ...part }),
    );
  await station({ name: 'المطبخ · Kitchen', isDefault: true });
  const { menu } = await branch.call(branchApi.readMenu, { knownVersion: '' });
  const known = [
    ...categories.map(({ id, name }) => ({ id, name: name.en ?? name.default })),
    ...(menu?.categories ?? []).map(({ id, name }) => ({ id, name: name.en })),
  ];
  const categoryIds = known.filter(({ name }) => barNames.has(name)).map(({ id }) => id);
  const takes = { platforms: [], fulfilments: [], categoryIds, itemIds: [] };
  await station({ name: 'البار · Bar', takes });
  await station({ name: 'الإيصالات · Receipts', prints: 'receipt', isDefault: true });
}

const barNames: ReadonlySet<string | undefined> = new Set(['Drinks', 'Sweets']);

async function openOrders(branch: BranchClient, count: number): Promise<OrderView[]> {
  for (;;) {
    const { orders } = await branch.call(branchApi.listOrders, { lane: 'open' });
    if (orders.length >= count) return orders;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Not every machine has the letters for them. */
function hasEmoji({ note, lines }: OrderView['order']): boolean {
  return /\p{Extended_Pictographic}/u.test(JSON.stringify([note, lines]));
}

type Kind = Bill['kind'];
type Whom = { readonly table?: string; readonly customer?: NonNullable<Bill['customer']> };

/** A till's counter in as few words as a cashier needs. */
class Counter {
  readonly branch: BranchClient;
  readonly #menu: Menu;

  constructor(branch: BranchClient, menu: Menu | null) {
    if (!menu) throw new Error('the demo has no menu');
    this.branch = branch;
    this.#menu = menu;
  }

  product(name: string): Product {
    const found = this.#menu.products.find((product) => product.name.en === name);
    if (!found) throw new Error(`the sample menu has no ${name}`);
    return found;
  }

  async open(kind: Kind, dishes: Readonly<Record<string, number>>, whom: Whom = {}): Promise<Bill> {
    const commandId = systemIds('command');
    const opened = await this.branch.call(branchApi.openBill, {
      commandId,
      kind,
      table: whom.table ?? '',
      customer: whom.customer ?? null,
    });
    return this.add(opened.bill, dishes);
  }

  async add(bill: Bill, dishes: Readonly<Record<string, number>>): Promise<Bill> {
    const lines = Object.entries(dishes).map(([name, quantity]) => {
      const { id: productId, groupIds } = this.product(name);
      return { productId, quantity, note: '', choices: groupIds.flatMap((id) => this.#needed(id)) };
    });
    const reply = await this.branch.call(branchApi.addLines, { ...on(bill), lines });
    return reply.bill;
  }

  async send(bill: Bill): Promise<Bill> {
    return (await this.branch.call(branchApi.sendBill, on(bill))).bill;
  }

  async pay(bill: Bill, method: 'cash' | 'card'): Promise<Bill> {
    const payment =
      method === 'cash'
        ? { method, tenderedMinor: Math.ceil(bill.cashDueMinor / 5_000) * 5_000 }
        : { method, amountMinor: bill.dueMinor, reference: '004512' };
    const reply = await this.branch.call(branchApi.payBill, { ...on(bill), part: null, payment });
    return reply.bill;
  }

  /** The first of what must be chosen. */
  #needed(groupId: string) {
    const group = this.#menu.groups.find(({ id }) => id === groupId);
    return (group?.options.slice(0, group.min) ?? []).map(({ id: optionId }) => ({
      optionId,
      quantity: 1,
      choices: [],
    }));
  }
}

const on = ({ id, version }: Bill) => ({ id, version, commandId: systemIds('command') });

const rana: NonNullable<Bill['customer']> = {
  name: 'رنا الخطيب',
  phone: '0791234567',
  address: { lines: ['شارع الكويت، عبدون', 'عمارة 12، الطابق 3'], note: 'الجرس الثاني' },
};

/** What was sold before the pictures: a shift with money in it, and one bill given back in part. */
async function sellMorning(counter: Counter): Promise<{ drawer: string }> {
  const { branch } = counter;
  await branch.call(branchApi.openShift, { commandId: systemIds('command'), floatMinor: 50_000 });
  const morning: readonly (readonly [Kind, Readonly<Record<string, number>>, 'cash' | 'card'])[] = [
    ['takeaway', { 'Chicken shawarma': 2, 'Lemon and mint': 2 }, 'cash'],
    ['dine_in', { 'Mixed grill': 2, Hummus: 1, Knafeh: 2 }, 'card'],
    ['takeaway', { Mansaf: 1 }, 'cash'],
    ['dine_in', { 'Chicken shawarma': 3, 'French fries': 2 }, 'cash'],
    ['takeaway', { 'Beef shawarma': 2, Hummus: 2 }, 'card'],
  ];
  let last: Bill | undefined;
  for (const [kind, dishes, method] of morning) {
    last = await counter.pay(await counter.open(kind, dishes), method);
  }
  const delivery = await counter.open('delivery', { Mansaf: 2, Knafeh: 1 }, { customer: rana });
  await counter.pay(delivery, 'cash');
  if (!last) throw new Error('nothing was sold');
  const [line] = last.lines;
  await branch.call(branchApi.refundBill, {
    ...on(last),
    of: { kind: 'lines', lines: [{ lineId: line?.id ?? '', quantity: 1 }] },
    method: 'cash',
    reference: '',
    reason: 'Not what was ordered · غير المطلوب',
  });
  await branch.call(branchApi.payOut, {
    commandId: systemIds('command'),
    amountMinor: 7_500,
    reason: 'خضار · Vegetables',
  });
  return { drawer: last.id };
}

async function seatGuests(counter: Counter) {
  const family = await counter.open(
    'dine_in',
    { 'Mixed grill': 2, Hummus: 2, 'Lemon and mint': 4 },
    { table: '8' },
  );
  const table = await counter.add(await counter.send(family), { Knafeh: 2 });
  await counter.send(await counter.open('dine_in', { 'Chicken shawarma': 2 }, { table: '3' }));
  const friends = await counter.send(
    await counter.open('dine_in', { Mansaf: 2, Hummus: 1, 'Lemon and mint': 2 }, { table: 'T2' }),
  );
  const split = await counter.branch.call(branchApi.splitBill, {
    ...on(friends),
    by: { kind: 'equal', parts: 3 },
  });
  const held = await counter.open('takeaway', { 'Beef shawarma': 3, 'French fries': 1 });
  await counter.branch.call(branchApi.holdBill, on(held));
  return { tableBillId: table.id, splitBillId: split.bill.id };
}

async function setRules(counter: Counter): Promise<void> {
  const { branch } = counter;
  for (const rule of [
    { name: 'الظهر · Lunch', platforms: ['talabat', 'careem'], prepMinutes: 20 },
    { name: 'طلبات صغيرة · Small ones', maxTotalMinor: 5_000, maxItems: 3, prepMinutes: 12 },
  ]) {
    await branch.call(branchApi.addRule, AcceptRuleSettings.parse(rule));
  }
  for (const [name, out] of [
    ['Mansaf', 'tomorrow'],
    ['Knafeh', { minutes: 60 }],
  ] as const) {
    const { id } = counter.product(name);
    await branch.call(branchApi.setAvailability, { kind: 'product', id, out });
  }
}
