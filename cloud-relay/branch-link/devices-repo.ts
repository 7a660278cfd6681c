import type { Kysely } from 'kysely';
import { type EpochMs, minuteMs } from '../../src/shared/kit/clock.ts';
import type { RelayDatabase } from '../database/schema.ts';

/** Written at most this often per device: who is there now is in memory. */
export const seenEveryMs = minuteMs;

/** Stores have a limit to the values of one statement. */
const atOnce = 500;

/** Notes that these devices are there; leaves alone what was noted less than `seenEveryMs` ago. */
export async function markSeen(
  db: Kysely<RelayDatabase>,
  deviceIds: readonly string[],
  nowMs: EpochMs,
): Promise<void> {
  for (let start = 0; start < deviceIds.length; start += atOnce) {
    await db
      .updateTable('devices')
      .set({ last_seen_at_ms: nowMs })
      .where('id', 'in', deviceIds.slice(start, start + atOnce))
      .where((q) =>
        q.or([q('last_seen_at_ms', 'is', null), q('last_seen_at_ms', '<=', nowMs - seenEveryMs)]),
      )
      .execute();
  }
}

/** Those of the devices that have been revoked. */
export async function listRevoked(
  db: Kysely<RelayDatabase>,
  deviceIds: readonly string[],
): Promise<string[]> {
  const revoked: string[] = [];
  for (let start = 0; start < deviceIds.length; start += atOnce) {
    const rows = await db
      .selectFrom('devices')
      .select('id')
      .where('id', 'in', deviceIds.slice(start, start + atOnce))
      .where('revoked_at_ms', 'is not', null)
      .execute();
    revoked.push(...rows.map(({ id }) => id));
  }
  return revoked;
}
