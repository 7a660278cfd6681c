import {
  mostEndedBills,
  type Actor,
  type BillPayment,
  type Receipt,
  type Refund,
  type TakenBack,
} from '../../../shared/contract/bill.ts';
import { secondMs, type EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';
import type { BillMoney, StoredBill } from './stored-bill.ts';

export function findBill(db: Db, id: string): StoredBill | undefined {
  const row = db.prepare<[string], { body: string }>('SELECT body FROM bills WHERE id = ?').get(id);
  return row && (JSON.parse(row.body) as StoredBill);
}

/** The queries of the lanes; a test asks SQLite that each is answered from an index. */
export const billLanes = {
  open: 'SELECT body FROM bills WHERE is_live = 1 ORDER BY opened_at_ms',
  ended: `SELECT body FROM bills WHERE is_live = 0 ORDER BY ended_at_ms DESC LIMIT ${mostEndedBills}`,
} as const;

export function listBills(db: Db, lane: keyof typeof billLanes): StoredBill[] {
  const rows = db.prepare<[], { body: string }>(billLanes[lane]).all();
  return rows.map((row) => JSON.parse(row.body) as StoredBill);
}

/** Names of the tables that open and held bills stand for. */
export function busyTables(db: Db): string[] {
  const tables = listBills(db, 'open').map(({ kind, table }) => (kind === 'dine_in' ? table : ''));
  return tables.filter((table) => table !== '');
}

export function countLiveBills(db: Db): number {
  const row = db
    .prepare<[], { count: number }>('SELECT count(*) AS count FROM bills WHERE is_live = 1')
    .get();
  return row?.count ?? 0;
}

export function insertBill(tx: Tx, bill: StoredBill): void {
  tx.prepare(
    `INSERT INTO bills (id, version, state, opened_at_ms, ended_at_ms, body)
     VALUES (@id, @version, @state, @openedAtMs, @endedAtMs, @body)`,
  ).run(toRow(bill));
}

export function updateBill(tx: Tx, bill: StoredBill): void {
  tx.prepare(
    `UPDATE bills SET version = @version, state = @state, ended_at_ms = @endedAtMs, body = @body
      WHERE id = @id`,
  ).run(toRow(bill));
}

function toRow(bill: StoredBill) {
  const { id, version, state, openedAtMs, closedAtMs: endedAtMs } = bill;
  return { id, version, state, openedAtMs, endedAtMs, body: JSON.stringify(bill) };
}

interface MoneyRow {
  billId: string;
  kind: 'payment' | 'take_back' | 'refund';
  body: string;
}

/** What was paid, given back and receipted, by bill; nothing for a bill that has none. */
export function moneyByBill(db: Db, billIds: readonly string[]): Map<string, BillMoney> {
  const ids = JSON.stringify(billIds);
  const money = db
    .prepare<[string], MoneyRow>(
      `SELECT bill_id AS billId, kind, body FROM bill_money
        WHERE bill_id IN (SELECT value FROM json_each(?)) ORDER BY place`,
    )
    .all(ids);
  const receipts = db
    .prepare<[string], Pick<MoneyRow, 'billId' | 'body'>>(
      `SELECT bill_id AS billId, body FROM receipts
        WHERE bill_id IN (SELECT value FROM json_each(?)) ORDER BY serial`,
    )
    .all(ids);
  const byBill = new Map<string, BillMoney>();
  for (const id of billIds) {
    const mine = money.filter((row) => row.billId === id);
    const read = <T>(rows: readonly { body: string }[]) =>
      rows.map((row) => JSON.parse(row.body) as T);
    const ofKind = <T>(kind: MoneyRow['kind']) => read<T>(mine.filter((row) => row.kind === kind));
    const takenBack = ofKind<TakenBack>('take_back');
    const isGone = (paymentId: string) => takenBack.some(({ payment }) => payment.id === paymentId);
    byBill.set(id, {
      payments: ofKind<BillPayment>('payment').filter((payment) => !isGone(payment.id)),
      takenBack,
      refunds: ofKind<Refund>('refund'),
      receipts: read<Receipt>(receipts.filter((row) => row.billId === id)),
    });
  }
  return byBill;
}

/** Whose money it is, and in which shift it moved. */
interface MoneyOf {
  readonly billId: string;
  readonly shiftId: string;
}

export function insertPayment(tx: Tx, of: MoneyOf, payment: BillPayment): void {
  insertMoney(tx, {
    ...payment,
    ...of,
    kind: 'payment',
    movedMinor: payment.amountMinor + payment.roundingMinor,
    body: JSON.stringify(payment),
  });
}

export function insertTakenBack(tx: Tx, of: MoneyOf, taken: TakenBack): void {
  const { method, amountMinor, roundingMinor } = taken.payment;
  insertMoney(tx, {
    ...taken,
    ...of,
    kind: 'take_back',
    method,
    movedMinor: -(amountMinor + roundingMinor),
    body: JSON.stringify(taken),
  });
}

export function insertRefund(tx: Tx, of: MoneyOf, refund: Refund): void {
  insertMoney(tx, {
    ...refund,
    ...of,
    kind: 'refund',
    movedMinor: -(refund.totalMinor + refund.roundingMinor),
    body: JSON.stringify(refund),
  });
}

function insertMoney(
  tx: Tx,
  row: MoneyRow &
    MoneyOf &
    Pick<BillPayment, 'id' | 'method' | 'atMs' | 'by'> & { readonly movedMinor: number },
): void {
  tx.prepare(
    `INSERT INTO bill_money (id, bill_id, shift_id, kind, method, moved_minor, at_ms, staff_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.id,
    row.billId,
    row.shiftId,
    row.kind,
    row.method,
    row.movedMinor,
    row.atMs,
    row.by.staffId,
    row.body,
  );
}

/** The next number of a series: taken back when the transaction is, so that none is ever missing. */
export function nextCount(tx: Tx, name: 'bill' | 'receipt'): number {
  const row = tx
    .prepare<[string], { value: number }>(
      `INSERT INTO counters (name, value) VALUES (?, 1)
       ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
    )
    .get(name);
  if (!row) throw new Error(`no counter ${name}`);
  return row.value;
}

/**
 * From now on receipts are numbered in a series named after this moment: the file is an older copy, and numbers that it
 * does not know of stand on somebody's paper.
 */
export function beginReceiptSeries(tx: Tx, atMs: EpochMs): void {
  tx.prepare(
    `INSERT INTO counters (name, value) VALUES ('receipt_series', ?)
     ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
  ).run(Math.floor(atMs / secondMs));
}

/** What stands between the prefix and the number; empty in the first series, which is all that most branches ever have. */
export function receiptSeries(db: Db): string {
  const row = db
    .prepare<[], { value: number }>(`SELECT value FROM counters WHERE name = 'receipt_series'`)
    .get();
  return row ? `${row.value.toString(36).toUpperCase()}-` : '';
}

export function insertReceipt(tx: Tx, serial: number, of: MoneyOf, receipt: Receipt): void {
  tx.prepare(
    `INSERT INTO receipts (serial, number, bill_id, shift_id, at_ms, body)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(serial, receipt.number, of.billId, of.shiftId, receipt.atMs, JSON.stringify(receipt));
}

/** @returns how often the receipt was printed with this time */
export function countPrint(tx: Tx, number: string): number {
  const row = tx
    .prepare<[string], { prints: number }>(
      'UPDATE receipts SET prints = prints + 1 WHERE number = ? RETURNING prints',
    )
    .get(number);
  if (!row) throw new Error(`no receipt ${number}`);
  return row.prints;
}

/** Id of the bill that a receipt was given for. */
export function findBillOfReceipt(db: Db, number: string): string | undefined {
  return db
    .prepare<[string], { billId: string }>(
      'SELECT bill_id AS billId FROM receipts WHERE number = ?',
    )
    .get(number)?.billId;
}

export interface DoneCommand {
  readonly id: string;
  readonly billId: string;
  readonly action: string;
}

export function findCommand(db: Db, id: string): DoneCommand | undefined {
  return db
    .prepare<[string], DoneCommand>(
      'SELECT id, bill_id AS billId, action FROM bill_commands WHERE id = ?',
    )
    .get(id);
}

/** @param what what was asked for, for those who want to know who did what */
export function insertCommand(
  tx: Tx,
  command: DoneCommand,
  done: { readonly by: Actor; readonly atMs: EpochMs; readonly what: unknown },
): void {
  tx.prepare(
    `INSERT INTO bill_commands (id, bill_id, action, staff_id, staff_name, at_ms, body)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    command.id,
    command.billId,
    command.action,
    done.by.staffId,
    done.by.name,
    done.atMs,
    JSON.stringify(done.what),
  );
}
