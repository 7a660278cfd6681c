import type { Actor } from '../../../shared/contract/bill.ts';
import type { Shift, ZReport } from '../../../shared/contract/shift.ts';
import type { Db, Tx } from '../database/index.ts';
import type { ShiftEntry, ShiftFact } from './shift-entry.ts';

export interface StoredShift extends Shift {
  readonly report: ZReport | null;
}

/** What never changes of a shift, beside its columns. */
type Body = Pick<Shift, 'currency' | 'openedBy' | 'openedBySale' | 'closedBy'>;

interface Row {
  id: string;
  drawerId: string;
  floatMinor: number;
  openedAtMs: number;
  closedAtMs: number | null;
  number: number | null;
  body: string;
  report: string | null;
}

const columns = `id, drawer_id AS drawerId, float_minor AS floatMinor, opened_at_ms AS openedAtMs,
  closed_at_ms AS closedAtMs, number, body, report`;

function toStored({ body, report, ...row }: Row): StoredShift {
  return {
    ...row,
    ...(JSON.parse(body) as Body),
    report: report === null ? null : (JSON.parse(report) as ZReport),
  };
}

export function findOpenShift(db: Db, drawerId: string): StoredShift | undefined {
  const row = db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM shifts WHERE drawer_id = ? AND closed_at_ms IS NULL`,
    )
    .get(drawerId);
  return row && toStored(row);
}

export function findShift(db: Db, id: string): StoredShift | undefined {
  const row = db.prepare<[string], Row>(`SELECT ${columns} FROM shifts WHERE id = ?`).get(id);
  return row && toStored(row);
}

/** The latest first. */
export function listClosedShifts(
  db: Db,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): StoredShift[] {
  return db
    .prepare<[number, number], Row>(
      `SELECT ${columns} FROM shifts WHERE closed_at_ms < ?
        ORDER BY closed_at_ms DESC, place DESC LIMIT ?`,
    )
    .all(beforeMs, limit)
    .map(toStored);
}

/** Opens it, and gives it what was done since the last one was closed. */
export function insertShift(tx: Tx, shift: Shift): void {
  tx.prepare(
    `INSERT INTO shifts (id, drawer_id, float_minor, opened_at_ms, body)
     VALUES (?, ?, ?, ?, ?)`,
  ).run(shift.id, shift.drawerId, shift.floatMinor, shift.openedAtMs, bodyOf(shift));
  tx.prepare('UPDATE shift_entries SET shift_id = ? WHERE drawer_id = ? AND shift_id IS NULL').run(
    shift.id,
    shift.drawerId,
  );
}

export function updateFloat(tx: Tx, id: string, floatMinor: number): void {
  tx.prepare('UPDATE shifts SET float_minor = ? WHERE id = ?').run(floatMinor, id);
}

/** @returns the number of its Z report */
export function closeShift(
  tx: Tx,
  shift: Shift,
  close: { readonly by: Actor; readonly atMs: number; readonly report: ZReport },
): number {
  const row = tx
    .prepare<[string, number, string, string, string], { number: number }>(
      `UPDATE shifts
          SET number = (SELECT coalesce(max(number), 0) + 1 FROM shifts WHERE drawer_id = ?),
              closed_at_ms = ?, body = ?, report = ?
        WHERE id = ? RETURNING number`,
    )
    .get(
      shift.drawerId,
      close.atMs,
      bodyOf({ ...shift, closedBy: close.by }),
      JSON.stringify(close.report),
      shift.id,
    );
  if (!row) throw new Error(`no shift ${shift.id}`);
  return row.number;
}

function bodyOf({ currency, openedBy, openedBySale, closedBy }: Shift): string {
  return JSON.stringify({ currency, openedBy, openedBySale, closedBy } satisfies Body);
}

/** @returns how often its Z was given to a printer with this time */
export function countPrint(tx: Tx, id: string): number {
  const row = tx
    .prepare<[string], { prints: number }>(
      'UPDATE shifts SET prints = prints + 1 WHERE id = ? RETURNING prints',
    )
    .get(id);
  if (!row) throw new Error(`no shift ${id}`);
  return row.prints;
}

export function insertEntry(
  tx: Tx,
  row: ShiftFact & {
    readonly drawerId: string;
    readonly shiftId: string | null;
    readonly billId: string | null;
  },
): void {
  tx.prepare(
    `INSERT INTO shift_entries (drawer_id, shift_id, bill_id, at_ms, staff_id, staff_name, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.drawerId,
    row.shiftId,
    row.billId,
    row.atMs,
    row.by.staffId,
    row.by.name,
    JSON.stringify(row.entry),
  );
}

/** In the order in which they were written, whatever the clocks said. */
export function listFacts(db: Db, shiftId: string): ShiftFact[] {
  const rows = db
    .prepare<[string], { entry: string; atMs: number; staffId: string; name: string }>(
      `SELECT entry, at_ms AS atMs, staff_id AS staffId, staff_name AS name FROM shift_entries
        WHERE shift_id = ? ORDER BY place`,
    )
    .all(shiftId);
  return rows.map(({ entry, atMs, staffId, name }) => ({
    entry: JSON.parse(entry) as ShiftEntry,
    atMs,
    by: { staffId, name },
  }));
}

export interface DoneCommand {
  readonly action: string;
  readonly shiftId: string;
}

export function findCommand(db: Db, id: string): DoneCommand | undefined {
  return db
    .prepare<[string], DoneCommand>(
      'SELECT action, shift_id AS shiftId FROM shift_commands WHERE id = ?',
    )
    .get(id);
}

export function insertCommand(tx: Tx, id: string, { action, shiftId }: DoneCommand): void {
  tx.prepare('INSERT INTO shift_commands (id, action, shift_id) VALUES (?, ?, ?)').run(
    id,
    action,
    shiftId,
  );
}
