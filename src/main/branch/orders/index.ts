import type { OrderNews } from '../../../shared/contract/relay.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';
import type { PrintedOrders } from '../printing/index.ts';
import { recordHop, type OrderDeps } from './order-moves.ts';
import { findOrder, listOrdersSince } from './orders-repo.ts';
import { applyDown } from './receive-order.ts';

export type { OrderDeps } from './order-moves.ts';
export { ordersRoutes } from './orders-routes.ts';
export { createOwnOrders, type OwnOrders } from './own-orders.ts';
export { ordersForRules } from './orders-for-rules.ts';
export { OrdersService, type CounterBills } from './orders-service.ts';
export { listPlatformSales } from './platform-sales.ts';
export { createScheduleWatch } from './schedule-watch.ts';

/** Applies an event of the relay's log. */
export function ordersFromRelay(
  deps: OrderDeps,
): (tx: Tx, body: OrderNews, relayAtMs: EpochMs) => void {
  return (tx, body, relayAtMs) => applyDown(deps, tx, { body, relayAtMs });
}

/** What printing needs to know of orders. */
export function ordersForPaper(db: Db, deps: OrderDeps): PrintedOrders {
  return {
    find(id) {
      const stored = findOrder(db, id);
      return stored && { order: stored.order, status: stored.status, readyByMs: stored.readyByMs };
    },
    listSince: (atMs) => listOrdersSince(db, atMs),
    recordHop: (tx, id, hop) => recordHop(deps, tx, id, hop),
  };
}
