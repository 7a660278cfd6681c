import { branchApi } from '../../src/shared/contract/branch-api.ts';
import type { FloorTable, TableShape } from '../../src/shared/contract/floor.ts';
import type { BranchClient } from './branch-client.ts';

/** Name, seats, shape, column, row. */
type Place = readonly [string, number, TableShape, number, number];

const hall: readonly Place[] = [
  ['1', 2, 'round', 0, 0],
  ['2', 2, 'round', 3, 0],
  ['3', 4, 'square', 6, 0],
  ['4', 4, 'square', 9, 0],
  ['5', 8, 'wide', 12, 0],
  ['6', 4, 'square', 0, 4],
  ['7', 4, 'square', 3, 4],
  ['8', 6, 'wide', 6, 4],
  ['9', 6, 'tall', 12, 4],
  ['10', 2, 'round', 0, 8],
  ['11', 2, 'round', 3, 8],
  ['12', 8, 'wide', 6, 8],
];
const terrace: readonly Place[] = [
  ['T1', 4, 'round', 1, 1],
  ['T2', 4, 'round', 5, 1],
  ['T3', 4, 'round', 9, 1],
  ['T4', 10, 'wide', 3, 6],
  ['T5', 6, 'tall', 13, 3],
];

/** Gives a branch that has drawn no tables yet a hall and a terrace. */
export async function ensureFloor(branch: BranchClient): Promise<void> {
  const { version, areas } = await branch.call(branchApi.readFloor, {});
  if (areas.length > 0) return;
  await branch.call(branchApi.saveFloor, {
    version,
    areas: [
      { id: 'hall', name: { en: 'Hall', ar: 'الصالة' }, tables: hall.map(toTable) },
      { id: 'terrace', name: { en: 'Terrace', ar: 'التراس' }, tables: terrace.map(toTable) },
    ],
  });
}

function toTable([name, seats, shape, x, y]: Place): FloorTable {
  return { id: `table-${name}`, name, seats, shape, x, y };
}
