import { useEffect, useRef } from 'react';
import type { KitchenTicket } from '../../../shared/contract/kitchen.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { useDeps } from '../../api/deps.tsx';
import { usePreferences } from '../../format/preferences.tsx';
import { keyOf, needsEyes } from './kitchen-board.ts';

const repeatMs = 6 * secondMs;

/** A bell for each new ticket, and the other one again and again while something must not be cooked and nobody has seen it. */
export function useKitchenSound(tickets: readonly KitchenTicket[] | undefined): void {
  const { chimes, clock } = useDeps();
  const volume = usePreferences().preferences.volumePercent / 100;
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!tickets) return;
    const keys = new Set(tickets.map(keyOf));
    const before = known.current;
    known.current = keys;
    // What hung there when the screen was opened is not new.
    if (before && [...keys].some((key) => !before.has(key))) chimes.play('new_order', volume);
  }, [chimes, tickets, volume]);
  const isAlarm = tickets?.some(needsEyes) ?? false;
  useEffect(() => {
    if (!isAlarm) return;
    let cancel: () => void;
    const ring = () => {
      chimes.play('cancelled', volume);
      cancel = clock.after(repeatMs, ring);
    };
    ring();
    return () => cancel();
  }, [chimes, clock, isAlarm, volume]);
}
