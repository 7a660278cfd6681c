import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AppError, errorCodes, wireCode } from './errors.ts';

const documented = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const rows = [...documented.matchAll(/^\| `([a-z_.]+)` +\| (\d{3}) +\| (yes|no) +\|/gm)].map(
  ([, code, status, retry]) => ({ code, status: Number(status), retry: retry === 'yes' }),
);

describe('the error table', () => {
  test('is the table of docs/errors.md, row by row', () => {
    const table = Object.entries(errorCodes).map(([code, rest]) => ({ code, ...rest }));
    expect(rows).toEqual(table);
  });

  test('stands in the order of the alphabet, so that a code is found by eye', () => {
    const codes = Object.keys(errorCodes);
    const sorted = codes.toSorted((a, b) => (a.replace('.', ' ') < b.replace('.', ' ') ? -1 : 1));
    expect(codes).toEqual(sorted);
  });

  test('integrations see codes in capitals', () => {
    expect(wireCode('order.not_found')).toBe('ORDER_NOT_FOUND');
  });

  test('an error knows its HTTP status and keeps its cause', () => {
    const cause = new Error('SQLITE_FULL');
    const error = new AppError('webhook.not_stored', 'commit failed', { cause });
    expect([error.status, error.cause]).toEqual([503, cause]);
  });
});
