import type { PrintRequestReport } from '../../../shared/contract/relay.ts';
import type { Db, Tx } from '../database/index.ts';

/** A request as this branch took it. */
export interface TakenRequest {
  readonly requestId: string;
  readonly outcome: PrintRequestReport['outcome'];
  readonly why: string;
  readonly printJobIds: readonly string[];
  /** JSON of the last report; empty before the first. */
  readonly told: string;
}

export function isKnownRequest(db: Db, requestId: string): boolean {
  return db.prepare('SELECT 1 FROM print_requests WHERE id = ?').get(requestId) !== undefined;
}

export function insertRequest(tx: Tx, taken: TakenRequest, takenAtMs: number): void {
  tx.prepare(
    `INSERT INTO print_requests (id, outcome, why, print_job_ids, taken_at_ms)
     VALUES (@requestId, @outcome, @why, @printJobIds, @takenAtMs)`,
  ).run({ ...taken, printJobIds: JSON.stringify(taken.printJobIds), takenAtMs });
}

/** Those whose papers have not ended, unless they were taken before. */
export function listFollowedRequests(db: Db, sinceMs: number): TakenRequest[] {
  const rows = db
    .prepare<[number], Omit<TakenRequest, 'printJobIds'> & { printJobIds: string }>(
      `SELECT id AS requestId, outcome, why, print_job_ids AS printJobIds, told
         FROM print_requests WHERE is_followed = 1 AND taken_at_ms >= ? ORDER BY taken_at_ms, id`,
    )
    .all(sinceMs);
  return rows.map((row) => ({ ...row, printJobIds: JSON.parse(row.printJobIds) as string[] }));
}

export function saveTold(
  tx: Tx,
  requestId: string,
  { told, isFollowed }: { told: string; isFollowed: boolean },
): void {
  tx.prepare('UPDATE print_requests SET told = ?, is_followed = ? WHERE id = ?').run(
    told,
    isFollowed ? 1 : 0,
    requestId,
  );
}

export function deleteRequestsBefore(tx: Tx, atMs: number): void {
  tx.prepare('DELETE FROM print_requests WHERE taken_at_ms < ?').run(atMs);
}
