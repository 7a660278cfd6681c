import { describe, expect, test } from 'vitest';
import { branchApi } from './branch-api.ts';
import type { Route } from './route.ts';
import { permissionsOf, rolePermissions, staffPermissions } from './staff.ts';

const calls: [string, Route][] = Object.entries(branchApi);

/** Saying who one is, becoming a terminal by a code, and drawing what is thrown away. */
const forEverybody = [
  'signIn',
  'signOut',
  'approve',
  'clockIn',
  'clockOut',
  'previewTemplate',
  'enrol',
];

describe('what a call of the branch asks for', () => {
  test('each call that changes something asks for a permission', () => {
    const open = calls.filter(
      ([, { method, permission }]) => method !== 'GET' && permission === undefined,
    );
    expect(open.map(([name]) => name).sort()).toEqual(forEverybody.toSorted());
  });

  test('each permission that is asked for exists, and each that exists is asked for', () => {
    const asked = new Set(calls.flatMap(([, { permission }]) => permission ?? []));
    expect([...asked].sort()).toEqual(staffPermissions.toSorted());
  });

  test('no two calls have the same address', () => {
    const addresses = calls.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('what a person may do', () => {
  test('a manager may do everything', () => {
    const manager = { role: 'manager', granted: [], revoked: [] } as const;
    expect(permissionsOf(manager)).toEqual(staffPermissions);
  });

  test('a permission that was taken away stays away, even if it was also given', () => {
    const person = { role: 'cashier', granted: ['refund'], revoked: ['refund', 'sell'] } as const;
    expect(permissionsOf(person)).toEqual(
      rolePermissions.cashier.filter((permission) => permission !== 'sell'),
    );
  });
});
