import { replaceEqualDeep, type QueryClient } from '@tanstack/react-query';
import { mostEndedBills, type Bill } from '../../shared/contract/bill.ts';
import { sellingKeys } from './use-menu.ts';

/**
 * Puts a bill that was read by itself into the lists the till has in memory. A list that is on its way was asked for
 * earlier and may know less: it is read anew.
 */
export function putBill(queries: QueryClient, bill: Bill): void {
  const isLive = bill.state === 'open' || bill.state === 'held';
  putInto('open', isLive, (a, b) => a.openedAtMs - b.openedAtMs);
  putInto('ended', !isLive, (a, b) => (b.closedAtMs ?? 0) - (a.closedAtMs ?? 0));
  if (queries.isFetching({ queryKey: sellingKeys.allBills }) > 0) {
    void queries.invalidateQueries({ queryKey: sellingKeys.allBills });
  }

  function putInto(lane: 'open' | 'ended', isIn: boolean, order: (a: Bill, b: Bill) => number) {
    queries.setQueryData<Bill[]>(sellingKeys.bills(lane), (known) => {
      const before = known?.find(({ id }) => id === bill.id);
      if (!known || (!before && !isIn)) return known;
      const others = known.filter((one) => one !== before);
      const now = isIn ? [replaceEqualDeep(before, bill)] : [];
      const most = lane === 'ended' ? mostEndedBills : Number.MAX_SAFE_INTEGER;
      return [...others, ...now].toSorted(order).slice(0, most);
    });
  }
}

/** The lists that are shown, and the bill in hand. */
export function readBillsAnew(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: sellingKeys.allBills });
  void queries.invalidateQueries({ queryKey: sellingKeys.allSingleBills });
}
