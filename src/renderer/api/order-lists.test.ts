import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { OrderLane, OrderView } from '../../shared/contract/branch-api.ts';
import { buildOrder, buildView } from '../testing/build-order.ts';
import { mostDone, orderKeys, putOrders, sharedById } from './order-lists.ts';

const view = (id: string, part: Partial<OrderView> = {}) =>
  buildView({ order: buildOrder({ id }), ...part });

function givenLists(open: OrderView[], done: OrderView[] = []) {
  const queries = new QueryClient({
    defaultOptions: { queries: { structuralSharing: sharedById } },
  });
  queries.setQueryData(orderKeys.orders('open'), open);
  queries.setQueryData(orderKeys.orders('done'), done);
  queries.setQueryData(orderKeys.cancelled, []);
  const ids = (lane: OrderLane) =>
    queries.getQueryData<OrderView[]>(orderKeys.orders(lane))?.map(({ order }) => order.id);
  return { queries, ids };
}

test('an order that changed moves to the list it stands in now, and leaves the others untouched', () => {
  const [stays, moves] = [view('a'), view('b')];
  const { queries, ids } = givenLists([stays, moves]);

  putOrders(queries, ['b'], [{ lane: 'done', view: view('b', { status: 'cancelled' }) }]);

  expect([ids('open'), ids('done')]).toEqual([['a'], ['b']]);
  expect(queries.getQueryData<OrderView[]>(orderKeys.orders('open'))?.[0]).toBe(stays);
  expect(queries.getQueryData<OrderView[]>(orderKeys.cancelled)).toHaveLength(1);
});

test('a new order on top leaves those below as they are, also when the list is read anew', () => {
  const [first, second] = [view('a'), view('b')];
  const { queries } = givenLists([first, second]);
  const open = () => queries.getQueryData<OrderView[]>(orderKeys.orders('open')) ?? [];

  putOrders(queries, ['c'], [{ lane: 'open', view: view('c') }]);
  expect(
    open()
      .slice(1)
      .map((one, index) => one === [first, second][index]),
  ).toEqual([true, true]);

  queries.setQueryData(orderKeys.orders('open'), structuredClone(open().toReversed()));
  expect(open()[0]).toBe(second);
});

test('an order that is not kept any more leaves the lists', () => {
  const { queries, ids } = givenLists([view('a'), view('b')]);
  putOrders(queries, ['a'], []);
  expect(ids('open')).toEqual(['b']);
});

test('a list that was never read stays unread, or it would pass for the whole of it', () => {
  const { queries, ids } = givenLists([]);
  putOrders(queries, ['a'], [{ lane: 'scheduled', view: view('a') }]);
  expect(ids('scheduled')).toBeUndefined();
});

test('ten thousand orders through the board leave no more in memory than the branch lists', () => {
  const { queries, ids } = givenLists([]);
  for (let count = 0; count < 10_000; count++) {
    const id = `o-${count}`;
    putOrders(queries, [id], [{ lane: 'open', view: view(id) }]);
    putOrders(queries, [id], [{ lane: 'done', view: view(id, { status: 'delivered' }) }]);
  }
  expect(ids('open')).toEqual([]);
  expect(ids('done')).toHaveLength(mostDone);
  expect(ids('done')?.[0]).toBe('o-9999');
});
