import type { Order } from '../../../shared/contract/order.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db } from '../database/index.ts';
import type { JudgedOrders } from '../rules/index.ts';
import { confirmOrder } from './confirm-order.ts';
import type { OrderDeps } from './order-moves.ts';
import { findOrder } from './orders-repo.ts';

/** Who acts when a rule of the branch does; the history gives the rule's name as the reason. */
const rule = 'rule';

/** The platform has asked, waits still, and means it. */
const unanswered = `status = 'pending' AND is_open = 1 AND came_too_late = 0
  AND json_extract(body, '$.isTest') = 0
  AND instr(json_extract(body, '$.actions'), '"accept"') > 0
  AND coalesce(json_extract(body, '$.acceptByMs') > @nowMs, 1)`;

/** What the rules need to know of orders, and do. */
export function ordersForRules(deps: OrderDeps): JudgedOrders {
  return {
    listUnanswered: (db, nowMs) => readOrders(db, `${unanswered} ORDER BY urgent_at_ms`, { nowMs }),
    findUnanswered: (db, id, nowMs) =>
      readOrders(db, `${unanswered} AND id = @id`, { nowMs, id })[0],
    countInKitchen: (db, nowMs) =>
      db
        .prepare<[number], { count: number }>(
          `SELECT count(*) AS count FROM orders
            WHERE is_open = 1 AND status IN ('confirmed', 'preparing')
              AND (start_at_ms IS NULL OR start_at_ms <= ?)`,
        )
        .get(nowMs)?.count ?? 0,
    accept(tx, { id }, { rule: reason, prepMinutes }) {
      const stored = findOrder(tx, id);
      if (stored) confirmOrder(deps, tx, stored, { prepMinutes, by: rule, reason });
    },
    listPlatforms,
  };
}

function readOrders(db: Db, where: string, given: { nowMs: EpochMs; id?: string }): Order[] {
  return db
    .prepare<[typeof given], { body: string }>(`SELECT body FROM orders WHERE ${where}`)
    .all(given)
    .map(({ body }) => JSON.parse(body) as Order);
}

/** So many of the latest orders say which platforms there are. */
const lookBackOrders = 2_000;

function listPlatforms(db: Db): string[] {
  return db
    .prepare<[number], { platform: string }>(
      `SELECT DISTINCT body ->> 'platform' AS platform FROM
         (SELECT body FROM orders ORDER BY rowid DESC LIMIT ?)
        WHERE instr(body -> 'actions', '"accept"') > 0 ORDER BY platform`,
    )
    .all(lookBackOrders)
    .map(({ platform }) => platform);
}
