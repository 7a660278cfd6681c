import { useEffect, useRef } from 'react';

/** The keys of a bump bar, which types digits: 1 to 9 for a ticket, 0 for the one that was bumped last. */
export function useKitchenKeys(on: { bump: (place: number) => void; recall: () => void }): void {
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!/^[0-9]$/.test(event.key)) return;
      event.preventDefault();
      if (event.key === '0') latest.current.recall();
      else latest.current.bump(Number(event.key) - 1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
