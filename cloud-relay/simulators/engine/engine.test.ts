import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createRateWindow } from './rate-window.ts';
import { Refused } from './refused.ts';

const ruleOf = (work: () => void) => {
  try {
    work();
  } catch (error) {
    return error instanceof Refused ? error.rule : error;
  }
  return 'let through';
};

describe('access tokens', () => {
  const clock = createFakeClock();
  let count = 0;
  const create = () => createAccessTokens(clock, (prefix) => `${prefix}_${(count += 1)}`, 300_000);

  test('hold until they expire, to the millisecond', () => {
    const tokens = create();
    const { access_token, expires_in } = tokens.issue();
    const check = () => tokens.check(`Bearer ${access_token}`);
    expect(expires_in).toBe(300);
    clock.advance(299_999);
    expect(ruleOf(check)).toBe('let through');
    clock.advance(1);
    expect(ruleOf(check)).toBe('token_expired');
  });

  test('are told apart from none and from invented ones', () => {
    const tokens = create();
    expect(ruleOf(() => tokens.check(undefined))).toBe('token_missing');
    expect(ruleOf(() => tokens.check('Basic abc'))).toBe('token_missing');
    expect(ruleOf(() => tokens.check('Bearer invented'))).toBe('token_unknown');
  });

  test('a revoked one is refused, which is no fault of the caller', () => {
    const tokens = create();
    const { access_token } = tokens.issue();
    tokens.revokeAll();
    expect(ruleOf(() => tokens.check(`Bearer ${access_token}`))).toBeNull();
    expect(ruleOf(() => tokens.check(`Bearer ${tokens.issue().access_token}`))).toBe('let through');
  });
});

test('a rate window slides, counts each key alone and does not count what it refused', () => {
  const clock = createFakeClock();
  const window = createRateWindow(clock, 2, 60_000);
  expect(window.hit('a')).toBeNull();
  clock.advance(20_000);
  expect(window.hit('a')).toBeNull();
  expect(window.hit('a')).toBe(40_000);
  expect(window.hit('b')).toBeNull();
  clock.advance(40_000);
  expect(window.hit('a')).toBeNull();
  expect(window.hit('a')).toBe(20_000);
});
