import { useCallback, useEffect, useRef, useState } from 'react';
import { secondMs } from '../../shared/kit/clock.ts';
import { useDeps } from '../api/deps.tsx';

/** Time to take a step back, as everywhere in the till. */
export const undoMs = 5 * secondMs;

export interface Undoable {
  /** True while the step can be taken back. */
  readonly pending: boolean;
  readonly begin: () => void;
  readonly undo: () => void;
}

/** Does a thing a few seconds later, unless it is taken back; at once when its place leaves the screen. */
export function useUndoable(run: () => void): Undoable {
  const { clock } = useDeps();
  const [pending, setPending] = useState(false);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const waiting = useRef<(() => void) | null>(null);
  const undo = useCallback(() => {
    waiting.current?.();
    waiting.current = null;
    setPending(false);
  }, []);
  const begin = useCallback(() => {
    waiting.current?.();
    setPending(true);
    waiting.current = clock.after(undoMs, () => {
      waiting.current = null;
      setPending(false);
      latest.current();
    });
  }, [clock]);
  useEffect(
    () => () => {
      if (!waiting.current) return;
      waiting.current();
      waiting.current = null;
      latest.current();
    },
    [],
  );
  return { pending, begin, undo };
}
