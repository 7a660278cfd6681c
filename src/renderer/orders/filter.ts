import type { OrderView } from '../../shared/contract/branch-api.ts';
import type { Order } from '../../shared/contract/order.ts';
import type { EpochMs } from '../../shared/kit/clock.ts';
import { countdownOf } from './countdown.ts';

export type OrderKind = Order['fulfilment']['kind'];

/** What a person wants to see of a list; an empty set lets everything through. */
export interface OrderFilter {
  readonly platforms: ReadonlySet<string>;
  readonly kinds: ReadonlySet<OrderKind>;
  readonly late: boolean;
}

export const noFilter: OrderFilter = { platforms: new Set(), kinds: new Set(), late: false };

export function isFiltering({ platforms, kinds, late }: OrderFilter): boolean {
  return platforms.size > 0 || kinds.size > 0 || late;
}

export function passes(view: OrderView, filter: OrderFilter, now: EpochMs): boolean {
  const { platform, fulfilment } = view.order;
  if (filter.platforms.size > 0 && !filter.platforms.has(platform)) return false;
  if (filter.kinds.size > 0 && !filter.kinds.has(fulfilment.kind)) return false;
  return !filter.late || isLate(view, now);
}

/** Four fifths of the time to answer are gone, or the food should have been ready. */
export function isLate(view: OrderView, now: EpochMs): boolean {
  if (view.status === 'pending') return countdownOf(view, now)?.urgency === 'late';
  const dueAtMs = view.readyByMs ?? view.order.dueAtMs;
  return dueAtMs !== null && dueAtMs < now;
}

export interface Choice<Name extends string> {
  readonly name: Name;
  readonly count: number;
}

/** What the orders of a list can be told apart by, the most frequent first. */
export function choicesOf(views: readonly OrderView[]): {
  readonly platforms: Choice<string>[];
  readonly kinds: Choice<OrderKind>[];
} {
  return {
    platforms: counted(views.map(({ order }) => order.platform)),
    kinds: counted(views.map(({ order }) => order.fulfilment.kind)),
  };
}

function counted<Name extends string>(names: readonly Name[]): Choice<Name>[] {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts]
    .map(([name, all]) => ({ name, count: all.length }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

export function toggled<Name>(set: ReadonlySet<Name>, name: Name): ReadonlySet<Name> {
  const after = new Set(set);
  if (!after.delete(name)) after.add(name);
  return after;
}
