import { AppError } from '../../../shared/contract/errors.ts';
import type {
  KitchenBoard,
  KitchenTicket,
  PickupNumber,
} from '../../../shared/contract/kitchen.ts';
import { canMove, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Station } from '../../../shared/contract/printing.ts';
import { hourMs, type Clock } from '../../../shared/kit/clock.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { readPlaces } from '../printing/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import { listTerminals, readLanSettings } from '../terminals/index.ts';
import {
  listAwaitedOrders,
  listBumped,
  listKitchenOrders,
  marksOf,
  saveMarks,
  type KitchenOrder,
  type TicketMarks,
} from './kitchen-repo.ts';
import { shows, ticketsOf, workingStations, type Shown } from './tickets.ts';

export interface KitchenDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly signals: Signals;
  /** Says in the same transaction that the food is ready, to the board and to the platform. */
  markReady(orderId: string, by: string): void;
}

export interface TicketKey {
  readonly orderId: string;
  readonly stationId: string;
}

/** Where somebody taps. */
export interface Display {
  readonly shown: Shown;
  /** What an order's history names: the screen, or who is signed in at a till. */
  readonly by: string;
}

interface Kept {
  readonly kitchenOrder: KitchenOrder;
  readonly ticket: KitchenTicket;
  readonly bumpedAtMs: number | null;
}

/** Long enough for a display that was off during the rush; what is older has been thrown away. */
const cancelledShownMs = 2 * hourMs;
const recallableMs = 4 * hourMs;

/** What each station cooks, what of it is done, and when all of it is. */
export class KitchenService {
  readonly #deps: KitchenDeps;

  constructor(deps: KitchenDeps) {
    this.#deps = deps;
  }

  /** @param shown the stations of this display */
  board(shown: Shown): KitchenBoard {
    const { db, clock } = this.#deps;
    const stations = this.#stations(db);
    const isMine = ({ stationId }: TicketKey) => shows(shown, stationId, stations);
    const bumped = listBumped(db, clock.now() - recallableMs).find(isMine);
    return {
      stations: stations
        .filter(({ id }) => isMine({ orderId: '', stationId: id }))
        .map(({ id, name }) => ({ id, name })),
      tickets: this.#kept(db)
        .filter(({ ticket, bumpedAtMs }) => bumpedAtMs === null && isMine(ticket))
        .map(({ ticket }) => ticket),
      lastBumped: bumped
        ? { orderId: bumped.orderId, stationId: bumped.stationId, number: bumped.number }
        : null,
      serverTimeMs: clock.now(),
    };
  }

