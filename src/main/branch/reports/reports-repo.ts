import { counterPlatform, type Receipt, type Refund } from '../../../shared/contract/bill.ts';
import type { Currency } from '../../../shared/contract/money.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Db } from '../database/index.ts';
import { moneyByBill, type StoredBill } from '../selling/index.ts';
import type { EndedBill, GivenReceipt, PlatformOrder, Refunded } from './sum-up.ts';

/** What is reported: a stretch of time, or what one shift sold and platforms meanwhile. */
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
  return db
    .prepare<[object], string>(
      `SELECT id FROM bills WHERE is_live = 0 AND ended_at_ms >= @fromMs AND ended_at_ms < @toMs
        ORDER BY ended_at_ms, id`,
    )
    .pluck()
    .all({ ...stretch });
}

/** What was sold in a shift: the receipts that were given in it, a few at a time. */
export function* readReceipts(db: Db, shiftId: string): Generator<GivenReceipt[]> {
  const read = db.prepare<[object], { serial: number; receipt: string; bill: string }>(
    `SELECT serial, receipts.body AS receipt, bills.body AS bill
       FROM receipts JOIN bills ON bills.id = bill_id
      WHERE shift_id = @shiftId AND serial > @after AND receipts.body ->> 'kind' = 'sale'
      ORDER BY serial LIMIT ${rowsAtOnce}`,
  );
  let after: number | undefined = 0;
  while (after !== undefined) {
    const rows = read.all({ shiftId, after });
    const given = rows.map(({ receipt, bill }) => ({
      receipt: JSON.parse(receipt) as Receipt,
      bill: JSON.parse(bill) as StoredBill,
    }));
    const money = moneyByBill(
      db,
      given.map(({ bill }) => bill.id),
    );
    yield given.flatMap(({ bill, receipt }) => {
      const mine = money.get(bill.id);
      return mine ? [{ bill, receipt, money: mine }] : [];
    });
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1)?.serial;
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
