import { z } from 'zod';
import type { PrinterKnowledge } from '../../../printer/index.ts';
import { PrinterSettings } from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';

export interface PrinterRow extends PrinterSettings {
  readonly id: string;
}

/** In the order they were added: the first is the kitchen's. */
export function listPrinters(db: Db): PrinterRow[] {
  return db
    .prepare<[], { id: string; settings: string }>(
      'SELECT id, settings FROM printers WHERE removed_at_ms IS NULL ORDER BY place',
    )
    .all()
    .map(({ id, settings }) => ({ ...PrinterSettings.parse(JSON.parse(settings)), id }));
}

/** Names of all printers there ever were, for print jobs of the past. */
export function listPrinterNames(db: Db): Map<string, string> {
  const rows = db
    .prepare<[], { id: string; name: string }>(
      `SELECT id, settings ->> 'name' AS name FROM printers`,
    )
    .all();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export function insertPrinter(tx: Tx, { id, ...settings }: PrinterRow): void {
  tx.prepare(
    `INSERT INTO printers (id, place, settings)
     VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM printers), ?)`,
  ).run(id, JSON.stringify(settings));
}

/** What the unit answers is kept while it is the same unit. @returns false when there is no such printer */
export function updatePrinter(tx: Tx, { id, ...settings }: PrinterRow): boolean {
  const { changes } = tx
    .prepare(
      `UPDATE printers SET settings = @settings,
              knowledge = iif(settings -> 'connection' = json(@connection)
                          AND settings ->> 'profile' = @profile, knowledge, NULL)
        WHERE id = @id AND removed_at_ms IS NULL`,
    )
    .run({
      id,
      settings: JSON.stringify(settings),
      connection: JSON.stringify(settings.connection),
      profile: settings.profile,
    });
  return changes === 1;
}

/** Kept in the table, because old jobs name it. @returns false when there is no such printer */
export function removePrinter(tx: Tx, id: string, atMs: number): boolean {
  const { changes } = tx
    .prepare('UPDATE printers SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
    .run(atMs, id);
  return changes === 1;
}

const Answers = z.enum(['yes', 'no', 'unknown']);
const Knowledge = z.object({
  status: Answers,
  ordered: Answers,
  fence: Answers,
  drawerOpenLevel: z.enum(['high', 'low']).optional(),
});

/** What the unit at this address was seen to answer, if it has printed before. */
export function findKnowledge(db: Db, id: string): PrinterKnowledge | undefined {
  const row = db
    .prepare<[string], { knowledge: string | null }>('SELECT knowledge FROM printers WHERE id = ?')
    .get(id);
  const known = Knowledge.safeParse(JSON.parse(row?.knowledge ?? 'null')).data;
  if (!known) return undefined;
  const { drawerOpenLevel, ...answers } = known;
  return { ...answers, ...(drawerOpenLevel && { drawerOpenLevel }) };
}

export function saveKnowledge(tx: Tx, id: string, knowledge: PrinterKnowledge): void {
  tx.prepare('UPDATE printers SET knowledge = ? WHERE id = ?').run(JSON.stringify(knowledge), id);
}
