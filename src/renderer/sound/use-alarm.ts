import { useCallback, useEffect, useMemo, useRef } from 'react';
import { secondMs } from '../../shared/kit/clock.ts';
import { useDeps } from '../api/deps.tsx';
import { useOrders } from '../api/queries.ts';
import { useNow } from '../api/server-time.tsx';
import { usePreferences } from '../format/preferences.tsx';
import { withAttempt } from '../orders/commands.ts';
import { useOrderCommands } from '../orders/order-commands.tsx';
import { type Alarm, alarmOf, alarmSteps } from './alarm.ts';

/** Two chimes closer together than this are one noise. */
const shortestPauseMs = 1_200;

/** Rings until nobody waits for an answer, louder and more often as the time runs out. */
export function useAlarm(): Alarm {
  const { clock, live, chimes } = useDeps();
  const { volumePercent } = usePreferences().preferences;
  const { attempts } = useOrderCommands();
  const orders = useOrders('open');
  const now = useNow(secondMs);
  const rangAtMs = useRef(Number.NEGATIVE_INFINITY);
  const unanswered = useMemo(
    () =>
      (orders.data ?? [])
        .map((view) => withAttempt(view, attempts.get(view.order.id)))
        .filter((view) => view.status === 'pending'),
    [attempts, orders.data],
  );
  const alarm = alarmOf(unanswered, now);
  const { level } = alarm;
  const volume = volumePercent / 100;

  const ring = useCallback(
    (loudness: number) => {
      if (clock.monotonicMs() - rangAtMs.current < shortestPauseMs) return;
      rangAtMs.current = clock.monotonicMs();
      chimes.play('new_order', loudness * volume);
    },
    [chimes, clock, volume],
  );

  useEffect(
    () =>
      live.onNotice((notice) => {
        if (notice.newOrderIds.length > 0) ring(alarmSteps[1].loudness);
        if (notice.cancelledOrderIds.length > 0) chimes.play('cancelled', volume);
      }),
    [chimes, live, ring, volume],
  );

  useEffect(() => {
    if (level === 0) return;
    const step = alarmSteps[level];
    let cancel: () => void;
    const again = () => {
      ring(step.loudness);
      cancel = clock.after(step.everyMs, again);
    };
    again();
    return () => cancel();
  }, [clock, level, ring]);

  return alarm;
}
