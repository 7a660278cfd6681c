import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { billKinds, type BillLine, type BillPayment } from '../../../shared/contract/bill.ts';
import { splitByLines, splitEqually, sumOf } from '../../../shared/contract/bill-sums.ts';
import { parseDecimal } from '../../../shared/contract/money.ts';
import { orderStatuses } from '../../../shared/contract/order-status.ts';
import { tableNames, type Report } from '../../../shared/contract/report.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { createBusinessDays } from '../business-days.ts';
import { saleEntry } from '../selling/index.ts';
import { noMoney, sumsOf, type StoredBill } from '../selling/stored-bill.ts';
import type { ShiftFact } from '../shifts/shift-entry.ts';
import { sumShift } from '../shifts/sum-shift.ts';
import { buildLine, buildOrder, noonMs } from '../testing/builders.ts';
import { reportCsv } from './report-csv.ts';
import { SumUp, type EndedBill, type PlatformOrder, type Sums } from './sum-up.ts';

// A busy machine.
vi.setConfig({ testTimeout: 20_000 });

const people = [
  { staffId: 's-1', name: 'Rania' },
  { staffId: 's-2', name: 'Omar' },
] as const;
const moment = fc.nat(400).map((steps) => noonMs + steps * 17 * minuteMs);
const price = fc.nat(30_000);

const billLine = fc
  .record({
    product: fc.nat(4),
    quantity: fc.integer({ min: 1, max: 9 }),
    unitPriceMinor: price,
    rateBasisPoints: fc.constantFrom(0, 1_000, 1_600),
    off: fc.option(fc.nat(3_000)),
    isVoided: fc.boolean(),
  })
  .map(({ product, off, isVoided, ...line }): Omit<BillLine, 'id'> => ({
    ...line,
    productId: `p-${product}`,
    name: { default: `Dish ${product}` },
    category: { id: `c-${product % 2}`, name: { default: `Category ${product % 2}` } },
    modifiers: [],
    note: '',
    taxClassId: `t-${line.rateBasisPoints}`,
    discount: off === null ? null : { kind: 'amount', amountMinor: off },
    sent: { orderId: 'o', place: 0, atMs: noonMs },
    voided: isVoided ? { reason: 'x', atMs: noonMs, by: people[0] } : null,
    addedBy: people[0],
    addedAtMs: noonMs,
  }));

const ended = fc
  .record({
    lines: fc.array(billLine, { minLength: 1, maxLength: 5 }),
    kind: fc.constantFrom(...billKinds),
    taxMode: fc.constantFrom('inclusive' as const, 'exclusive' as const),
    state: fc.constantFrom('closed' as const, 'closed' as const, 'cancelled' as const),
    percentOff: fc.nat(10_000),
    atMs: moment,
    by: fc.constantFrom(...people),
    cashShare: fc.nat(100),
    currency: fc.constantFrom('JOD', 'JOD', 'JOD', 'SAR'),
  })
  .map(({ lines, percentOff, atMs, by, cashShare, currency, taxMode, ...rest }): EndedBill => {
    const bill: StoredBill = {
      ...rest,
      id: 'b',
      number: '1',
      version: 1,
      table: '',
      customer: null,
      note: '',
      terms: {
        currency,
        taxMode,
        serviceBasisPoints: 1_000,
        deliveryMinor: 1_500,
        chargesTaxClassId: 't-1600',
        chargesRateBasisPoints: 1_600,
        cashStepMinor: 10,
      },
      lines: lines.map((line, index) => ({ ...line, id: `l-${index}` })),
      discount: { kind: 'percent', basisPoints: percentOff },
      rounds: [],
      parts: [],
      checks: [],
      openedAtMs: atMs,
      openedBy: by,
      closedAtMs: atMs,
      mergedInto: null,
    };
    const { totalMinor } = sumsOf(bill);
    const cashMinor = Math.floor((totalMinor * cashShare) / 100);
    const payment = (method: 'cash' | 'card', amountMinor: number): BillPayment => ({
      id: method,
      part: null,
      method,
      amountMinor,
      roundingMinor: method === 'cash' ? 3 : 0,
      tenderedMinor: amountMinor,
      changeMinor: 0,
      reference: '',
      atMs,
      by,
    });
    const payments = [payment('card', totalMinor - cashMinor), payment('cash', cashMinor)];
    return { bill, money: { ...noMoney, payments } };
  });

const platformOrder = fc
  .record({
    platform: fc.constantFrom('talabat', 'careem'),
    // Now and then a platform says nothing, or something that fits nothing.
    totalMinor: fc.option(fc.integer({ min: -500, max: 90_000 })),
    lines: fc.array(
      fc.record({ item: fc.nat(4), totalMinor: fc.option(price), quantity: fc.constant(2) }),
      { maxLength: 4 },
    ),
    chargeMinor: fc.nat(2_000),
    discountMinor: fc.nat(2_000),
    taxMinor: fc.option(fc.nat(900)),
    status: fc.constantFrom(...orderStatuses),
    isTest: fc.constantFrom(false, false, false, true),
    atMs: moment,
  })
  .map(({ lines, chargeMinor, discountMinor, status, atMs, ...rest }): PlatformOrder => {
    const order = buildOrder('o', {
      ...rest,
      lines: lines.map(({ item, ...line }) =>
        buildLine({
          ...line,
          unitPriceMinor: null,
          itemId: item === 0 ? null : `p-${item}`,
          name: { default: `Dish ${item}` },
        }),
      ),
      charges: [{ kind: 'delivery', name: '', amountMinor: chargeMinor }],
      discounts: [{ name: '', amountMinor: discountMinor, sponsors: [] }],
    });
    return { order, status, atMs };
  });

