import type { OrderView } from '../../shared/contract/branch-api.ts';
import { isOpen, type OrderStatus } from '../../shared/contract/order-status.ts';
import type { Modifier, Name, Order } from '../../shared/contract/order.ts';
import { foldWords } from '../../shared/kit/fold-text.ts';

export const boardLanes = ['new', 'kitchen', 'ready'] as const;
export type BoardLane = (typeof boardLanes)[number];

export function laneOf(status: OrderStatus): BoardLane | null {
  if (!isOpen(status)) return null;
  if (status === 'pending') return 'new';
  return status === 'ready_for_pickup' ? 'ready' : 'kitchen';
}

/** Orders of the board in their lanes, the one that needs somebody first on top. */
export function intoLanes(views: readonly OrderView[]): Record<BoardLane, OrderView[]> {
  const lanes: Record<BoardLane, OrderView[]> = { new: [], kitchen: [], ready: [] };
  for (const view of views) {
    const lane = laneOf(view.status);
    if (lane) lanes[lane].push(view);
  }
  for (const lane of boardLanes) lanes[lane].sort(byUrgency[lane]);
  return lanes;
}

const latest = Number.MAX_SAFE_INTEGER;
type Compare = (a: OrderView, b: OrderView) => number;

/** Time left decides, not age; equal times keep the order of arrival. */
const byUrgency: Record<BoardLane, Compare> = {
  new: (a, b) => (a.order.acceptByMs ?? latest) - (b.order.acceptByMs ?? latest) || byArrival(a, b),
  kitchen: (a, b) => dueAt(a) - dueAt(b) || byArrival(a, b),
  ready: (a, b) => a.statusAtMs - b.statusAtMs || byArrival(a, b),
};

const byArrival: Compare = (a, b) =>
  a.receivedAtMs - b.receivedAtMs || a.order.id.localeCompare(b.order.id);

function dueAt(view: OrderView): number {
  return view.readyByMs ?? view.order.dueAtMs ?? latest;
}

/** True when every word of the search stands in the order, however it is written: number, name, phone or dish. */
export function matches(view: OrderView, search: string): boolean {
  const words = foldWords(search);
  if (words.length === 0) return true;
  const text = wordsOf(view.order);
  return words.every((word) => text.includes(word));
}

/** An order is searched at each letter that is typed, and read anew only when it changes. */
const known = new WeakMap<Order, string>();

function wordsOf(order: Order): string {
  const text = known.get(order) ?? foldWords(textOf(order)).join(' ');
  known.set(order, text);
  return text;
}

function textOf(order: Order): string {
  return [
    order.displayNumber,
    order.externalId,
    order.platform,
    order.customer?.name ?? '',
    order.customer?.phone ?? '',
    ...order.lines.flatMap((line) => [...allNames(line.name), ...line.modifiers.flatMap(namesOf)]),
  ].join('\n');
}

function namesOf(modifier: Modifier): string[] {
  return [...allNames(modifier.name), ...modifier.modifiers.flatMap(namesOf)];
}

function allNames(name: Name): string[] {
  return [name.default, name.en ?? '', name.ar ?? ''];
}

export function itemCount(view: OrderView): number {
  return view.order.lines.reduce((sum, line) => sum + (line.voided ? 0 : line.quantity), 0);
}
