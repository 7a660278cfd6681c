import type { ShiftSums } from '../../../shared/contract/shift.ts';
import type { Db } from '../database/index.ts';
import { listFacts, type StoredShift } from './shifts-repo.ts';
import { sumShift } from './sum-shift.ts';

/** What a shift comes to: of a closed one what was frozen at its close, of an open one what its book says by now. */
export function sumsOfShift(db: Db, { id, floatMinor, report }: StoredShift): ShiftSums {
  return report?.sums ?? sumShift(floatMinor, listFacts(db, id));
}
