import { expect, test } from 'vitest';
import { branchApi } from './branch-api.ts';
import { fillPath, requestOf } from './route.ts';

test('names in a path are filled and encoded, the rest of the input is left over', () => {
  expect(fillPath('/api/orders/:id/accept', { id: 'o 1/2', prepMinutes: 15 })).toEqual({
    path: '/api/orders/o%201%2F2/accept',
    rest: { prepMinutes: 15 },
  });
});

test('what a query leaves out is left to the other end, and a body carries all of it', () => {
  const search = { id: 'b 1', text: 'شاي & more', from: undefined, to: '', page: 0 };
  const path = '/api/branches/:id/orders';
  expect(requestOf({ method: 'GET', path }, search)).toEqual({
    method: 'GET',
    address: `/api/branches/b%201/orders?text=${encodeURIComponent('شاي & more')}&page=0`,
  });
  expect(requestOf({ method: 'PUT', path }, search)).toEqual({
    method: 'PUT',
    address: '/api/branches/b%201/orders',
    body: { text: 'شاي & more', from: undefined, to: '', page: 0 },
  });
});

test('no two calls of the branch share a method and a path', () => {
  const addresses = Object.values(branchApi).map((call) => `${call.method} ${call.path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});
