import type { PrintJobView } from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';

export type PrintJobKind = PrintJobView['kind'];
export type PrintJobState = PrintJobView['state'];

/** One print job as it is stored. */
export interface PrintJob {
  readonly id: string;
  readonly kind: PrintJobKind;
  readonly orderId: string | null;
  /** Null until it is sent, unless it is meant for one printer from the start. */
  readonly printerId: string | null;
  readonly state: PrintJobState;
  /** 1 for the first print, then 2, 3 … */
  readonly copy: number;
  /** How often it was sent. */
  readonly attempt: number;
  /** How many of those attempts ended in doubt. */
  readonly doubts: number;
  readonly problem: string;
  /** Why a person wanted a copy. */
  readonly reason: string;
  /** 0 for at once: what need not wait for a time must not wait for a clock that was set back. */
  readonly dueAtMs: number;
  readonly createdAtMs: number;
  readonly printedAtMs: number | null;
  readonly proof: PrintJobView['proof'];
}

const columns = `id, kind, order_id AS orderId, printer_id AS printerId, state, copy, attempt, doubts,
  problem, reason, due_at_ms AS dueAtMs, created_at_ms AS createdAtMs, printed_at_ms AS printedAtMs, proof`;

export type NewPrintJob = Pick<
  PrintJob,
  | 'id'
  | 'kind'
  | 'orderId'
  | 'printerId'
  | 'state'
  | 'copy'
  | 'doubts'
  | 'problem'
  | 'reason'
  | 'dueAtMs'
  | 'createdAtMs'
>;

/** @returns false when the order already has its first job of this kind */
export function insertPrintJob(tx: Tx, job: NewPrintJob): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO print_jobs (id, kind, order_id, printer_id, state, copy, doubts, problem, reason, due_at_ms, created_at_ms)
       VALUES (@id, @kind, @orderId, @printerId, @state, @copy, @doubts, @problem, @reason, @dueAtMs, @createdAtMs)
       ON CONFLICT (order_id, kind) WHERE copy = 1 AND kind <> 'test' DO NOTHING`,
    )
    .run(job);
  return changes === 1;
}

export function findPrintJob(db: Db, id: string): PrintJob | undefined {
  return db.prepare<[string], PrintJob>(`SELECT ${columns} FROM print_jobs WHERE id = ?`).get(id);
}

export function listPrintJobsOfOrders(db: Db, orderIds: readonly string[]): PrintJob[] {
  return db
    .prepare<[string], PrintJob>(
      `SELECT ${columns} FROM print_jobs
        WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, place`,
    )
    .all(JSON.stringify(orderIds));
}

/** What a person calls the order of each job, by order id. */
export function listDisplayNumbers(db: Db, jobs: readonly PrintJob[]): Map<string, string> {
  const rows = db
    .prepare<[string], { id: string; displayNumber: string }>(
      `SELECT id, body ->> 'displayNumber' AS displayNumber FROM orders
        WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(jobs.flatMap(({ orderId }) => orderId ?? [])));
  return new Map(rows.map(({ id, displayNumber }) => [id, displayNumber]));
}

/** What the queue screen shows: everything unfinished, then the latest finished ones. */
export function listRecentPrintJobs(db: Db): PrintJob[] {
  return db
    .prepare<[], PrintJob>(
      `SELECT * FROM (SELECT ${columns} FROM print_jobs WHERE state NOT IN ('printed', 'cancelled')
                       ORDER BY place DESC LIMIT 200)
       UNION ALL
       SELECT * FROM (SELECT ${columns} FROM print_jobs WHERE state IN ('printed', 'cancelled')
                       ORDER BY place DESC LIMIT 50)`,
    )
    .all();
}

/**
 * The job for the printer that was queued first, of those that are due; jobs without a printer go to the
 * kitchen's.
 */
export function findNextPrintJob(
  db: Db,
  target: { printerId: string; isKitchen: boolean },
  nowMs: number,
): PrintJob | undefined {
  return db
    .prepare<[number, string, number], PrintJob>(
      `SELECT ${columns} FROM print_jobs
        WHERE is_waiting = 1 AND due_at_ms <= ? AND (printer_id = ? OR (printer_id IS NULL AND ?))
        ORDER BY place LIMIT 1`,
    )
    .get(nowMs, target.printerId, target.isKitchen ? 1 : 0);
}

