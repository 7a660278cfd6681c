import { StationSettings, type Station } from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';

interface Row {
  id: string;
  settings: string;
}

/** In the order they were added. */
export function listStations(db: Db): Station[] {
  return db
    .prepare<[], Row>(
      'SELECT id, settings FROM stations WHERE removed_at_ms IS NULL ORDER BY place',
    )
    .all()
    .map(toStation);
}

/** Also those that were removed: the print jobs of the past name them. */
export function listAllStations(db: Db): Map<string, Station> {
  const rows = db.prepare<[], Row>('SELECT id, settings FROM stations').all();
  return new Map(rows.map((row) => [row.id, toStation(row)]));
}

export function insertStation(tx: Tx, { id, ...settings }: Station): void {
  tx.prepare(
    `INSERT INTO stations (id, place, settings)
     VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM stations), ?)`,
  ).run(id, JSON.stringify(settings));
}

/** @returns false when there is no such station */
export function updateStation(tx: Tx, { id, ...settings }: Station): boolean {
  const { changes } = tx
    .prepare('UPDATE stations SET settings = ? WHERE id = ? AND removed_at_ms IS NULL')
    .run(JSON.stringify(settings), id);
  return changes === 1;
}

/** @returns false when there is no such station */
export function removeStation(tx: Tx, id: string, atMs: number): boolean {
  const { changes } = tx
    .prepare('UPDATE stations SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
    .run(atMs, id);
  return changes === 1;
}

function toStation({ id, settings }: Row): Station {
  return { ...StationSettings.parse(JSON.parse(settings)), id };
}
