import { useCallback, useMemo, useRef } from 'react';
import type { OrderLane, OrderView } from '../../../shared/contract/branch-api.ts';
import { useDeps } from '../../api/deps.tsx';
import { useOrders, useSettings } from '../../api/queries.ts';
import { withAttempt } from '../../orders/commands.ts';
import { intoLanes, matches } from '../../orders/lanes.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';

/** Minutes on the accept button until the branch has told its own. */
const usualMinutes = 20;

export type Board = ReturnType<typeof useBoard>;

/** The orders of the board as they stand once running commands are saved, in lanes, found by the search. */
export function useBoard(list: OrderLane, search: string) {
  const { attempts } = useOrderCommands();
  const open = useOrders('open');
  const scheduled = useOrders('scheduled');
  const done = useOrders('done', list === 'done');
  const settings = useSettings();
  const lanes = useMemo(() => {
    const views = (open.data ?? []).map((view) => withAttempt(view, attempts.get(view.order.id)));
    return intoLanes(views.filter((view) => matches(view, search)));
  }, [attempts, open.data, search]);
  const found = useCallback(
    (views: readonly OrderView[] | undefined) =>
      (views ?? [])
        .map((view) => withAttempt(view, attempts.get(view.order.id)))
        .filter((view) => matches(view, search)),
    [attempts, search],
  );
  return {
    lanes,
    open,
    scheduled,
    done,
    scheduledViews: useMemo(
      () =>
        found(scheduled.data).sort((a, b) => (a.order.startAtMs ?? 0) - (b.order.startAtMs ?? 0)),
      [found, scheduled.data],
    ),
    doneViews: useMemo(
      () => found(done.data).sort((a, b) => b.statusAtMs - a.statusAtMs),
      [found, done.data],
    ),
    defaultMinutes: settings.data?.defaultPrepMinutes ?? usualMinutes,
  };
}

/** Tells the branch, once for each order, that a person can see it: after the browser has painted it. */
export function useShownReport(): (orderId: string) => void {
  const { live } = useDeps();
  const told = useRef(new Set<string>());
  const waiting = useRef<string[]>([]);
  return useCallback(
    (orderId: string) => {
      if (told.current.has(orderId)) return;
      told.current.add(orderId);
      waiting.current.push(orderId);
      if (waiting.current.length > 1) return;
      requestAnimationFrame(() => {
        requestAnimationFrame(() => live.shown(waiting.current.splice(0)));
      });
    },
    [live],
  );
}