test('every table of a report adds up to what was sold, to the last fils, on both sides', () => {
  const days = createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  const bills = fc.array(ended, { maxLength: 12 });
  fc.assert(
    fc.property(bills, fc.array(platformOrder, { maxLength: 12 }), (closed, orders) => {
      const sumUp = new SumUp({ currency: 'JOD', days });
      for (const bill of closed) sumUp.addBill(bill);
      for (const order of orders) sumUp.addOrder(order);
      const result = sumUp.result(4);

      const sold = closed.filter(
        ({ bill }) => bill.state === 'closed' && bill.terms.currency === 'JOD',
      );
      expect(result.counter.totalMinor).toBe(
        sumOf(sold.map(({ bill }) => sumsOf(bill).totalMinor)),
      );
      expect(result.counter.taxMinor).toBe(sumOf(sold.map(({ bill }) => sumsOf(bill).taxMinor)));
      for (const side of ['counter', 'platforms'] as const) {
        for (const table of tableNames) {
          const rows = result.tables[table].map((row) => row[side]);
          expect([table, sumOf(rows.map((row) => row.totalMinor))]).toEqual([
            table,
            result[side].totalMinor,
          ]);
        }
        for (const table of ['days', 'hours', 'channels', 'staff'] as const) {
          const counts = result.tables[table].map((row) => row[side].count);
          expect([table, sumOf(counts)]).toEqual([table, result[side].orders]);
        }
        const taxes = result.tables.taxes.map((row) => row[side]);
        expect(sumOf(taxes.map((row) => row.taxMinor))).toBe(result[side].taxMinor);
      }
      demandExactCsv({ ...result, currency: 'JOD', fromMs: 0, toMs: 0, days: null, today: '' });
    }),
    { numRuns: 100 },
  );
});

/** How guests share a bill: not at all, by amounts, or each piece by piece to somebody. */
const sharing = fc.record({
  way: fc.constantFrom('whole' as const, 'amounts' as const, 'lines' as const),
  guests: fc.integer({ min: 2, max: 4 }),
  picks: fc.array(fc.nat(99), { minLength: 8, maxLength: 8 }),
});
type Sharing = typeof sharing extends fc.Arbitrary<infer How> ? How : never;
const inShift = fc.array(fc.constantFrom('one' as const, 'two' as const), {
  minLength: 4,
  maxLength: 4,
});

function shared({ bill, money }: EndedBill, how: Sharing): EndedBill {
  const { way, guests, picks } = how;
  const sums = sumsOf(bill);
  if (way === 'whole' || sums.totalMinor < guests) return { bill, money };
  const owners = Array.from({ length: guests }, (_, guest) =>
    sums.lines.flatMap(({ id, quantity }, at) => {
      const mine = Math.min(quantity, (picks[at] ?? 0) % (quantity + 1));
      const share = guest === 0 ? mine : guest === 1 ? quantity - mine : 0;
      return share === 0 ? [] : [{ lineId: id, quantity: share }];
    }),
  ).filter((lines) => lines.length > 0);
  const parts =
    way === 'lines' && owners.length > 1
      ? splitByLines(sums, owners).map((portion, at) => ({ ...portion, lines: owners[at] ?? [] }))
      : splitEqually(sums, guests).map((portion) => ({ ...portion, lines: [] }));
  const [first] = money.payments;
  const payments = parts.flatMap(({ totalMinor }, part) =>
    first ? [{ ...first, part, amountMinor: totalMinor }] : [],
  );
  return { bill: { ...bill, parts }, money: { ...money, payments } };
}

/** Of each guest of a shared bill; null for a bill that is paid as one. */
function partsOf({ parts }: StoredBill): (number | null)[] {
  return parts.length === 0 ? [null] : parts.keys().toArray();
}

