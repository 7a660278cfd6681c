import type { Clock } from '../../../src/shared/kit/clock.ts';
import type { SimulatedOrder, Violation, ViolationRule } from '../simulator.ts';

/** An order and what only its platform knows about it. */
export interface Entry<Own> {
  order: SimulatedOrder;
  readonly own: Own;
}

export interface OrderBook<Own> {
  add(order: SimulatedOrder, own: Own): Entry<Own>;
  find(externalId: string): Entry<Own> | undefined;
  /** @throws Error for an order this simulator never sent */
  get(externalId: string): Entry<Own>;
  list(): Entry<Own>[];
  change(entry: Entry<Own>, patch: Partial<SimulatedOrder>): void;
  violate(rule: ViolationRule, externalId: string | null, detail: string): void;
  violations(): readonly Violation[];
  onChange(listener: (order: SimulatedOrder) => void): () => void;
}

export function createOrderBook<Own>(clock: Clock): OrderBook<Own> {
  const entries = new Map<string, Entry<Own>>();
  const violations: Violation[] = [];
  const listeners = new Set<(order: SimulatedOrder) => void>();
  const changed = (order: SimulatedOrder) => {
    for (const listener of listeners) listener(order);
  };
  return {
    add(order, own) {
      const entry = { order, own };
      entries.set(order.externalId, entry);
      changed(order);
      return entry;
    },
    find: (externalId) => entries.get(externalId),
    get(externalId) {
      const entry = entries.get(externalId);
      if (!entry) throw new Error(`this simulator never sent an order ${externalId}`);
      return entry;
    },
    list: () => [...entries.values()],
    change(entry, patch) {
      entry.order = { ...entry.order, ...patch };
      changed(entry.order);
    },
    violate(rule, externalId, detail) {
      violations.push({ at: clock.now(), rule, externalId, detail });
    },
    violations: () => [...violations],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
