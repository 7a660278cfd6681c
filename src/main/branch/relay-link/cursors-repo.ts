import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db, Tx } from '../database/index.ts';

/** Where both logs stand on this side. */
export interface Cursors {
  readonly branchEpoch: string;
  /** Highest sequence written. */
  readonly upHead: number;
  /** Highest sequence that may have reached the relay. */
  readonly upSent: number;
  /** Highest sequence the relay has said it applied. */
  readonly upAcknowledged: number;
  /** Empty before the first session. */
  readonly downEpoch: string;
  readonly downCursor: number;
}

/** Gives a new file its own epoch; does nothing to one that has it. */
export function insertCursors(tx: Tx, ids: Ids): void {
  tx.prepare(`INSERT INTO cursors (only, branch_epoch) VALUES (1, ?) ON CONFLICT DO NOTHING`).run(
    ids('epoch'),
  );
}

export function getCursors(db: Db): Cursors {
  const row = db
    .prepare<[], Cursors>(
      `SELECT branch_epoch AS branchEpoch, up_head AS upHead, up_sent AS upSent,
              up_acknowledged AS upAcknowledged, down_epoch AS downEpoch, down_cursor AS downCursor
         FROM cursors`,
    )
    .get();
  if (!row) throw new Error('the database has no cursors');
  return row;
}

export function moveDownCursor(tx: Tx, cursor: number): void {
  tx.prepare('UPDATE cursors SET down_cursor = ?').run(cursor);
}

/** Remembers that this file is an old copy, and what the relay may have told the life that was lost. */
export function markCopied(tx: Tx, relayTimeMs: number): void {
  tx.prepare('UPDATE cursors SET copied_before_ms = ?').run(relayTimeMs);
}

/** This file was put back from a backup: whatever the relay has heard is more than the file knows of. */
export function expectToBeCopy(tx: Tx): void {
  tx.prepare('UPDATE cursors SET up_sent = -1').run();
}

/** What the relay wrote at or before this time may have been handled in a life of this file that was lost. */
export function getCopiedBeforeMs(db: Db): number {
  const row = db
    .prepare<[], { copiedBeforeMs: number }>(
      'SELECT copied_before_ms AS copiedBeforeMs FROM cursors',
    )
    .get();
  return row?.copiedBeforeMs ?? 0;
}

/** The relay's log has begun a new life: everything is read again from the start and known by event id. */
export function beginDownEpoch(tx: Tx, epoch: string): void {
  tx.prepare('UPDATE cursors SET down_epoch = ?, down_cursor = 0').run(epoch);
}

export function markUpSent(tx: Tx, seq: number): void {
  tx.prepare('UPDATE cursors SET up_sent = max(up_sent, ?)').run(seq);
}
