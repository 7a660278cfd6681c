import { type RawBuilder, sql } from 'kysely';
import type { ChallengeReply } from '../../src/shared/contract/relay.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import { ackDown, findLog, type LogPosition, startNewEpoch } from '../branch-log/index.ts';
import type { Tx } from '../database/database.ts';
import type { Device } from './device-login.ts';
import { findUpCursor } from './up-cursor.ts';

/** Where both logs go on in this session. */
export interface OpenLogs {
  readonly downEpoch: string;
  /** The first event sent is the one after it. */
  readonly downCursor: number;
  readonly upCursor: number;
  readonly upMustRestart: boolean;
}

/** Compares what both sides remember and settles where the session begins. */
export async function openLogs(
  tx: Tx,
  device: Device,
  reply: ChallengeReply,
  ids: Ids,
): Promise<OpenLogs> {
  const down = await openDown(tx, device, reply, ids);
  const upCursor = await findUpCursor(tx, device.branchId, reply.branchEpoch);
  return { ...down, upCursor, upMustRestart: upCursor > reply.upHead };
}

async function openDown(
  tx: Tx,
  { branchId, companyId }: Device,
  { downEpoch, downCursor }: ChallengeReply,
  ids: Ids,
): Promise<Pick<OpenLogs, 'downEpoch' | 'downCursor'>> {
  const log = await findLog(tx, branchId);
  const cursor = log?.epoch === downEpoch ? downCursor : 0;
  if (!log || !(await canGoOn(tx, branchId, log, cursor))) {
    const { epoch } = await startNewEpoch(tx, { branchId, companyId, ids });
    await setSent(tx, branchId, sql.lit(0));
    return { downEpoch: epoch, downCursor: 0 };
  }
  // The last acknowledgement may have been lost with the connection.
  await ackDown(tx, branchId, log.epoch, cursor);
  return { downEpoch: log.epoch, downCursor: cursor };
}

/**
 * False when this database never sent that far, so the branch heard it from one that is gone, and when
 * the events right after the cursor were deleted, so a branch that starts over would find a gap.
 */
async function canGoOn(
  tx: Tx,
  branchId: string,
  log: LogPosition,
  cursor: number,
): Promise<boolean> {
  const { sent } = await tx
    .selectFrom('branch_logs')
    .select('down_sent as sent')
    .where('branch_id', '=', branchId)
    .executeTakeFirstOrThrow();
  if (cursor > sent) return false;
  if (cursor === log.head) return true;
  const next = await tx
    .selectFrom('down_events')
    .select('seq')
    .where('branch_id', '=', branchId)
    .where('seq', '=', cursor + 1)
    .executeTakeFirst();
  return next !== undefined;
}

/** Notes, before anything leaves, how far the branch may get to hear. Never moves back. */
export async function markSent(tx: Tx, branchId: string, seq: number): Promise<void> {
  await setSent(tx, branchId, sql`case when down_sent < ${seq} then ${seq} else down_sent end`);
}

async function setSent(tx: Tx, branchId: string, sent: RawBuilder<number>): Promise<void> {
  await tx
    .updateTable('branch_logs')
    .set({ down_sent: sent })
    .where('branch_id', '=', branchId)
    .execute();
}
