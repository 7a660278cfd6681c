import { useEffect, useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { useDeps } from '../../api/deps.tsx';
import { useGuestCheck } from '../../selling/use-guest-check.ts';
import { undoMs } from '../../ui/use-undoable.ts';

/** Prints the check of a table's bill and says for a moment that it did. */
export function useTableCheck() {
  const { clock } = useDeps();
  const check = useGuestCheck();
  const [shown, setShown] = useState<Bill | null>(null);
  useEffect(() => (shown ? clock.after(undoMs, () => setShown(null)) : undefined), [clock, shown]);
  return {
    /** The bill whose check was printed just now. */
    shown,
    error: check.error,
    /** @returns whether the branch has taken it */
    print: async (bill: Bill): Promise<boolean> => {
      const isPrinted = await check.print(bill.id, bill);
      setShown(isPrinted ? bill : null);
      return isPrinted;
    },
  };
}
export type TableCheck = ReturnType<typeof useTableCheck>;
