import { isVoid, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { dayMs, type EpochMs } from '../../../shared/kit/clock.ts';
import type { ReportFacts, Tally } from './report-facts.ts';

export interface ReportedOrder {
  readonly order: Order;
  readonly status: OrderStatus;
}

/**
 * What orders came to. Sold is what was accepted and not taken back; tests are nobody's money, and amounts in another
 * currency than the branch's cannot be added up. What a platform does not say counts as nothing.
 */
export function dayReport(
  orders: readonly ReportedOrder[],
  { currency, ...period }: Pick<ReportFacts, 'currency' | 'fromMs' | 'toMs'>,
): ReportFacts {
  const real = orders.filter(({ order }) => !order.isTest && order.currency === currency);
  const sold = real.filter(({ status }) => status !== 'pending' && !isVoid(status));
  const sales = sold.map(({ order }) => order);
  const netMinor = sum(sales, totalOf);
  const discountsMinor = sum(sales, ({ discounts }) => sum(discounts, (one) => one.amountMinor));
  return {
    currency,
    ...period,
    sales: {
      orders: sales.length,
      grossMinor: netMinor + discountsMinor,
      discountsMinor,
      netMinor,
    },
    byChannel: tallies(sales, ({ platform }) => platform).map(([platform, sums]) => ({
      platform,
      ...sums,
    })),
    byPayment: tallies(sales, ({ paymentMethod }) => paymentMethod).map(([method, sums]) => ({
      method,
      ...sums,
    })),
    taxMinor: sum(sales, ({ taxMinor }) => taxMinor ?? 0),
    voids: tally(real.filter(({ status }) => isVoid(status)).map(({ order }) => order)),
    cashDrawer: {
      expectedMinor: sum(
        sales,
        ({ collectMinor, riderPaysMinor }) => collectMinor + riderPaysMinor,
      ),
      countedMinor: null,
    },
    shift: null,
  };
}

/** The moment at which the day began that it is now in a place, whatever its clocks did since. */
export function startOfDayMs(nowMs: EpochMs, timeZone: string): EpochMs {
  const guessMs = nowMs - sinceMidnightMs(nowMs, timeZone);
  // A change of summer time since makes the guess miss, into this day or the one before.
  const missedMs = sinceMidnightMs(guessMs, timeZone);
  return missedMs < dayMs / 2 ? guessMs - missedMs : guessMs + dayMs - missedMs;
}

/** What the clock on the wall shows. */
function sinceMidnightMs(atMs: EpochMs, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return (part('hour') * 3_600 + part('minute') * 60 + part('second')) * 1_000 + (atMs % 1_000);
}

/** Best seller first. */
function tallies<Key>(orders: readonly Order[], keyOf: (order: Order) => Key): [Key, Tally][] {
  return [...Map.groupBy(orders, keyOf)]
    .map(([key, mine]): [Key, Tally] => [key, tally(mine)])
    .toSorted(([, a], [, b]) => b.totalMinor - a.totalMinor || b.orders - a.orders);
}

function tally(orders: readonly Order[]): Tally {
  return { orders: orders.length, totalMinor: sum(orders, totalOf) };
}

function totalOf({ totalMinor }: Order): number {
  return totalMinor ?? 0;
}

function sum<T>(list: readonly T[], amountOf: (one: T) => number): number {
  return list.reduce((total, one) => total + amountOf(one), 0);
}
