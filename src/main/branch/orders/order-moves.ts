import { counterPlatform } from '../../../shared/contract/bill.ts';
import { isOpen } from '../../../shared/contract/order-status.ts';
import type { Hop, Order, StatusChange } from '../../../shared/contract/order.ts';
import type { UpBody } from '../../../shared/contract/relay.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import type { Tx } from '../database/index.ts';
import type { PrintJobs } from '../printing/index.ts';
import { getCopiedBeforeMs, type UpLog } from '../relay-link/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import { paperEffect, urgentAtMs } from './order-effects.ts';
import { insertChange, insertHop } from './order-facts-repo.ts';
import { findOrder, updateProgress, type StoredOrder } from './orders-repo.ts';

export interface OrderDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly printJobs: PrintJobs;
  readonly upLog: UpLog;
}

export interface Move {
  readonly before: StoredOrder;
  readonly change: StatusChange;
  readonly prepMinutes?: number | null;
  readonly readyByMs?: number | null;
}

/** Moves an order that may go there: status, history and paper together. */
export function applyMove(deps: OrderDeps, tx: Tx, move: Move): void {
  const { before, change } = move;
  const { order } = before;
  const after = {
    ...before,
    status: change.status,
    prepMinutes: move.prepMinutes ?? before.prepMinutes,
    readyByMs: move.readyByMs ?? before.readyByMs,
  };
  insertChange(tx, order.id, change, true);
  updateProgress(tx, order.id, {
    ...after,
    statusAtMs: deps.clock.now(),
    urgentAtMs: urgentAtMs({ ...after, acceptByMs: order.acceptByMs, dueAtMs: order.dueAtMs }),
  });
  causePaper(deps, tx, after);
  deps.logger.info(
    { orderId: order.id, from: before.status, to: change.status, by: change.by },
    'an order moved',
  );
  deps.signals.raise({
    orders: true,
    orderIds: [order.id],
    ...(change.status === 'cancelled' &&
      isOpen(before.status) && { cancelledOrderIds: [order.id] }),
  });
}

export function causePaper(deps: OrderDeps, tx: Tx, stored: StoredOrder): void {
  const { order } = stored;
  const effect = paperEffect(stored.status, readSettings(tx), stored.cameTooLate);
  switch (effect.kind) {
    case 'none':
      return;
    case 'kitchen_ticket': {
      const when = {
        notBeforeMs: effect.atStart ? (order.startAtMs ?? 0) : 0,
        mayBeOnPaper: stored.relayAtMs <= getCopiedBeforeMs(tx),
      };
      deps.printJobs.queueKitchen(tx, order, when);
      if (effect.isAccepted) deps.printJobs.queueAutomatic(tx, order, when);
      return;
    }
    case 'withdraw':
      deps.printJobs.withdraw(tx, order.id, effect.tellKitchen);
      return;
    default:
      missingCase(effect);
  }
}

/** Says it to the relay, which knows no order that began at the counter. */
export function tellRelay(deps: OrderDeps, tx: Tx, order: Order, body: UpBody): void {
  if (order.platform !== counterPlatform) deps.upLog.append(tx, body);
}

/** Writes a hop of this branch into the order's life, here and on its way to the relay. */
export function recordHop(deps: OrderDeps, tx: Tx, orderId: string, hop: Omit<Hop, 'atMs'>): void {
  const timed: Hop = { ...hop, atMs: deps.clock.now() };
  const stored = findOrder(tx, orderId);
  if (!stored || !insertHop(tx, orderId, timed)) return;
  tellRelay(deps, tx, stored.order, { kind: 'order.hops', orderId, hops: [timed] });
  deps.signals.raise({ orders: true, orderIds: [orderId] });
}
