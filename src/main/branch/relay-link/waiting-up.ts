import type { UpBody } from '../../../shared/contract/relay.ts';
import type { Db } from '../database/index.ts';

/** Events of one kind that the relay has not applied. */
export interface WaitingKind {
  readonly kind: UpBody['kind'];
  readonly count: number;
  readonly oldestAtMs: number;
}

const waits = 'seq > (SELECT up_acknowledged FROM cursors)';

export function countWaitingByKind(db: Db): WaitingKind[] {
  return db
    .prepare<[], WaitingKind>(
      `SELECT body ->> '$.kind' AS kind, count(*) AS count, min(at_ms) AS oldestAtMs
         FROM up_log WHERE ${waits} GROUP BY 1`,
    )
    .all();
}

/** Something said about an order, as it waits in the log. */
export type WaitingAnswer = Extract<UpBody, { kind: 'order.moved' | 'order.delayed' }>;

/** What was said about orders, oldest first. */
export function listWaitingAnswers(db: Db): WaitingAnswer[] {
  return db
    .prepare<[], string>(
      `SELECT body FROM up_log
        WHERE ${waits} AND body ->> '$.kind' IN ('order.moved', 'order.delayed') ORDER BY seq`,
    )
    .pluck()
    .all()
    .map((body) => JSON.parse(body) as WaitingAnswer);
}
