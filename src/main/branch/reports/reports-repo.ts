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

interface BillRow {
  readonly body: string;
  readonly endedAtMs: number;
  readonly place: number;
}

/** Bills that ended, a few at a time. */
export function* readBills(db: Db, stretch: Stretch): Generator<EndedBill[]> {
  const of =
    stretch.shiftId === null
      ? 'is_live = 0 AND ended_at_ms >= @fromMs AND ended_at_ms < @toMs'
      : // The last payment is the one that paid the bill.
        `is_live = 0 AND id IN (SELECT bill_id FROM bill_money WHERE shift_id = @shiftId) AND
         (SELECT shift_id FROM bill_money WHERE bill_id = bills.id AND kind = 'payment'
           ORDER BY place DESC LIMIT 1) = @shiftId`;
  const read = db.prepare<[object], BillRow>(
    `SELECT body, ended_at_ms AS endedAtMs, rowid AS place FROM bills
      WHERE ${of} AND (ended_at_ms, rowid) > (@endedAtMs, @place)
      ORDER BY ended_at_ms, rowid LIMIT ${rowsAtOnce}`,
  );
  let last: Pick<BillRow, 'endedAtMs' | 'place'> | undefined = { endedAtMs: -1, place: -1 };
  while (last) {
    const { endedAtMs, place }: Pick<BillRow, 'endedAtMs' | 'place'> = last;
    const rows = read.all({ ...stretch, endedAtMs, place });
    const bills = rows.map(({ body }) => JSON.parse(body) as StoredBill);
    const money = moneyByBill(
      db,
      bills.map(({ id }) => id),
    );
    yield bills.flatMap((bill) => {
      const mine = money.get(bill.id);
      return mine ? [{ bill, money: mine }] : [];
    });
    last = rows.length < rowsAtOnce ? undefined : rows.at(-1);
  }
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
