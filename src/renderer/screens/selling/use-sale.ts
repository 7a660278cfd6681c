import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { BillKind, NewLine } from '../../../shared/contract/bill.ts';
import type { BillDesk } from '../../selling/bill-desk.ts';
import { useBillCommands } from '../../selling/bill-commands.tsx';

export interface Sale {
  /** The bill on the screen, by its id or the key it has until it has one; null before the first tap. */
  readonly key: string | null;
  /** What the next new bill will be. */
  readonly kind: BillKind;
  readonly setKind: (kind: BillKind) => void;
  /** Puts it on the bill; the first one opens a bill. */
  readonly add: (line: NewLine) => void;
  /** Leaves the bill as it is and begins with an empty one. */
  readonly begin: () => void;
  readonly show: (billId: string) => void;
}

/** The one bill that this till is working on. Its address names it, so that a reload finds it again. */
export function useSale(billId: string | undefined): Sale {
  const desk = useBillCommands();
  const [, go] = useLocation();
  const [draft, setDraft] = useState<string | null>(null);
  const [kind, setKind] = useState<BillKind>('takeaway');
  // Once the address names the bill, the key it was opened under has done its work.
  if (billId !== undefined && draft !== null) setDraft(null);
  const key = billId ?? draft;
  const current = useRef(key);
  useEffect(() => {
    current.current = key;
  }, [key]);

  const open = useCallback(() => {
    const { key: fresh, opened } = desk.open({ kind, table: '', customer: null });
    current.current = fresh;
    setDraft(fresh);
    setKind('takeaway');
    void opened.then((bill) => {
      if (bill && current.current === fresh) go(`/sell/${bill.id}`, { replace: true });
    });
    return fresh;
  }, [desk, go, kind]);

  const add = useCallback(
    (line: NewLine) => {
      const target = fillable(desk, current.current) ?? open();
      if (desk.view(target).bill?.state === 'held') void desk.run(target, { do: 'recallBill' });
      void desk.run(target, { do: 'addLines', lines: [line] });
    },
    [desk, open],
  );

  const begin = useCallback(() => {
    if (current.current !== null) desk.settle(current.current);
    current.current = null;
    setDraft(null);
    go('/sell');
  }, [desk, go]);

  const show = useCallback((id: string) => go(`/sell/${id}`), [go]);
  return { key, kind, setKind, add, begin, show };
}

/** The bill that takes lines, or null where a new one has to be opened: nothing is added to what has ended. */
function fillable(desk: BillDesk, key: string | null): string | null {
  if (key === null) return null;
  const { bill, pending } = desk.view(key);
  // One that is still being read takes lines too; one that could not be opened does not.
  if (!bill) return pending > 0 || desk.idOf(key) !== null ? key : null;
  return bill.state === 'open' || bill.state === 'held' ? key : null;
}
