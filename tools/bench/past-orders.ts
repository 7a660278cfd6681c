import type { Tx } from '../../src/main/branch/database/index.ts';
import { insertOrder } from '../../src/main/branch/orders/orders-repo.ts';
import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Order } from '../../src/shared/contract/order.ts';
import type { Random } from '../../src/shared/kit/random.ts';

/** Common first: the first dish is in about four of ten orders, the last in one of a thousand. */
const dishes = [
  ['Chicken shawarma', 'شاورما دجاج'],
  ['Falafel sandwich', 'ساندويش فلافل'],
  ['Hummus plate', 'صحن حمص'],
  ['Mixed grill', 'مشاوي مشكلة'],
  ['Fattoush', 'فتوش'],
  ['Mansaf', 'منسف'],
  ['Kunafa', 'كنافة نابلسية'],
  ['Musakhan', 'مسخّن'],
] as const;
const names = ['أحمد', 'محمد', 'سارة', 'Rania', 'عبد الله', 'Omar', 'لينا', 'هبة', 'يوسف', 'Dana'];
const families = ['الخطيب', 'حداد', 'Nasser', 'العمري', 'Khoury', 'المصري', 'زيدان', 'Haddadin'];
const channels = ['talabat', 'careem', 'counter', 'jahez', 'deliveroo'];

/** Every tenth was cancelled. */
export function storePastOrder(tx: Tx, order: Order, atMs: number): void {
  const status: OrderStatus = order.displayNumber.endsWith('7') ? 'cancelled' : 'delivered';
  insertOrder(tx, {
    order,
    status,
    statusAtMs: atMs,
    receivedAtMs: atMs,
    relayAtMs: atMs,
    urgentAtMs: atMs,
    cameTooLate: false,
    prepMinutes: 20,
    readyByMs: null,
    courier: null,
  });
}

/** An order as platforms and the counter had them, with names in both scripts. */
export function pastOrder(number: number, random: Random): Order {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  // The square makes the first ones common and the last ones rare.
  const dish = () => dishes[Math.floor(random() ** 3 * dishes.length)] ?? dishes[0];
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const [en, ar] = dish();
    const priceMinor = 1_500 + Math.floor(random() * 30) * 250;
    return {
      itemId: en,
      name: { default: en, en, ar },
      known: true,
      quantity: 1 + Math.floor(random() * 3),
      unitPriceMinor: priceMinor,
      totalMinor: priceMinor,
      note: '',
      modifiers: [],
      removed: [],
    };
  });
  const phone = `+96279${1_000_000 + Math.floor(random() * 8_999_999)}`;
  return {
    id: `ord_${number}`,
    platform: pick(channels),
    externalId: String(400_000_000 + number * 13),
    displayNumber: String(1 + (number % 9_999)),
    placedAtMs: 0,
    acceptByMs: null,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: { name: `${pick(names)} ${pick(families)}`, phone, address: null },
    lines,
    note: 'بدون بصل لو سمحتوا',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 1_000 + Math.floor(random() * 25_000),
    totalVerbatim: '',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: ['accept', 'reject', 'ready'],
    delayMinutes: [],
    rejectReasons: [],
    warnings: [],
  };
}
