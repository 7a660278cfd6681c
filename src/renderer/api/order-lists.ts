import { type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { type OrderLane, orderLanes, type OrderView } from '../../shared/contract/branch-api.ts';

export const orderKeys = {
  allOrders: ['orders'],
  orders: (lane: OrderLane) => ['orders', lane],
  cancelled: ['cancelled'],
} as const;

export interface LanedOrder {
  readonly lane: OrderLane;
  readonly view: OrderView;
}

/** As many ended orders as the branch itself lists. */
export const mostDone = 200;

/**
 * Puts orders that were read one by one into the lists the till has in memory, each into the one it stands in now.
 * A list that is on its way was asked for earlier and may know less: the caller begins that reading anew.
 *
 * @param ids what was asked for; an order that was not found leaves the lists
 */
export function putOrders(
  queries: QueryClient,
  ids: readonly string[],
  found: readonly LanedOrder[],
): void {
  const asked = new Set(ids);
  for (const lane of orderLanes) {
    const views = found.filter((one) => one.lane === lane).map(({ view }) => view);
    const most = lane === 'done' ? mostDone : Number.MAX_SAFE_INTEGER;
    queries.setQueryData<OrderView[]>(orderKeys.orders(lane), (known) =>
      merged(known, asked, views)?.slice(0, most),
    );
  }
  const cancelled = found.map(({ view }) => view).filter(({ status }) => status === 'cancelled');
  queries.setQueryData<OrderView[]>(orderKeys.cancelled, (known) =>
    merged(known, asked, cancelled)?.slice(0, mostDone),
  );
}

/** Known orders keep their places and new ones come first; an untouched list stays the same object. */
function merged(
  known: OrderView[] | undefined,
  asked: ReadonlySet<string>,
  views: readonly OrderView[],
): OrderView[] | undefined {
  if (!known) return undefined;
  const fresh = new Map(views.map((view) => [view.order.id, view]));
  const isTouched = known.some(({ order }) => asked.has(order.id));
  if (!isTouched && fresh.size === 0) return known;
  const kept = known.flatMap((view) => {
    const { id } = view.order;
    if (!asked.has(id)) return [view];
    const now = fresh.get(id);
    fresh.delete(id);
    return now ? [now] : [];
  });
  return [...fresh.values(), ...kept];
}

/**
 * A list that was read again keeps the orders that are as they were, wherever they stand now: only what changed is drawn.
 * The library would compare place by place, and one new order on top would change every place.
 */
export function sharedById(known: unknown, next: unknown): unknown {
  const views = next as readonly OrderView[];
  const byId = new Map((known as OrderView[] | undefined)?.map((view) => [view.order.id, view]));
  return views.map((view) => {
    const before = byId.get(view.order.id);
    return before === undefined || before === view ? view : replaceEqualDeep(before, view);
  });
}

/** True while a list of orders is on its way. */
export function isReadingLists(queries: QueryClient): boolean {
  return queries.isFetching({ queryKey: orderKeys.allOrders }) > 0;
}

export async function readListsAnew(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: orderKeys.allOrders }),
    queries.invalidateQueries({ queryKey: orderKeys.cancelled }),
  ]);
}
