import { useEffect, useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { useDeps } from '../../api/deps.tsx';
import { useBillCommands } from '../../selling/bill-commands.tsx';
import { undoMs } from '../../ui/use-undoable.ts';

export interface Moved {
  readonly bill: Bill;
  /** Where it was. */
  readonly from: Pick<Bill, 'kind' | 'table'>;
}

/** Takes a bill to another table, or its lines onto another bill. */
export function useMove() {
  const desk = useBillCommands();
  const { clock } = useDeps();
  const [moved, setMoved] = useState<Moved | null>(null);
  useEffect(() => (moved ? clock.after(undoMs, () => setMoved(null)) : undefined), [clock, moved]);
  const [error, setError] = useState<unknown>(null);
  const place = async (bill: Bill, where: Pick<Bill, 'kind' | 'table'>): Promise<Bill | null> => {
    setError(null);
    desk.adopt(bill);
    const { customer, note } = bill;
    const after = await desk.run(bill.id, { do: 'changeBill', ...where, customer, note });
    if (!after) setError(desk.view(bill.id).refused?.error);
    return after;
  };
  return {
    /** The last move, as long as it can be taken back. */
    moved,
    error,
    /** @returns whether the branch has carried it out */
    move: async (bill: Bill, table: string): Promise<boolean> => {
      const after = await place(bill, { kind: 'dine_in', table });
      if (after) setMoved({ bill: after, from: bill });
      return after !== null;
    },
    /** @returns whether the branch has carried it out */
    join: async (into: Bill, from: Bill): Promise<boolean> => {
      setMoved(null);
      setError(null);
      desk.adopt(into);
      const command = { fromBillId: from.id, fromVersion: from.version };
      const after = await desk.run(into.id, { do: 'mergeBill', ...command });
      if (!after) setError(desk.view(into.id).refused?.error);
      return after !== null;
    },
    undo: async () => {
      if (!moved) return;
      setMoved(null);
      await place(moved.bill, { kind: moved.from.kind, table: moved.from.table });
    },
  };
}
