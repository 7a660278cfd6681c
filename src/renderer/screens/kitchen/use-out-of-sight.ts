import { type RefObject, useEffect, useState } from 'react';
import type { KitchenTicket } from '../../../shared/contract/kitchen.ts';

/** Less than this of a ticket cannot be read. */
const readableShare = 0.2;

/** How many tickets hang where nobody sees them without moving the rail. */
export function useOutOfSight(
  rail: RefObject<HTMLElement | null>,
  tickets: readonly KitchenTicket[] | undefined,
): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!tickets) return;
    const cards = [...(rail.current?.querySelectorAll('article') ?? [])];
    const inSight = new Map<Element, boolean>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) inSight.set(target, isIntersecting);
        setCount([...inSight.values()].filter((isSeen) => !isSeen).length);
      },
      { root: rail.current, threshold: readableShare },
    );
    cards.forEach((card) => observer.observe(card));
    return () => observer.disconnect();
  }, [rail, tickets]);
  return tickets?.length ? count : 0;
}
