import { useCallback, useMemo, useRef } from 'react';
import type { OrderLane, OrderView } from '../../../shared/contract/branch-api.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { useDeps } from '../../api/deps.tsx';
import { useOrders } from '../../api/queries.ts';
import { useNow } from '../../api/server-time.tsx';
import { withAttempt } from '../../orders/commands.ts';
import { isLate, type OrderFilter, passes } from '../../orders/filter.ts';
import { intoLanes, matches } from '../../orders/lanes.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { useOfferedMinutes } from '../../rules/use-rules.ts';

const lateStepMs = minuteMs / 4;

/** What a person looks for. */
export interface Wish {
  readonly search: string;
  readonly filter: OrderFilter;
}

export type Board = ReturnType<typeof useBoard>;

/** The orders of the board as they stand once running commands are saved, in lanes, found by search and filter. */
export function useBoard(list: OrderLane, { search, filter }: Wish) {
  const open = useOrders('open');
  const scheduled = useOrders('scheduled');
  const done = useOrders('done', list === 'done');
  const now = useNow(lateStepMs);
  // Time passing changes what is found only where lateness is looked for.
  const lateAtMs = filter.late ? now : 0;
  const isFound = useCallback(
    (view: OrderView) => passes(view, filter, lateAtMs) && matches(view, search),
    [filter, lateAtMs, search],
  );
  const openViews = useExpected(open.data);
  const scheduledViews = useExpected(scheduled.data);
  const doneViews = useExpected(done.data);
  const lanes = useMemo(() => intoLanes(openViews.filter(isFound)), [isFound, openViews]);
  const newCount = openViews.filter(({ status }) => status === 'pending').length;
  return {
    lanes,
    open,
    scheduled,
    done,
    /** All of the list that is looked at, for what may be looked for in it. */
    listViews: { open: openViews, scheduled: scheduledViews, done: doneViews }[list],
    lateCount: list === 'open' ? openViews.filter((view) => isLate(view, now)).length : 0,
    newCount,
    hiddenNew: newCount - lanes.new.length,
    scheduledViews: useMemo(
      () => scheduledViews.filter(isFound).sort((a, b) => startOf(a) - startOf(b)),
      [isFound, scheduledViews],
    ),
    doneViews: useMemo(
      () => doneViews.filter(isFound).sort((a, b) => b.statusAtMs - a.statusAtMs),
      [doneViews, isFound],
    ),
    defaultMinutes: useOfferedMinutes(),
  };
}

export function startOf({ order }: OrderView): number {
  return order.startAtMs ?? 0;
}

function useExpected(views: readonly OrderView[] | undefined): OrderView[] {
  const { attempts } = useOrderCommands();
  return useMemo(
    () => (views ?? []).map((view) => withAttempt(view, attempts.get(view.order.id))),
    [attempts, views],
  );
}

/** Ids of orders that were shown, no longer than anybody could see them again. */
const keptIds = 2_000;

/** Tells the branch, once for each order, that a person can see it: after the browser has painted it. */
export function useShownReport(): (orderId: string) => void {
  const { live } = useDeps();
  const told = useRef(new Set<string>());
  const waiting = useRef<string[]>([]);
  return useCallback(
    (orderId: string) => {
      if (told.current.has(orderId)) return;
      told.current.add(orderId);
      if (told.current.size > keptIds)
        told.current = new Set([...told.current].slice(-keptIds / 2));
      waiting.current.push(orderId);
      if (waiting.current.length > 1) return;
      requestAnimationFrame(() => {
        requestAnimationFrame(() => live.shown(waiting.current.splice(0)));
      });
    },
    [live],
  );
}
