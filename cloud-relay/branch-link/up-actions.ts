import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { OrderAction } from '../../src/shared/contract/order.ts';
import type { UpBody } from '../../src/shared/contract/relay.ts';
import type { OutboundAction } from '../adapters/adapter.ts';

/** What a platform can be told about each status a branch gives an order; nothing where there is no call. */
const actions: Readonly<Record<OrderStatus, OrderAction | undefined>> = {
  pending: undefined,
  confirmed: 'accept',
  preparing: 'preparing',
  ready_for_pickup: 'ready',
  out_for_delivery: 'picked_up',
  delivered: 'delivered',
  rejected: 'reject',
  cancelled: 'cancel',
  refunded: undefined,
};

/** The call that follows from an order's move at the branch. */
export function actionOf(moved: UpBody & { kind: 'order.moved' }): OutboundAction | undefined {
  const { change, prepMinutes, rejectReason, unavailableItemIds, cancelReason } = moved;
  const action = actions[change.status];
  if (!action) return undefined;
  return {
    action,
    atMs: change.atMs,
    ...(prepMinutes !== undefined && { prepMinutes }),
    ...(rejectReason !== undefined && { rejectReason }),
    ...(unavailableItemIds !== undefined && { unavailableItemIds }),
    ...(cancelReason !== undefined && { cancelReason }),
  };
}
