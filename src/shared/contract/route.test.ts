import { expect, test } from 'vitest';
import { branchApi } from './branch-api.ts';
import { fillPath } from './route.ts';

test('names in a path are filled and encoded, the rest of the input is left over', () => {
  expect(fillPath('/api/orders/:id/accept', { id: 'o 1/2', prepMinutes: 15 })).toEqual({
    path: '/api/orders/o%201%2F2/accept',
    rest: { prepMinutes: 15 },
  });
});

test('no two calls of the branch share a method and a path', () => {
  const addresses = Object.values(branchApi).map((call) => `${call.method} ${call.path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});
