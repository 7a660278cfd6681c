import { useState } from 'react';
import type { Bill } from '../../shared/contract/bill.ts';
import { useBillCommands } from './bill-commands.tsx';

/** Whether the guests can be shown what they are to pay. */
export function hasCheck({ state, lines, dueMinor }: Bill): boolean {
  const isLive = state === 'open' || state === 'held';
  return isLive && dueMinor > 0 && lines.some(({ voided }) => voided === null);
}

/** Whose checks are printed: of a bill that is shared each guest's who has not paid, else the whole bill's. */
function partsToShow({ parts }: Bill): (number | null)[] {
  if (parts.length === 0) return [null];
  return parts.flatMap(({ dueMinor }, part) => (dueMinor > 0 ? [part] : []));
}

/** Prints what the guests are to pay, before they pay it. */
export function useGuestCheck() {
  const desk = useBillCommands();
  const [error, setError] = useState<unknown>(null);
  return {
    /** What the branch refused, for a screen that does not show the bill itself. */
    error,
    /**
     * @param key the bill's id, or the key that it was opened with
     * @param part one guest's check alone
     * @returns whether the branch has taken it
     */
    print: async (key: string, bill: Bill, part: number | null = null): Promise<boolean> => {
      setError(null);
      desk.adopt(bill);
      const parts = part === null ? partsToShow(bill) : [part];
      const printed = await Promise.all(
        parts.map((one) => desk.run(key, { do: 'printCheck', part: one })),
      );
      const isRefused = printed.includes(null);
      if (isRefused) setError(desk.view(key).refused?.error);
      return !isRefused;
    },
  };
}
