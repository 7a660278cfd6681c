import { counterPlatform } from '../../../shared/contract/bill.ts';
import type {
  BoardAction,
  OrderDetail,
  OrderLane,
  OrderView,
} from '../../../shared/contract/branch-api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { canMove, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { CancelReason, OrderAction, RejectReason } from '../../../shared/contract/order.ts';
import type { UpBody } from '../../../shared/contract/relay.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { Caller } from '../http/caller.ts';
import { printJobsByOrder } from '../printing/index.ts';
import { confirmOrder } from './confirm-order.ts';
import { actionFor, urgentAtMs } from './order-effects.ts';
import { answersByOrder, listChanges, listHops, saveAnswer } from './order-facts-repo.ts';
import { applyMove, recordHop, tellRelay, type OrderDeps } from './order-moves.ts';
import { offersFor } from './order-offers.ts';
import {
  countOpenOrders,
  findOrder,
  listByIds,
  listLane,
  updateProgress,
  type StoredOrder,
} from './orders-repo.ts';

/** Who acts at a till where nobody is signed in. */
const till = 'till';

/** What the bills of the counter do for an order of theirs. */
export interface CounterBills {
  /** Takes the order's lines off its bill. @throws AppError `bill.paid`, `bill.split` */
  cancelOrder(
    by: Canceller,
    order: { readonly billId: string; readonly orderId: string; readonly reason: string },
  ): void;
}

export type Canceller = Pick<Caller, 'staffId' | 'name' | 'drawerId'>;

type Moved = Extract<UpBody, { kind: 'order.moved' }>;
export type KitchenStep = 'preparing' | 'ready_for_pickup' | 'out_for_delivery' | 'delivered';

/** What people do with orders: each method one use case and one transaction. */
export class OrdersService {
  readonly #db: Db;
  readonly #deps: OrderDeps;
  readonly #bills: CounterBills;

  constructor(db: Db, deps: OrderDeps, bills: CounterBills) {
    this.#db = db;
    this.#deps = deps;
    this.#bills = bills;
  }

  list(lane: OrderLane): OrderView[] {
    return toViews(this.#db, listLane(this.#db, lane, this.#deps.clock.now()));
  }

  /** Those of the ids that are kept, each with the list it stands in now. */
  some(ids: readonly string[]): { lane: OrderLane; view: OrderView }[] {
    const found = listByIds(this.#db, ids, this.#deps.clock.now());
    const views = toViews(
      this.#db,
      found.map(({ stored }) => stored),
    );
    return views.map((view, index) => ({ lane: found[index]?.lane ?? 'open', view }));
  }

  countOpen(): number {
    return countOpenOrders(this.#db);
  }

  /** @throws AppError `order.not_found` */
  get(id: string): OrderDetail {
    return {
      ...viewOf(this.#db, id),
      history: listChanges(this.#db, id),
      hops: listHops(this.#db, id),
    };
  }

  /** @throws AppError `order.not_found`, `order.bad_transition`, `order.action_unsupported` */
  accept(id: string, prepMinutes: number, by = till): OrderView {
    return this.#act(id, (tx, stored) => {
      demandAnswerable(stored, 'accept');
      confirmOrder(this.#deps, tx, stored, { prepMinutes, by, reason: '' });
    });
  }

  /** @throws AppError `order.not_found`, `order.bad_transition`, `order.action_unsupported` */
  reject(
    id: string,
    reason: RejectReason,
    unavailableItemIds: readonly string[],
    by = till,
  ): OrderView {
    return this.#act(id, (tx, stored) => {
      demandAnswerable(stored, 'reject');
      const { rejectReasons } = stored.order;
      if (rejectReasons.length > 0 && !rejectReasons.includes(reason)) {
        throw new AppError('order.action_unsupported', `the platform knows no reason ${reason}`, {
          details: { reason, rejectReasons },
        });
      }
      this.#move(
        tx,
        stored,
        { to: 'rejected', by, reason },
        {
          rejectReason: reason,
          ...(unavailableItemIds.length > 0 && { unavailableItemIds: [...unavailableItemIds] }),
        },
      );
      recordHop(this.#deps, tx, id, { hop: 'answered', detail: `reject: ${reason}` });
    });
  }

  /** @throws AppError `order.not_found`, `order.bad_transition` */
  move(id: string, to: KitchenStep, by = till): OrderView {
    return this.#act(id, (tx, stored) => {
      const unanswered = stored.status === 'pending' && stored.order.actions.includes('accept');
      if (unanswered || !canMove(stored.status, to)) throw badTransition(stored, to);
      this.#move(tx, stored, { to, by, reason: '' });
    });
  }

  /**
   * Takes back what is being cooked or waits to be fetched.
   *
   * @throws AppError `order.not_found`, `order.bad_transition`, `order.action_unsupported`, `bill.paid`
   */
  cancel(id: string, reason: CancelReason, who: Canceller): OrderView {
    return this.#act(id, (tx, stored) => {
      if (!offersOf(tx, stored).includes('cancel')) {
        throw stored.order.actions.includes('cancel') || isOurs(stored)
          ? badTransition(stored, 'cancelled')
          : unsupported(stored, 'cancel');
      }
      if (isOurs(stored)) {
        const billId = stored.order.externalId;
        this.#bills.cancelOrder(who, { billId, orderId: id, reason });
        return;
      }
      const by = who.name || till;
      this.#move(tx, stored, { to: 'cancelled', by, reason }, { cancelReason: reason });
      recordHop(this.#deps, tx, id, { hop: 'answered', detail: `cancel: ${reason}` });
    });
  }