test('a shift sold in its report what its Z says, and shifts together what their bills come to', () => {
  const place = {
    currency: 'JOD',
    days: createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 240 }),
  };
  const closed = ended.filter(
    ({ bill }) =>
      bill.state === 'closed' && bill.terms.currency === 'JOD' && sumsOf(bill).totalMinor > 0,
  );
  const soldBill = fc.tuple(closed, sharing, inShift).map(([bill, how, shifts]) => ({
    ended: shared(bill, how),
    shifts,
  }));
  fc.assert(
    fc.property(fc.array(soldBill, { maxLength: 6 }), (bills) => {
      const whole = new SumUp(place);
      const together = new SumUp(place);
      for (const one of bills) whole.addBill(one.ended);
      for (const shift of ['one', 'two'] as const) {
        const sumUp = new SumUp(place);
        const facts: ShiftFact[] = [];
        for (const {
          ended: { bill, money },
          shifts,
        } of bills) {
          for (const [at, part] of partsOf(bill).entries()) {
            const entry = saleEntry(bill, part);
            if (shifts[at] !== shift || entry.totalMinor === 0) continue;
            const atMs = bill.closedAtMs ?? 0;
            facts.push({ entry, by: people[0], atMs });
            sumUp.addReceipt({ bill, money, receipt: { part, atMs } });
          }
        }
        const z = sumShift(0, facts);
        const { counter, tables } = sumUp.result(4);
        expect(counter).toMatchObject({
          orders: z.sales.count,
          totalMinor: z.sales.netMinor,
          discountsMinor: z.sales.discountsMinor,
          taxMinor: z.taxMinor,
        });
        const byKind = (kind: string) => tables.channels.find((row) => row.kind === kind)?.counter;
        for (const { kind, ...tally } of z.byKind) expect(byKind(kind)).toEqual(tally);
        for (const table of tableNames) {
          const rows = tables[table].map((row) => row.counter.totalMinor);
          expect([table, sumOf(rows)]).toEqual([table, counter.totalMinor]);
        }
        together.addSums(sumUp.sums());
      }
      // Who pays nothing gets no receipt, and no shift counts that guest's dishes.
      const isCounted = bills.every(({ ended: { bill } }) =>
        partsOf(bill).every((part) => saleEntry(bill, part).totalMinor !== 0),
      );
      const dishes = (sumUp: SumUp) =>
        new Map(
          sumUp
            .result(4)
            .tables.items.filter(({ counter }) => counter.totalMinor !== 0)
            .map(({ kind, id, counter }) => [
              `${kind} ${id}`,
              isCounted ? counter : counter.totalMinor,
            ]),
        );
      expect(dishes(together)).toEqual(dishes(whole));
    }),
    { numRuns: 100 },
  );
});

test('days that were added up before come to what all their sales come to', () => {
  const days = createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  const place = { currency: 'JOD', days };
  const oneDay = fc.tuple(
    fc.array(ended, { maxLength: 4 }),
    fc.array(platformOrder, { maxLength: 4 }),
    fc.array(fc.record({ count: fc.constant(1), totalMinor: price, taxMinor: fc.nat(900) })),
  );
  fc.assert(
    fc.property(fc.array(oneDay, { maxLength: 5 }), (all) => {
      const whole = new SumUp(place);
      const together = new SumUp(place);
      for (const [bills, orders, refunds] of all) {
        const part = new SumUp(place);
        for (const sumUp of [whole, part]) {
          for (const bill of bills) sumUp.addBill(bill);
          for (const order of orders) sumUp.addOrder(order);
          for (const refund of refunds) sumUp.addRefund(refund);
        }
        together.addSums(JSON.parse(JSON.stringify(part.sums())) as Sums);
      }
      expect(together.result(4)).toEqual(whole.result(4));
    }),
    { numRuns: 50 },
  );
});

/** What the file says, added up again as decimals, is what its last row says. */
function demandExactCsv(report: Report): void {
  for (const table of tableNames) {
    const lines = reportCsv(report, table, 'en').trimEnd().split('\r\n').slice(1);
    const totals = lines.map((line) => {
      const amount = parseDecimal(line.split(',').at(-1) ?? '', 'JOD');
      expect(amount?.exact).toBe(true);
      return amount?.minor ?? Number.NaN;
    });
    expect(totals.pop()).toBe(sumOf(totals));
  }
}

test('the hours begin with the one in which the business day begins', () => {
  const days = createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  const sumUp = new SumUp({ currency: 'JOD', days });
  const order = buildOrder('o');
  sumUp.addOrder({ order, status: 'delivered', atMs: noonMs - (noonMs % hourMs) });
  const { hours } = sumUp.result(4).tables;
  expect(hours.map(({ hour }) => hour)).toEqual([
    ...Array.from({ length: 20 }, (_, index) => index + 4),
    0,
    1,
    2,
    3,
  ]);
  expect(hours.filter(({ platforms }) => platforms.count > 0)).toMatchObject([{ hour: 15 }]);
});

test('a dish that a platform knows under another id is the same dish', () => {
  const days = createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  const sumUp = new SumUp({ currency: 'JOD', days });
  const sold = [
    { itemId: 'p-1', name: { default: 'منسف', en: 'Mansaf' } },
    { itemId: 'tlb-9', name: { default: 'MANSAF ' } },
    { itemId: 'p-1', name: { default: 'Mansaf, large' } },
    { itemId: null, name: { default: 'Mansaf, large' } },
  ];
  for (const line of sold) {
    const order = buildOrder('o', { lines: [buildLine({ ...line, quantity: 1 })] });
    sumUp.addOrder({ order, status: 'delivered', atMs: noonMs });
  }
  expect(sumUp.result(0).tables.items).toMatchObject([
    { id: 'p-1', name: { en: 'Mansaf' }, platforms: { count: 4 } },
  ]);
});
