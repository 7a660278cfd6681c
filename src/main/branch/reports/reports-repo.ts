import { counterPlatform, type Refund } from '../../../shared/contract/bill.ts';
import type { Currency } from '../../../shared/contract/money.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Db } from '../database/index.ts';
import { moneyByBill, type StoredBill } from '../selling/index.ts';
import type { EndedBill, PlatformOrder, Refunded } from './sum-up.ts';

/** What is reported: a stretch of time, or the money of one shift and what platforms sold meanwhile. */
export interface Stretch {
  readonly fromMs: number;
  /** Not included. */
  readonly toMs: number;
  readonly shiftId: string | null;
}

/** Read and added up in a few milliseconds: no order and no tap waits for a report. */
const rowsAtOnce = 100;

/** Bills that ended, a few at a time. */
export function* readBills(db: Db, stretch: Stretch): Generator<EndedBill[]> {
  const ids = listBillIds(db, stretch);
  const read = db.prepare<[string], string>(
    'SELECT body FROM bills WHERE id IN (SELECT value FROM json_each(?)) ORDER BY ended_at_ms, id',
  );
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const some = ids.slice(from, from + rowsAtOnce);
    const bodies = read.pluck().all(JSON.stringify(some));
    const money = moneyByBill(db, some);
    yield bodies.flatMap((body) => {
      const bill = JSON.parse(body) as StoredBill;
      const mine = money.get(bill.id);
      return mine ? [{ bill, money: mine }] : [];
    });
  }
}

function listBillIds(db: Db, stretch: Stretch): string[] {
  const ids =
    stretch.shiftId === null
      ? `SELECT id FROM bills WHERE is_live = 0 AND ended_at_ms >= @fromMs AND ended_at_ms < @toMs`
      : // The last payment is the one that paid the bill. From its money to the bill, and not the other way round, or
        // SQLite reads every bill there ever was.
        `SELECT bills.id
          FROM (SELECT DISTINCT bill_id FROM bill_money WHERE shift_id = @shiftId) AS paid
          CROSS JOIN bills ON bills.id = paid.bill_id
          WHERE is_live = 0 AND
            (SELECT shift_id FROM bill_money WHERE bill_id = bills.id AND kind = 'payment'
              ORDER BY place DESC LIMIT 1) = @shiftId`;
  return db
    .prepare<[object], string>(`${ids} ORDER BY ended_at_ms, id`)
    .pluck()
    .all({ ...stretch });
}

/** Orders of platforms by when they came, a few at a time. */
export function* readOrders(db: Db, { fromMs, toMs }: Stretch): Generator<PlatformOrder[]> {
  const read = db.prepare<[object], Omit<PlatformOrder, 'order'> & { body: string }>(
    `SELECT body, status, place AS atMs FROM orders
      WHERE place > @after AND place < @toMs AND channel <> @counter
      ORDER BY place LIMIT ${rowsAtOnce}`,
  );
  let after: number | undefined = fromMs - 1;
  while (after !== undefined) {
    const rows = read.all({ after, toMs, counter: counterPlatform });
    yield rows.map(({ body, ...row }) => ({ ...row, order: JSON.parse(body) as Order }));
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1)?.atMs;
  }
}

/** What was given back at the counter for bills in this currency. */
export function listRefunds(db: Db, stretch: Stretch, currency: Currency): Refunded[] {
  const of =
    stretch.shiftId === null
      ? 'money.at_ms >= @fromMs AND money.at_ms < @toMs'
      : 'money.shift_id = @shiftId';
  return db
    .prepare<[object], string>(
      `SELECT money.body FROM bill_money AS money JOIN bills ON bills.id = money.bill_id
        WHERE money.kind = 'refund' AND ${of}
          AND json_extract(bills.body, '$.terms.currency') = @currency`,
    )
    .pluck()
    .all({ ...stretch, currency })
    .map((body) => {
      const { totalMinor, taxMinor } = JSON.parse(body) as Refund;
      return { count: 1, totalMinor, taxMinor };
    });
}

/** From when to when a shift was; undefined for one that is not known. */
export function findShift(
  db: Db,
  id: string,
): { readonly openedAtMs: number; readonly closedAtMs: number | null } | undefined {
  return db
    .prepare<[string], { openedAtMs: number; closedAtMs: number | null }>(
      'SELECT opened_at_ms AS openedAtMs, closed_at_ms AS closedAtMs FROM shifts WHERE id = ?',
    )
    .get(id);
}
