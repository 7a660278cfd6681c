import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type {
  PrintJobKind,
  PrintJobState,
  PrintJobView,
  PrintTrouble,
} from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';
import type { StoredFacts } from './stored-facts.ts';

/** One print job as it is stored. */
export interface PrintJob {
  readonly id: string;
  readonly kind: PrintJobKind;
  readonly orderId: string | null;
  readonly stationId: string | null;
  /** Null until it is sent, unless it was given to one printer. */
  readonly printerId: string | null;
  /** The printer that should have printed it. */
  readonly movedFrom: string | null;
  /** Places in the order's lines; null for all of them. */
  readonly lines: readonly number[] | null;
  /** What the paper says that is not an order's. */
  readonly facts: StoredFacts | null;
  readonly state: PrintJobState;
  /** 1 for the first print, then 2, 3 … */
  readonly copy: number;
  /** How often it was sent. */
  readonly attempt: number;
  /** How many of those attempts ended in doubt. */
  readonly doubts: number;
  readonly problem: string;
  /** Why a person wanted it. */
  readonly reason: string;
  /** 0 for at once: what need not wait for a time must not wait for a clock that was set back. */
  readonly dueAtMs: number;
  /** Null for never. */
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  readonly printedAtMs: number | null;
  readonly proof: PrintJobView['proof'];
}

type Row = Omit<PrintJob, 'lines' | 'facts'> & { lines: string | null; facts: string | null };

const columns = `id, kind, order_id AS orderId, station_id AS stationId, printer_id AS printerId,
  moved_from AS movedFrom, lines, facts, state, copy, attempt, doubts, problem, reason,
  due_at_ms AS dueAtMs, expires_at_ms AS expiresAtMs, created_at_ms AS createdAtMs,
  printed_at_ms AS printedAtMs, proof`;

function toPrintJob({ lines, facts, ...row }: Row): PrintJob {
  return {
    ...row,
    lines: lines === null ? null : (JSON.parse(lines) as number[]),
    facts: facts === null ? null : (JSON.parse(facts) as StoredFacts),
  };
}

export type NewPrintJob = Omit<PrintJob, 'attempt' | 'movedFrom' | 'printedAtMs' | 'proof'> & {
  readonly priority: number;
};

/** @returns false when the order already has its first paper of this kind at this station */
export function insertPrintJob(tx: Tx, job: NewPrintJob): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO print_jobs (id, kind, order_id, station_id, printer_id, lines, facts, priority, state, copy,
                               doubts, problem, reason, due_at_ms, expires_at_ms, created_at_ms)
       VALUES (@id, @kind, @orderId, @stationId, @printerId, @lines, @facts, @priority, @state, @copy,
               @doubts, @problem, @reason, @dueAtMs, @expiresAtMs, @createdAtMs)
       ON CONFLICT (order_id, kind, coalesce(station_id, ''),
                    CASE kind WHEN 'void' THEN coalesce(lines, '') ELSE '' END)
         WHERE copy = 1 AND order_id IS NOT NULL DO NOTHING`,
    )
    .run({
      ...job,
      lines: job.lines && JSON.stringify(job.lines),
      facts: job.facts && JSON.stringify(job.facts),
    });
  return changes === 1;
}

export function findPrintJob(db: Db, id: string): PrintJob | undefined {
  const row = db.prepare<[string], Row>(`SELECT ${columns} FROM print_jobs WHERE id = ?`).get(id);
  return row && toPrintJob(row);
}

export function listPrintJobsOfOrders(db: Db, orderIds: readonly string[]): PrintJob[] {
  return db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM print_jobs
        WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, place`,
    )
    .all(JSON.stringify(orderIds))
    .map(toPrintJob);
}

/** How often the same facts were printed that are no order's. */
export function countPrintJobsOfFacts(
  db: Db,
  { kind, facts }: Pick<PrintJob, 'kind' | 'facts'>,
): number {
  const row = db
    .prepare<[string, string], { count: number }>(
      'SELECT count(*) AS count FROM print_jobs WHERE kind = ? AND facts = ?',
    )
    .get(kind, JSON.stringify(facts));
  return row?.count ?? 0;
}

