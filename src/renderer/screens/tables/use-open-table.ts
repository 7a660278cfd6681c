import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { useBillCommands } from '../../selling/bill-commands.tsx';

/** Opens a bill for a table, or goes to the one that is there. */
export function useOpenTable() {
  const desk = useBillCommands();
  const [, go] = useLocation();
  const [isOpening, setOpening] = useState(false);
  const [error, setError] = useState<unknown>(null);
  return {
    isOpening,
    error,
    open: async (table: string) => {
      setOpening(true);
      setError(null);
      const { key, opened } = desk.open({ kind: 'dine_in', table, customer: null });
      const bill = await opened;
      setOpening(false);
      if (bill) go(`/sell/${bill.id}`);
      else setError(desk.view(key).refused?.error);
    },
    /** A bill that was put aside is taken up again on the way. */
    goTo: async (bill: Bill) => {
      if (bill.state === 'held') {
        desk.adopt(bill);
        await desk.run(bill.id, { do: 'recallBill' });
      }
      go(`/sell/${bill.id}`);
    },
  };
}
