import { tablesOf, type Floor, type FloorArea } from '../../../shared/contract/floor.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';

export interface FloorDeps {
  readonly db: Db;
  readonly signals: Signals;
  /** Names of the tables that guests sit at. */
  readonly busyTables: (db: Db) => readonly string[];
}

/** Where the tables of the branch stand. */
export interface FloorPlan {
  read(): Floor;
  /** @throws AppError `floor.changed`, `floor.table_busy` */
  save(floor: Floor): Floor;
}

export function createFloor({ db, signals, busyTables }: FloorDeps): FloorPlan {
  return {
    read: () => readFloor(db),
    save: (wanted) =>
      transact(db, (tx) => {
        const before = readFloor(tx);
        if (wanted.version !== before.version) {
          throw new AppError('floor.changed', `the plan is at version ${before.version}`);
        }
        const busy = new Set(busyTables(tx));
        const names = new Set(tablesOf(wanted.areas).map(({ name }) => name));
        const lost = tablesOf(before.areas).find(({ name }) => busy.has(name) && !names.has(name));
        if (lost) {
          const details = { table: lost.name };
          throw new AppError('floor.table_busy', `guests sit at ${lost.name}`, { details });
        }
        const after = { ...wanted, version: before.version + 1 };
        updateFloor(tx, after);
        signals.raise({ floor: true });
        return after;
      }),
  };
}

function readFloor(db: Db): Floor {
  const row = db
    .prepare<[], { version: number; body: string }>('SELECT version, body FROM floor')
    .get();
  if (!row) throw new Error('no floor');
  return { version: row.version, areas: JSON.parse(row.body) as FloorArea[] };
}

function updateFloor(tx: Tx, { version, areas }: Floor): void {
  tx.prepare('UPDATE floor SET version = ?, body = ?').run(version, JSON.stringify(areas));
}
