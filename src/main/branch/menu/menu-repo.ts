import type {
  Category,
  Menu,
  ModifierGroup,
  Outage,
  Product,
} from '../../../shared/contract/menu.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';

/** What is kept of each kind. */
export interface EntryShapes {
  category: Category;
  product: Product;
  group: ModifierGroup;
}
export type EntryKind = keyof EntryShapes;

/** Of one kind, by place and then by age. */
function listEntries<Kind extends EntryKind>(db: Db, kind: Kind): EntryShapes[Kind][] {
  const rows = db
    .prepare<[string], { body: string }>(
      `SELECT body FROM menu_entries WHERE kind = ?
        ORDER BY coalesce(json_extract(body, '$.place'), 0), age`,
    )
    .all(kind);
  return rows.map((row) => JSON.parse(row.body) as EntryShapes[Kind]);
}

export function findEntry<Kind extends EntryKind>(
  db: Db,
  kind: Kind,
  id: string,
): EntryShapes[Kind] | undefined {
  const row = db
    .prepare<[string, string], { body: string }>(
      'SELECT body FROM menu_entries WHERE id = ? AND kind = ?',
    )
    .get(id, kind);
  return row && (JSON.parse(row.body) as EntryShapes[Kind]);
}

/** The menu as it stands; what is out and should be back by now is not counted as out. */
export function readMenu(db: Db, nowMs: EpochMs): Menu {
  return {
    categories: listEntries(db, 'category'),
    products: listEntries(db, 'product'),
    ...readChoices(db, nowMs),
  };
}

/** What there is to choose from, and what is out of it. */
export function readChoices(db: Db, nowMs: EpochMs): Pick<Menu, 'groups' | 'outages'> {
  return {
    groups: listEntries(db, 'group'),
    outages: db
      .prepare<[number], Outage>(
        `SELECT kind, id, until_ms AS untilMs FROM menu_outages
          WHERE until_ms IS NULL OR until_ms > ? ORDER BY kind, id`,
      )
      .all(nowMs),
  };
}

export function insertEntry<Kind extends EntryKind>(
  tx: Tx,
  kind: Kind,
  entry: EntryShapes[Kind],
): void {
  tx.prepare('INSERT INTO menu_entries (id, kind, body) VALUES (?, ?, ?)').run(
    entry.id,
    kind,
    JSON.stringify(entry),
  );
}

/** @returns false when there is none of this kind */
export function updateEntry<Kind extends EntryKind>(
  tx: Tx,
  kind: Kind,
  entry: EntryShapes[Kind],
): boolean {
  const { changes } = tx
    .prepare('UPDATE menu_entries SET body = ? WHERE id = ? AND kind = ?')
    .run(JSON.stringify(entry), entry.id, kind);
  return changes === 1;
}

/** Their places are those in the list. */
export function updatePlaces(tx: Tx, kind: 'category' | 'product', ids: readonly string[]): void {
  tx.prepare(
    `UPDATE menu_entries SET body = json_set(body, '$.place', wanted.key)
      FROM json_each(?) AS wanted WHERE menu_entries.id = wanted.value AND menu_entries.kind = ?`,
  ).run(JSON.stringify(ids), kind);
}

/** @returns false when there is none of this kind */
export function deleteEntry(tx: Tx, kind: EntryKind, id: string): boolean {
  const { changes } = tx
    .prepare('DELETE FROM menu_entries WHERE id = ? AND kind = ?')
    .run(id, kind);
  return changes === 1;
}

export function saveOutage(tx: Tx, outage: Outage): void {
  tx.prepare(
    `INSERT INTO menu_outages (kind, id, until_ms) VALUES (@kind, @id, @untilMs)
     ON CONFLICT (kind, id) DO UPDATE SET until_ms = excluded.until_ms`,
  ).run(outage);
}

export function deleteOutage(tx: Tx, kind: Outage['kind'], id: string): void {
  tx.prepare('DELETE FROM menu_outages WHERE kind = ? AND id = ?').run(kind, id);
}

/** When the next one comes back by itself. */
export function findNextReturn(db: Db): EpochMs | undefined {
  return db
    .prepare<[], { untilMs: number }>(
      `SELECT until_ms AS untilMs FROM menu_outages
        WHERE until_ms IS NOT NULL ORDER BY until_ms LIMIT 1`,
    )
    .get()?.untilMs;
}

/** @returns how many came back */
export function deleteEndedOutages(tx: Tx, nowMs: EpochMs): number {
  return tx.prepare('DELETE FROM menu_outages WHERE until_ms <= ?').run(nowMs).changes;
}

export function getVersion(db: Db): string {
  return (
    db.prepare<[], { version: string }>('SELECT version FROM menu_version').get()?.version ?? ''
  );
}

export function setVersion(tx: Tx, version: string): void {
  tx.prepare('UPDATE menu_version SET version = ?').run(version);
}
