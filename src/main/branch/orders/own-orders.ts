import { isDeepStrictEqual } from 'node:util';
import { canMove } from '../../../shared/contract/order-status.ts';
import type { Order, StatusChange } from '../../../shared/contract/order.ts';
import type { Tx } from '../database/index.ts';
import { urgentAtMs } from './order-effects.ts';
import { insertChange } from './order-facts-repo.ts';
import { applyMove, causePaper, recordHop, type OrderDeps } from './order-moves.ts';
import { findOrder, insertOrder, updateOrder, type StoredOrder } from './orders-repo.ts';

/** Orders that begin at this branch's own counter: the relay does not know them and hears nothing of them. */
export interface OwnOrders {
  /** A new order that needs no answer: it is on the board and on its way to paper. */
  place(tx: Tx, order: Order, by: string): void;
  /** What the order says now. One that is not kept any more stays forgotten. */
  change(tx: Tx, order: Order): void;
  /** Takes it back from the kitchen; one that has ended otherwise stays as it is. */
  cancel(tx: Tx, orderId: string, by: string, reason: string): void;
  /** Everything that was paid for it was given back; one that is still being cooked or carried stays as it is. */
  refund(tx: Tx, orderId: string, by: string, reason: string): void;
}

export function createOwnOrders(deps: OrderDeps): OwnOrders {
  const end = (tx: Tx, orderId: string, how: Omit<StatusChange, 'atMs'>) => {
    const before = findOrder(tx, orderId);
    if (!before || !canMove(before.status, how.status)) return;
    applyMove(deps, tx, { before, change: { ...how, atMs: deps.clock.now() } });
  };
  return {
    place(tx, order, by) {
      const atMs = deps.clock.now();
      const status = 'confirmed';
      const times = { statusAtMs: atMs, receivedAtMs: atMs, relayAtMs: atMs, readyByMs: null };
      const stored: StoredOrder = {
        order,
        status,
        ...times,
        urgentAtMs: urgentAtMs({ ...order, ...times, status }),
        cameTooLate: false,
        prepMinutes: null,
        courier: null,
      };
      insertOrder(tx, stored);
      insertChange(tx, order.id, { status, atMs, by, reason: '' }, true);
      recordHop(deps, tx, order.id, { hop: 'branch_stored', detail: '' });
      causePaper(deps, tx, stored);
      deps.logger.info({ orderId: order.id, by }, 'an order was taken at the counter');
      deps.signals.raise({ orders: true, orderIds: [order.id] });
    },
    change(tx, order) {
      const known = findOrder(tx, order.id);
      if (!known || isDeepStrictEqual(known.order, order)) return;
      updateOrder(tx, { ...known, order });
      deps.signals.raise({ orders: true, orderIds: [order.id] });
    },
    cancel: (tx, orderId, by, reason) => end(tx, orderId, { status: 'cancelled', by, reason }),
    refund: (tx, orderId, by, reason) => end(tx, orderId, { status: 'refunded', by, reason }),
  };
}