/** Number and status of the order of each job, by order id. */
export function listOrderHeads(
  db: Db,
  jobs: readonly PrintJob[],
): Map<string, { displayNumber: string; status: OrderStatus }> {
  const rows = db
    .prepare<[string], { id: string; displayNumber: string; status: OrderStatus }>(
      `SELECT id, status, body ->> 'displayNumber' AS displayNumber FROM orders
        WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(jobs.flatMap(({ orderId }) => orderId ?? [])));
  return new Map(rows.map(({ id, ...head }) => [id, head]));
}

/** Expired paper of an order that has ended needs nobody any more, nor does a drawer that stayed shut. */
const isTroubled = `(state IN ('unknown', 'failed') OR (state = 'expired' AND EXISTS
  (SELECT 1 FROM orders WHERE orders.id = print_jobs.order_id AND orders.is_open = 1)))`;

/** What the queue screen shows: everything unfinished, then the latest that ended. */
export function listRecentPrintJobs(db: Db): PrintJob[] {
  const unfinished = `(is_waiting = 1 OR state = 'sending' OR ${isTroubled})`;
  return db
    .prepare<[], Row>(
      `SELECT * FROM (SELECT ${columns} FROM print_jobs WHERE ${unfinished}
                       ORDER BY place DESC LIMIT 200)
       UNION ALL
       SELECT * FROM (SELECT ${columns} FROM print_jobs WHERE NOT ${unfinished}
                       ORDER BY place DESC LIMIT 50)`,
    )
    .all()
    .map(toPrintJob);
}

/** Papers that a person should look after, by what is wrong; test prints are nobody's food. */
export function countPrintTrouble(db: Db): PrintTrouble {
  const rows = db
    .prepare<[], { state: keyof PrintTrouble; count: number }>(
      `SELECT state, count(*) AS count FROM print_jobs
        WHERE state IN ('unknown', 'failed', 'expired') AND ${isTroubled} AND kind <> 'test'
        GROUP BY state`,
    )
    .all();
  const counts = { unknown: 0, failed: 0, expired: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

export type WaitingJob = Pick<PrintJob, 'id' | 'kind' | 'stationId' | 'printerId' | 'movedFrom'>;

const waitingColumns = `id, kind, station_id AS stationId, printer_id AS printerId,
  moved_from AS movedFrom`;

/** Everything that waits, in the order in which it prints; what is not due yet too when no time is given. */
export function listWaitingJobs(db: Db, nowMs: number = Number.MAX_SAFE_INTEGER): WaitingJob[] {
  return db
    .prepare<[number], WaitingJob>(
      `SELECT ${waitingColumns} FROM print_jobs
        WHERE is_waiting = 1 AND due_at_ms <= ? ORDER BY priority, place`,
    )
    .all(nowMs);
}

/** The first in line that is due and for which `isWanted`. */
export function findNextPrintJob(
  db: Db,
  nowMs: number,
  isWanted: (job: WaitingJob) => boolean,
): PrintJob | undefined {
  const rows = db
    .prepare<[number], WaitingJob>(
      `SELECT ${waitingColumns} FROM print_jobs
        WHERE is_waiting = 1 AND due_at_ms <= ? ORDER BY priority, place`,
    )
    .iterate(nowMs);
  // Not `find` of a list: behind the first one hundreds may wait for printers that are off.
  let wanted: WaitingJob | undefined;
  for (const row of rows) {
    if (isWanted(row)) {
      wanted = row;
      break;
    }
  }
  return wanted && findPrintJob(db, wanted.id);
}

/** When the next waiting job falls due or expires. */
export function findNextMoment(db: Db, nowMs: number): number | undefined {
  const row = db
    .prepare<[{ nowMs: number }], { atMs: number | null }>(
      `SELECT min(at_ms) AS atMs FROM
        (SELECT min(due_at_ms) AS at_ms FROM print_jobs WHERE is_waiting = 1 AND due_at_ms > @nowMs
         UNION ALL
         SELECT min(expires_at_ms) FROM print_jobs WHERE is_waiting = 1 AND expires_at_ms > @nowMs)`,
    )
    .get({ nowMs });
  return row?.atMs ?? undefined;
}

export function listSendingPrintJobs(db: Db): PrintJob[] {
  return db
    .prepare<[], Row>(`SELECT ${columns} FROM print_jobs WHERE state = 'sending' ORDER BY place`)
    .all()
    .map(toPrintJob);
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

/** Nothing was sent: it is again where it was before. */
export function markUnsent(tx: Tx, { id, printerId }: PrintJob, problem: string): void {
  tx.prepare(
    `UPDATE print_jobs SET state = 'queued', printer_id = ?, problem = ? WHERE id = ?`,
  ).run(printerId, problem, id);
}

export function markDoubtful(tx: Tx, id: string, state: PrintJobState, problem: string): void {
  tx.prepare('UPDATE print_jobs SET doubts = doubts + 1, state = ?, problem = ? WHERE id = ?').run(
    state,
    problem,
    id,
  );
}

export function doubtWaitingPrintJobs(tx: Tx): void {
  tx.exec(
    `UPDATE print_jobs SET doubts = doubts + 1 WHERE is_waiting = 1 AND kind NOT IN ('test', 'drawer')`,
  );
}

export function setPrintJobState(tx: Tx, id: string, state: PrintJobState, problem: string): void {
  tx.prepare('UPDATE print_jobs SET state = ?, problem = ? WHERE id = ?').run(state, problem, id);
}

/** Puts a job that had ended back into the line. */
export function requeue(tx: Tx, id: string, expiresAtMs: number | null): void {
  tx.prepare(
    `UPDATE print_jobs SET state = 'queued', problem = '', expires_at_ms = ? WHERE id = ?`,
  ).run(expiresAtMs, id);
}

/** Gives a job to a printer; `movedFrom` is null when that is where it belongs. */
export function setPrinter(
  tx: Tx,
  id: string,
  { printerId, movedFrom }: { printerId: string; movedFrom: string | null },
): void {
  tx.prepare('UPDATE print_jobs SET printer_id = ?, moved_from = ? WHERE id = ?').run(
    printerId,
    movedFrom,
    id,
  );
  tx.prepare(
    `UPDATE print_jobs SET state = 'queued', problem = '' WHERE id = ? AND state = 'blocked'`,
  ).run(id);
}

export function setDue(
  tx: Tx,
  id: string,
  { dueAtMs, expiresAtMs }: { dueAtMs: number; expiresAtMs: number | null },
): void {
  tx.prepare('UPDATE print_jobs SET due_at_ms = ?, expires_at_ms = ? WHERE id = ?').run(
    dueAtMs,
    expiresAtMs,
    id,
  );
}

/** What has waited too long stands still until a person decides. The problem it had says why it waited. */
export function expireWaiting(tx: Tx, nowMs: number): number {
  return tx
    .prepare(`UPDATE print_jobs SET state = 'expired' WHERE is_waiting = 1 AND expires_at_ms <= ?`)
    .run(nowMs).changes;
}

/** Due papers wait openly while there is no printer; with one they go on. */
export function holdForPrinter(tx: Tx, hasPrinter: boolean, nowMs: number): number {
  const statement = hasPrinter
    ? `UPDATE print_jobs SET state = 'queued', problem = ''
        WHERE is_waiting = 1 AND problem = 'no_printer' AND due_at_ms <= ?`
    : `UPDATE print_jobs SET state = 'held', problem = 'no_printer'
        WHERE is_waiting = 1 AND printer_id IS NULL AND problem <> 'no_printer' AND due_at_ms <= ?`;
  return tx.prepare(statement).run(nowMs).changes;
}

/** What waits for a printer that was taken away finds another; what was for that printer alone has lost its point. */
export function releaseFromRemoved(tx: Tx): void {
  const waiting = `is_waiting = 1 AND printer_id IN
    (SELECT id FROM printers WHERE removed_at_ms IS NOT NULL)`;
  tx.exec(`
    UPDATE print_jobs SET state = 'cancelled', problem = ''
     WHERE ${waiting} AND kind IN ('test', 'drawer');
    UPDATE print_jobs SET printer_id = NULL, moved_from = NULL,
           state = iif(problem = 'scheduled', state, 'queued'),
           problem = iif(problem = 'scheduled', problem, '')
     WHERE ${waiting};
  `);
}
