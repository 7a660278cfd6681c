import { z } from 'zod';
import type { PrinterKnowledge } from '../../../printer/index.ts';
import type { PrinterSettings } from '../../../shared/contract/branch-api.ts';
import type { Db, Tx } from '../database/index.ts';

export interface PrinterRow extends PrinterSettings {
  readonly id: string;
}

/** In the order they were added: the first is the kitchen's. */
export function listPrinters(db: Db): PrinterRow[] {
  return db
    .prepare<[], PrinterRow>(
      'SELECT id, name, host, port, profile FROM printers WHERE removed_at_ms IS NULL ORDER BY place',
    )
    .all();
}

/** Names of all printers there ever were, for tickets of the past. */
export function listPrinterNames(db: Db): Map<string, string> {
  const rows = db.prepare<[], { id: string; name: string }>('SELECT id, name FROM printers').all();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export function insertPrinter(tx: Tx, printer: PrinterRow): void {
  tx.prepare(
    `INSERT INTO printers (id, place, name, host, port, profile)
     VALUES (@id, (SELECT coalesce(max(place), 0) + 1 FROM printers), @name, @host, @port, @profile)`,
  ).run(printer);
}

/** What the unit answers is kept while it is the same unit. @returns false when there is no such printer */
export function updatePrinter(tx: Tx, printer: PrinterRow): boolean {
  const { changes } = tx
    .prepare(
      `UPDATE printers SET name = @name, host = @host, port = @port, profile = @profile,
              knowledge = iif(host = @host AND port = @port AND profile = @profile, knowledge, NULL)
        WHERE id = @id AND removed_at_ms IS NULL`,
    )
    .run(printer);
  return changes === 1;
}

/** Kept in the table, because old tickets name it. @returns false when there is no such printer */
export function removePrinter(tx: Tx, id: string, atMs: number): boolean {
  const { changes } = tx
    .prepare('UPDATE printers SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
    .run(atMs, id);
  return changes === 1;
}

const Answers = z.enum(['yes', 'no', 'unknown']);
const Knowledge = z.object({ status: Answers, ordered: Answers, fence: Answers });

/** What the unit at this address was seen to answer, if it has printed before. */
export function findKnowledge(db: Db, id: string): PrinterKnowledge | undefined {
  const row = db
    .prepare<[string], { knowledge: string | null }>('SELECT knowledge FROM printers WHERE id = ?')
    .get(id);
  return Knowledge.safeParse(JSON.parse(row?.knowledge ?? 'null')).data;
}

export function saveKnowledge(tx: Tx, id: string, knowledge: PrinterKnowledge): void {
  tx.prepare('UPDATE printers SET knowledge = ? WHERE id = ?').run(JSON.stringify(knowledge), id);
}
