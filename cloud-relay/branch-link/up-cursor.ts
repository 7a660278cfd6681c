import type { Kysely } from 'kysely';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Tx } from '../database/database.ts';
import type { RelayDatabase } from '../database/schema.ts';

/** Highest sequence applied of a branch's up log; 0 in an epoch that is new here. */
export async function findUpCursor(
  db: Kysely<RelayDatabase>,
  branchId: string,
  branchEpoch: string,
): Promise<number> {
  const row = await db
    .selectFrom('up_cursors')
    .select('cursor')
    .where('branch_id', '=', branchId)
    .where('branch_epoch', '=', branchEpoch)
    .executeTakeFirst();
  return row?.cursor ?? 0;
}

export async function moveUpCursor(
  tx: Tx,
  at: { branchId: string; branchEpoch: string; cursor: number; nowMs: EpochMs },
): Promise<void> {
  const moved = { branch_epoch: at.branchEpoch, cursor: at.cursor, updated_at_ms: at.nowMs };
  await tx
    .insertInto('up_cursors')
    .values({ branch_id: at.branchId, ...moved })
    .onConflict((conflict) => conflict.column('branch_id').doUpdateSet(moved))
    .execute();
}