  /** @throws AppError `order.not_found`, `terminal.not_allowed` */
  strike(
    display: Display,
    key: TicketKey,
    line: { readonly place: number; readonly struck: boolean },
  ): void {
    this.#mark(display, key, (marks) => {
      const others = marks.struck.filter((place) => place !== line.place);
      return { ...marks, struck: line.struck ? [...others, line.place] : others };
    });
  }

  /** Bumping twice is bumping once. @throws AppError as `strike` */
  bump(display: Display, key: TicketKey): void {
    const bumpedAtMs = this.#deps.clock.now();
    this.#mark(display, key, (marks) => ({ ...marks, bumpedAtMs, isRecalled: false }));
  }

  /** @throws AppError as `strike` */
  recall(display: Display, key: TicketKey): void {
    this.#mark(display, key, (marks) => ({ ...marks, bumpedAtMs: null, isRecalled: true }));
  }

  /** A ticket of which nothing is left goes away with it. @throws AppError as `strike` */
  acknowledge(display: Display, key: TicketKey): void {
    const nowMs = this.#deps.clock.now();
    this.#mark(display, key, (marks, ticket) => {
      const voided = ticket?.lines.filter((line) => line.voided !== 'no') ?? [];
      const isEmpty = ticket?.cancelled === true || voided.length === ticket?.lines.length;
      return {
        ...marks,
        seen: voided.map(({ place }) => place),
        ...(isEmpty && { bumpedAtMs: nowMs, isRecalled: false }),
      };
    });
  }

  /** Oldest first what is being made, newest first what can be taken. Who sits at a table is served there. */
  pickup(showNames: boolean): { preparing: PickupNumber[]; ready: PickupNumber[] } {
    const { db, clock } = this.#deps;
    const awaited = listAwaitedOrders(db, clock.now()).filter(
      ({ order }) => order.fulfilment.kind !== 'dine_in',
    );
    const toNumber = ({ order, statusAtMs, sinceMs, status }: KitchenOrder): PickupNumber => ({
      orderId: order.id,
      number: order.displayNumber,
      platform: order.platform,
      name: showNames ? (order.customer?.name ?? '') : '',
      sinceMs: status === 'ready_for_pickup' ? statusAtMs : sinceMs,
    });
    const [ready, preparing] = [true, false].map((isReady) =>
      awaited.filter(({ status }) => (status === 'ready_for_pickup') === isReady).map(toNumber),
    );
    return {
      preparing: (preparing ?? []).toSorted((a, b) => a.sinceMs - b.sinceMs),
      ready: (ready ?? []).toSorted((a, b) => b.sinceMs - a.sinceMs),
    };
  }

  #mark(
    { shown, by }: Display,
    key: TicketKey,
    change: (marks: TicketMarks, ticket: KitchenTicket | undefined) => TicketMarks,
  ): void {
    const { db, signals } = this.#deps;
    transact(db, (tx) => {
      demandShown(shown, key, this.#stations(tx));
      const marks = findMarks(tx, key);
      const kept = this.#kept(tx).find(({ ticket }) => isOf(key, ticket));
      if (!kept && !marks) {
        throw new AppError('order.not_found', `no ticket of order ${key.orderId} at the station`);
      }
      saveMarks(tx, change(marks ?? { ...key, ...untouched }, kept?.ticket));
      if (kept) this.#readyWhenDone(tx, kept.kitchenOrder, by);
    });
    signals.raise({ kitchen: true });
  }

  /** Every station that a display shows has bumped its part. Paper tells nobody when it is done. */
  #readyWhenDone(tx: Tx, { order, status }: KitchenOrder, by: string): void {
    if (!readLanSettings(tx).bumpedIsReady || !isCooking(status)) return;
    const displays = listDisplays(tx);
    const stations = this.#stations(tx);
    const isShown = ({ stationId }: TicketKey) =>
      displays.length === 0 || displays.some((shown) => shows(shown, stationId, stations));
    const tickets = this.#kept(tx).filter(({ ticket }) => ticket.orderId === order.id);
    const isDone = tickets.every((kept) => kept.bumpedAtMs !== null || !isShown(kept.ticket));
    if (isDone) this.#deps.markReady(order.id, by);
  }

  #stations(db: Db): Station[] {
    return workingStations(readPlaces(db), listDisplays(db));
  }

  #kept(db: Db): Kept[] {
    const nowMs = this.#deps.clock.now();
    const orders = listKitchenOrders(db, {
      nowMs,
      cancelledSinceMs: nowMs - cancelledShownMs,
      withUnanswered: readSettings(db).kitchenTicketOn === 'received',
    });
    const marks = marksOf(
      db,
      orders.map(({ order }) => order.id),
    );
    const stations = this.#stations(db);
    return orders.flatMap((kitchenOrder) =>
      ticketsOf(kitchenOrder, stations, marks)
        // Of an order that is ready only what was called back is work again.
        .filter(({ ticket }) => kitchenOrder.status !== 'ready_for_pickup' || ticket.recalled)
        .map((kept) => ({ ...kept, kitchenOrder })),
    );
  }
}

const untouched = { struck: [], seen: [], bumpedAtMs: null, isRecalled: false } as const;

function listDisplays(db: Db): Shown[] {
  return listTerminals(db)
    .filter(({ settings }) => settings.kind === 'kitchen')
    .map(({ settings }) => settings.stationIds);
}

function findMarks(db: Db, key: TicketKey): TicketMarks | undefined {
  return marksOf(db, [key.orderId]).find((marks) => isOf(key, marks));
}

function isOf(key: TicketKey, { orderId, stationId }: TicketKey): boolean {
  return orderId === key.orderId && stationId === key.stationId;
}

function demandShown(shown: Shown, { stationId }: TicketKey, stations: readonly Station[]): void {
  if (shows(shown, stationId, stations)) return;
  throw new AppError('terminal.not_allowed', `the display does not show station ${stationId}`);
}

/** An order that nobody has answered yet cannot be ready, whatever the kitchen has done. */
function isCooking(status: OrderStatus): boolean {
  return status !== 'pending' && canMove(status, 'ready_for_pickup');
}
