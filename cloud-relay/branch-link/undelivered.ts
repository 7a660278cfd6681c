import type { Kysely } from 'kysely';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { RelayDatabase } from '../database/schema.ts';

/** Branches whose log holds more than they have acknowledged. */
export async function listBehind(db: Kysely<RelayDatabase>): Promise<string[]> {
  const rows = await db
    .selectFrom('branch_logs')
    .select('branch_id')
    .whereRef('down_acked', '<', 'down_head')
    .execute();
  return rows.map((row) => row.branch_id);
}

/**
 * When the oldest event that its branch has not acknowledged was appended, no branch left out: dark,
 * paused and never connected ones count. Undefined when everything is delivered.
 */
export async function findOldestUndelivered(
  db: Kysely<RelayDatabase>,
): Promise<EpochMs | undefined> {
  const { oldest } = await db
    .selectFrom('branch_logs')
    .innerJoin('down_events', (join) =>
      join
        .onRef('down_events.branch_id', '=', 'branch_logs.branch_id')
        .on('down_events.seq', '=', (q) => q('branch_logs.down_acked', '+', 1)),
    )
    .select((q) => q.fn.min('down_events.at_ms').as('oldest'))
    .whereRef('branch_logs.down_acked', '<', 'branch_logs.down_head')
    .executeTakeFirstOrThrow();
  // The least of no rows is null, whatever the type says.
  return oldest ?? undefined;
}
