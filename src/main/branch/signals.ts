import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import { errorFields, type Logger } from '../../shared/kit/logger.ts';

export type ChangedBill = LiveNotice['changedBills'][number];

/** What has changed since the last time the listeners were told. */
export interface Changes {
  readonly orders: boolean;
  /** The orders that changed; empty with `orders` when any of them may have. */
  readonly orderIds: readonly string[];
  readonly printing: boolean;
  readonly settings: boolean;
  readonly menu: boolean;
  readonly bills: boolean;
  /** The bills that changed, as their latest versions; empty with `bills` when any of them may have. */
  readonly changedBills: readonly ChangedBill[];
  readonly floor: boolean;
  readonly rules: boolean;
  readonly shifts: boolean;
  /** What kitchen displays have done. */
  readonly kitchen: boolean;
  /** Who may come in from the network, and who is there. */
  readonly terminals: boolean;
  readonly state: boolean;
  /** The up log has grown. */
  readonly upLog: boolean;
  readonly newOrderIds: readonly string[];
  readonly cancelledOrderIds: readonly string[];
}

/**
 * Tells the parts that something changed, never the data itself. Raised inside transactions and heard
 * in a later turn of the event loop, so a listener sees the committed state; a change whose transaction
 * failed is heard too and costs one needless look.
 */
export interface Signals {
  raise(change: Partial<Changes>): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (changes: Changes) => void): () => void;
}

const nothing: Changes = {
  orders: false,
  orderIds: [],
  printing: false,
  settings: false,
  menu: false,
  bills: false,
  changedBills: [],
  floor: false,
  kitchen: false,
  terminals: false,
  rules: false,
  shifts: false,
  state: false,
  upLog: false,
  newOrderIds: [],
  cancelledOrderIds: [],
};

/** A listener that fails is logged and keeps no other from hearing. */
export function createSignals(logger: Logger): Signals {
  const listeners = new Set<(changes: Changes) => void>();
  let pending: Changes | undefined;
  const tell = () => {
    const changes = pending;
    pending = undefined;
    if (!changes) return;
    for (const listener of listeners) {
      try {
        listener(changes);
      } catch (error) {
        logger.error(errorFields(error), 'a part could not follow a change');
      }
    }
  };
  return {
    raise(change) {
      if (!pending) setImmediate(tell);
      pending = merge(pending ?? nothing, change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function merge(a: Changes, b: Partial<Changes>): Changes {
  const flags = Object.entries(b).filter(([, value]) => value === true);
  return {
    ...a,
    ...(Object.fromEntries(flags) as Partial<Changes>),
    orderIds: mergeKnown([a.orders, a.orderIds], [b.orders, b.orderIds]),
    changedBills: mergeKnown([a.bills, a.changedBills], [b.bills, b.changedBills]),
    newOrderIds: [...a.newOrderIds, ...(b.newOrderIds ?? [])],
    cancelledOrderIds: [...a.cancelledOrderIds, ...(b.cancelledOrderIds ?? [])],
  };
}

type Known<T> = readonly [isChanged: boolean | undefined, which: readonly T[] | undefined];

/** Whoever knows which ones changed says so; once somebody does not, any may have. */
function mergeKnown<T>(...sides: readonly Known<T>[]): readonly T[] {
  const isAny = sides.some(([isChanged = false, which = []]) => isChanged && which.length === 0);
  return isAny ? [] : sides.flatMap(([, which = []]) => which);
}
