import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import { mostEndedBills, type Bill } from '../../shared/contract/bill.ts';
import { putBill } from './bill-lists.ts';
import { sellingKeys } from './use-menu.ts';

let queries: QueryClient;

/** As much of a bill as its place in the lists depends on. */
const bill = (id: string, part: Partial<Bill> = {}): Bill => {
  const known = { id, version: 1, state: 'open', openedAtMs: 1_000, closedAtMs: null } as const;
  return { ...known, ...part } as Bill;
};
const ids = (lane: 'open' | 'ended') =>
  queries.getQueryData<Bill[]>(sellingKeys.bills(lane))?.map(({ id }) => id);

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData(sellingKeys.bills('open'), [
    bill('b-1'),
    bill('b-3', { openedAtMs: 3_000 }),
  ]);
  queries.setQueryData(sellingKeys.bills('ended'), []);
});

test('a bill that another till has opened stands where its age puts it', () => {
  putBill(queries, bill('b-2', { openedAtMs: 2_000 }));
  expect(ids('open')).toEqual(['b-1', 'b-2', 'b-3']);
});

test('a held bill stays among the open ones', () => {
  putBill(queries, bill('b-1', { version: 2, state: 'held' }));
  expect(ids('open')).toEqual(['b-1', 'b-3']);
  expect(ids('ended')).toEqual([]);
});

test('a paid bill leaves the open ones and is the newest of those that ended, of which no more are kept than the branch lists', () => {
  const ended = Array.from({ length: mostEndedBills }, (_, index) =>
    bill(`e-${index}`, { state: 'closed', closedAtMs: 5_000 - index }),
  );
  queries.setQueryData(sellingKeys.bills('ended'), ended);
  putBill(queries, bill('b-1', { version: 2, state: 'closed', closedAtMs: 9_000 }));
  expect(ids('open')).toEqual(['b-3']);
  expect(ids('ended')?.slice(0, 2)).toEqual(['b-1', 'e-0']);
  expect(ids('ended')).toHaveLength(mostEndedBills);
});

test('a list that nobody has read yet is not made of one bill', () => {
  queries.removeQueries({ queryKey: sellingKeys.bills('ended') });
  putBill(queries, bill('b-1', { state: 'cancelled', closedAtMs: 9_000 }));
  expect(ids('ended')).toBeUndefined();
});

test('a list that was asked for before the bill changed is read anew', () => {
  let asked = 0;
  const shown = new QueryObserver<Bill[]>(queries, {
    queryKey: sellingKeys.bills('open'),
    queryFn: () => {
      asked += 1;
      return new Promise(() => undefined);
    },
  });
  const stop = shown.subscribe(() => undefined);
  expect(asked).toBe(1);
  putBill(queries, bill('b-2', { openedAtMs: 2_000 }));
  expect(asked).toBe(2);
  stop();
});