  /** @throws AppError `order.not_found`, `order.bad_transition`, `order.action_unsupported` */
  delay(id: string, minutes: number): OrderView {
    return this.#act(id, (tx, stored) => {
      const { actions, delayMinutes } = stored.order;
      const allowed = delayMinutes.length === 0 || delayMinutes.includes(minutes);
      if (!actions.includes('delay') || !allowed) throw unsupported(stored, 'delay');
      if (stored.status !== 'confirmed' && stored.status !== 'preparing') {
        throw new AppError('order.bad_transition', `delay of an order that is ${stored.status}`);
      }
      const atMs = this.#deps.clock.now();
      const readyByMs = (stored.readyByMs ?? atMs) + minutes * minuteMs;
      const { acceptByMs, dueAtMs } = stored.order;
      updateProgress(tx, id, {
        ...stored,
        readyByMs,
        urgentAtMs: urgentAtMs({ ...stored, acceptByMs, dueAtMs, readyByMs }),
      });
      saveAnswer(tx, id, { action: 'delay', state: 'waiting', detail: `${minutes} min`, atMs });
      tellRelay(this.#deps, tx, stored.order, {
        kind: 'order.delayed',
        orderId: id,
        minutes,
        atMs,
      });
      this.#deps.signals.raise({ orders: true, orderIds: [id] });
    });
  }

  /** Prints the kitchen ticket once more, marked as a copy. @throws AppError as `move` */
  reprint(id: string, reason: string): OrderView {
    return this.#act(id, (tx, stored) => {
      if (!offersOf(tx, stored).includes('reprint')) {
        throw new AppError(
          'order.bad_transition',
          `no ticket to print again while ${stored.status}`,
        );
      }
      this.#deps.printJobs.queueCopy(tx, id, reason);
      this.#deps.signals.raise({ orders: true, orderIds: [id] });
    });
  }

  /** Notes the moment an order was first on a screen. Unknown ids are ignored. */
  shown(orderIds: readonly string[]): void {
    transact(this.#db, (tx) => {
      for (const id of orderIds) recordHop(this.#deps, tx, id, { hop: 'till_shown', detail: '' });
    });
  }

  #act(id: string, work: (tx: Tx, stored: StoredOrder) => void): OrderView {
    return transact(this.#db, (tx) => {
      work(tx, getOrder(tx, id));
      return viewOf(tx, id);
    });
  }

  #move(
    tx: Tx,
    stored: StoredOrder,
    { to, by, reason }: { to: OrderStatus; by: string; reason: string },
    said: Omit<Moved, 'kind' | 'orderId' | 'change'> = {},
  ): void {
    const { id, actions } = stored.order;
    const atMs = this.#deps.clock.now();
    const change = { status: to, atMs, by, reason };
    applyMove(this.#deps, tx, { before: stored, change });
    tellRelay(this.#deps, tx, stored.order, { kind: 'order.moved', orderId: id, change, ...said });
    const action = actionFor(to);
    if (action && actions.includes(action)) {
      saveAnswer(tx, id, { action, state: 'waiting', detail: '', atMs });
    }
  }
}

function getOrder(db: Db, id: string): StoredOrder {
  const stored = findOrder(db, id);
  if (!stored) throw new AppError('order.not_found', `no order ${id}`);
  return stored;
}

function viewOf(db: Db, id: string): OrderView {
  const [view] = toViews(db, [getOrder(db, id)]);
  if (!view) throw new AppError('order.not_found', `no order ${id}`);
  return view;
}

function demandAnswerable(stored: StoredOrder, action: 'accept' | 'reject'): void {
  const to = action === 'accept' ? 'confirmed' : 'rejected';
  if (stored.status !== 'pending') throw badTransition(stored, to);
  if (!stored.order.actions.includes(action)) throw unsupported(stored, action);
}

function badTransition(stored: StoredOrder, to: OrderStatus): AppError {
  return new AppError('order.bad_transition', `${stored.status} → ${to}`, {
    details: { from: stored.status, to },
  });
}

function unsupported(stored: StoredOrder, action: OrderAction): AppError {
  return new AppError(
    'order.action_unsupported',
    `${stored.order.platform} takes no such ${action}`,
    {
      details: { action },
    },
  );
}

function isOurs({ order }: StoredOrder): boolean {
  return order.platform === counterPlatform;
}

function offersOf(db: Db, stored: StoredOrder): BoardAction[] {
  return toViews(db, [stored])[0]?.offers ?? [];
}

function toViews(db: Db, orders: readonly StoredOrder[]): OrderView[] {
  const ids = orders.map((stored) => stored.order.id);
  const printJobs = printJobsByOrder(db, ids);
  const answers = answersByOrder(db, ids);
  return orders.map((stored) => {
    const mine = printJobs.get(stored.order.id) ?? [];
    const told = answers.get(stored.order.id) ?? [];
    return {
      order: stored.order,
      status: stored.status,
      statusAtMs: stored.statusAtMs,
      receivedAtMs: stored.receivedAtMs,
      cameTooLate: stored.cameTooLate,
      prepMinutes: stored.prepMinutes,
      readyByMs: stored.readyByMs,
      courier: stored.courier,
      printJobs: mine,
      answers: told,
      offers: offersFor({
        platform: stored.order.platform,
        status: stored.status,
        actions: stored.order.actions,
        carriedBy: stored.order.fulfilment.by,
        hasKitchenTicket: mine.some((job) => job.kind === 'kitchen'),
        delayRefused: told.some(({ action, state }) => action === 'delay' && state === 'refused'),
      }),
    };
  });
}
