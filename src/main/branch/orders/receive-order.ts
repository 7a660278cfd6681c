import { isDeepStrictEqual } from 'node:util';
import { canMove, isOpen } from '../../../shared/contract/order-status.ts';
import type { OrderNews } from '../../../shared/contract/relay.ts';
import type { Hop, StatusChange } from '../../../shared/contract/order.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import type { Tx } from '../database/index.ts';
import { urgentAtMs } from './order-effects.ts';
import {
  insertChange,
  insertEarlyEvent,
  insertHop,
  listHops,
  saveAnswer,
  takeEarlyEvents,
} from './order-facts-repo.ts';
import { applyMove, causePaper, recordHop, type OrderDeps } from './order-moves.ts';
import { findOrder, insertOrder, updateCourier, type StoredOrder } from './orders-repo.ts';

type Placed = Extract<OrderNews, { kind: 'order.placed' }>;
type Answer = Extract<OrderNews, { kind: 'order.platform_answer' }>;

export interface Told {
  readonly body: OrderNews;
  /** When the relay wrote it into its log. */
  readonly relayAtMs: EpochMs;
}

/** Applies what the relay tells about orders. Safe to repeat: an order is new once, a step moves it once. */
export function applyDown(deps: OrderDeps, tx: Tx, { body, relayAtMs }: Told): void {
  if (body.kind === 'order.placed') {
    receive(deps, tx, body, relayAtMs);
    return;
  }
  const stored = findOrder(tx, body.orderId);
  if (!stored) {
    insertEarlyEvent(tx, body.orderId, body, deps.clock.now());
    return;
  }
  switch (body.kind) {
    case 'order.platform_status':
      follow(deps, tx, stored, body.change);
      break;
    case 'order.courier':
      // Couriers' reports overtake each other.
      if (body.courier.atMs >= (stored.courier?.atMs ?? 0)) {
        updateCourier(tx, body.orderId, body.courier);
      }
      break;
    case 'order.platform_answer': {
      const { action, outcome: state, detail, atMs } = body;
      saveAnswer(tx, body.orderId, { action, state, detail, atMs });
      const hop = answeredHop(body);
      const isKnown = listHops(tx, body.orderId).some((known) => isDeepStrictEqual(known, hop));
      // Not for the up log: it is the relay that tells.
      if (!isKnown) insertHop(tx, body.orderId, hop);
      break;
    }
    default:
      missingCase(body);
  }
  deps.signals.raise({ orders: true, orderIds: [body.orderId] });
}

/** The platform's end of the order's life, in the words of the relay's own list. */
function answeredHop({ action, outcome, detail, atMs }: Answer): Hop {
  return {
    hop: outcome === 'told' ? 'platform_told' : 'platform_refused',
    atMs,
    detail: detail === '' ? action : `${action}: ${detail}`,
  };
}

function receive(deps: OrderDeps, tx: Tx, placed: Placed, relayAtMs: EpochMs): void {
  const { order, standing, hops } = placed;
  const known = findOrder(tx, order.id);
  if (known) {
    // To stand as `pending` is where every order begins and no step to follow.
    if (standing.status !== 'pending') follow(deps, tx, known, standing);
    return;
  }
  const receivedAtMs = deps.clock.now();
  const isPending = standing.status === 'pending';
  const stored: StoredOrder = {
    order,
    status: standing.status,
    statusAtMs: isOpen(standing.status) ? receivedAtMs : standing.atMs,
    receivedAtMs,
    relayAtMs,
    urgentAtMs: urgentAtMs({ ...order, status: standing.status, readyByMs: null, receivedAtMs }),
    cameTooLate: isPending && order.acceptByMs !== null && order.acceptByMs < receivedAtMs,
    prepMinutes: null,
    readyByMs: null,
    courier: null,
  };
  insertOrder(tx, stored);
  insertChange(tx, order.id, standing, true);
  for (const hop of hops) insertHop(tx, order.id, hop);
  recordHop(deps, tx, order.id, { hop: 'branch_stored', detail: '' });
  causePaper(deps, tx, stored);
  for (const early of takeEarlyEvents(tx, order.id)) {
    applyDown(deps, tx, { body: early, relayAtMs });
  }
  const status = findOrder(tx, order.id)?.status ?? standing.status;
  deps.logger.info({ orderId: order.id, platform: order.platform, status }, 'an order came');
  deps.signals.raise({
    orders: true,
    orderIds: [order.id],
    ...(isOpen(status) && { newOrderIds: [order.id] }),
  });
}

/** Takes a step of the platform where the table allows it; any other is remembered and changes nothing. */
function follow(deps: OrderDeps, tx: Tx, stored: StoredOrder, change: StatusChange): void {
  if (change.status === stored.status) return;
  if (canMove(stored.status, change.status)) applyMove(deps, tx, { before: stored, change });
  else insertChange(tx, stored.order.id, change, false);
}