/** When the next job that is not due yet falls due. */
export function findNextDue(db: Db, nowMs: number): number | undefined {
  return db
    .prepare<[number], { dueAtMs: number }>(
      `SELECT due_at_ms AS dueAtMs FROM print_jobs
        WHERE is_waiting = 1 AND due_at_ms > ? ORDER BY due_at_ms LIMIT 1`,
    )
    .get(nowMs)?.dueAtMs;
}

export function listSendingPrintJobs(db: Db): PrintJob[] {
  return db
    .prepare<[], PrintJob>(
      `SELECT ${columns} FROM print_jobs WHERE state = 'sending' ORDER BY place`,
    )
    .all();
}

/** The mark that makes a crash visible: durable before the first byte leaves. */
export function markSending(tx: Tx, id: string, printerId: string): void {
  tx.prepare(
    `UPDATE print_jobs SET state = 'sending', attempt = attempt + 1, printer_id = ?, problem = ''
      WHERE id = ?`,
  ).run(printerId, id);
}

export function markPrinted(
  tx: Tx,
  id: string,
  { atMs, proof }: { atMs: number; proof: PrintJobView['proof'] },
): void {
  tx.prepare(
    `UPDATE print_jobs SET state = 'printed', problem = '', printed_at_ms = ?, proof = ? WHERE id = ?`,
  ).run(atMs, proof, id);
}

export function markDoubtful(tx: Tx, id: string, state: PrintJobState, problem: string): void {
  tx.prepare('UPDATE print_jobs SET doubts = doubts + 1, state = ?, problem = ? WHERE id = ?').run(
    state,
    problem,
    id,
  );
}

export function doubtWaitingPrintJobs(tx: Tx): void {
  tx.exec(`UPDATE print_jobs SET doubts = doubts + 1 WHERE is_waiting = 1 AND kind <> 'test'`);
}

export function setPrintJobState(tx: Tx, id: string, state: PrintJobState, problem: string): void {
  tx.prepare('UPDATE print_jobs SET state = ?, problem = ? WHERE id = ?').run(state, problem, id);
}

export function setDue(tx: Tx, id: string, dueAtMs: number): void {
  tx.prepare('UPDATE print_jobs SET due_at_ms = ? WHERE id = ?').run(dueAtMs, id);
}

/** Due kitchen tickets wait openly while there is no printer; with one they go on. */
export function holdForPrinter(tx: Tx, hasPrinter: boolean, nowMs: number): number {
  const statement = hasPrinter
    ? `UPDATE print_jobs SET state = 'queued', problem = ''
        WHERE is_waiting = 1 AND problem = 'no_printer' AND due_at_ms <= ?`
    : `UPDATE print_jobs SET state = 'held', problem = 'no_printer'
        WHERE is_waiting = 1 AND printer_id IS NULL AND problem <> 'no_printer' AND due_at_ms <= ?`;
  return tx.prepare(statement).run(nowMs).changes;
}

/** What waits for a printer that was taken away finds another; its test prints have lost their point. */
export function releaseFromRemoved(tx: Tx): void {
  const waiting = `is_waiting = 1 AND printer_id IN
    (SELECT id FROM printers WHERE removed_at_ms IS NOT NULL)`;
  tx.exec(`
    UPDATE print_jobs SET state = 'cancelled', problem = '' WHERE ${waiting} AND kind = 'test';
    UPDATE print_jobs SET printer_id = NULL, state = 'queued', problem = '' WHERE ${waiting};
  `);
}

/** Waiting jobs by printer; those without one are counted under `''`. */
export function countWaitingByPrinter(db: Db): Map<string, number> {
  const rows = db
    .prepare<[], { printerId: string; count: number }>(
      `SELECT coalesce(printer_id, '') AS printerId, count(*) AS count FROM print_jobs
        WHERE is_waiting = 1 GROUP BY 1`,
    )
    .all();
  return new Map(rows.map((row) => [row.printerId, row.count]));
}
