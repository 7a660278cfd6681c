import { useEffect, useRef } from 'react';

/** What keys do, by their place on the keyboard, so that they work while it writes Arabic. */
export type SellKeys = Readonly<Record<string, () => void>>;

/** Keys of selling and paying; silent while somebody writes or a sheet lies above it. */
export function useSellKeys(keys: SellKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (isTaken(event.target)) return;
      const act = latest.current[event.code];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}
