import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import type { floorRoutes } from '../../shared/contract/floor.ts';
import { createFloor } from '../../main/branch/floor/index.ts';
import { migrate, openDatabase } from '../../main/branch/database/index.ts';
import type { BranchApi } from '../api/branch-api.tsx';

export type FloorCalls = Pick<BranchApi, keyof typeof floorRoutes>;

/** The branch's own floor plan on a database in memory. */
export function createFakeFloor(
  busyTables: () => readonly string[],
  tell: (topics: LiveNotice['topics']) => void,
): FloorCalls {
  const db = openDatabase(':memory:');
  migrate(db);
  const signals = { raise: () => tell(['floor']), subscribe: () => () => undefined };
  const floor = createFloor({ db, signals, busyTables });
  return {
    readFloor: async () => floor.read(),
    saveFloor: async (wanted) => floor.save(wanted),
  };
}
