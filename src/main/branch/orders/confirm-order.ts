import { minuteMs } from '../../../shared/kit/clock.ts';
import type { Tx } from '../database/index.ts';
import { saveAnswer } from './order-facts-repo.ts';
import { applyMove, recordHop, tellRelay, type OrderDeps } from './order-moves.ts';
import type { StoredOrder } from './orders-repo.ts';

export interface Confirmation {
  readonly prepMinutes: number;
  /** Who says so, as the order's history shows it. */
  readonly by: string;
  /** Why, where that is not plain: the rule's name. */
  readonly reason: string;
}

/** Accepts an order that waits for it: status, paper and answer together. */
export function confirmOrder(
  deps: OrderDeps,
  tx: Tx,
  stored: StoredOrder,
  { prepMinutes, by, reason }: Confirmation,
): void {
  const { order } = stored;
  const atMs = deps.clock.now();
  const change = { status: 'confirmed', atMs, by, reason } as const;
  const readyByMs = Math.max(atMs, order.startAtMs ?? 0) + prepMinutes * minuteMs;
  applyMove(deps, tx, { before: stored, change, prepMinutes, readyByMs });
  tellRelay(deps, tx, order, { kind: 'order.moved', orderId: order.id, change, prepMinutes });
  saveAnswer(tx, order.id, { action: 'accept', state: 'waiting', detail: '', atMs });
  const detail = reason === '' ? 'accept' : `accept: ${reason}`;
  recordHop(deps, tx, order.id, { hop: 'answered', detail });
}
