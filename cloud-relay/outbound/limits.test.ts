import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../src/shared/kit/testing/fake-clock.ts';
import type { CallLimit } from '../adapters/adapter.ts';
import { createRateWindows, type LimitedCall } from './rate-windows.ts';
import { retryAfterMs } from './retry-after.ts';

describe('Retry-After', () => {
  const now = Date.parse('Thu, 15 Jan 2026 12:00:00 GMT');

  test('is read as seconds and as a date', () => {
    expect(retryAfterMs({ 'retry-after': '120' }, now)).toBe(120_000);
    expect(retryAfterMs({ 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT' }, now)).toBe(30_000);
  });

  test('of a date that has passed asks for no wait', () => {
    expect(retryAfterMs({ 'retry-after': 'Thu, 15 Jan 2026 11:59:00 GMT' }, now)).toBe(0);
  });

  test('that is missing or unreadable says nothing', () => {
    expect(retryAfterMs({}, now)).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': 'soon' }, now)).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': '-5' }, now)).toBeUndefined();
  });
});

describe('a platform’s limit', () => {
  const perConnection: CallLimit = { scope: 'connection', actions: [], calls: 2, perMs: 1_000 };
  const perOrder: CallLimit = { scope: 'order', actions: ['ready'], calls: 1, perMs: 5_000 };
  const call: LimitedCall = { connectionId: 'c-1', orderId: 'o-1', action: 'ready' };

  test('lets through what it allows in any stretch of its length, not twice that around an edge', () => {
    const clock = createFakeClock();
    const rates = createRateWindows(clock);
    const take = () => rates.take([perConnection], call)?.waitMs;
    expect(take()).toBeUndefined();
    clock.advance(900);
    expect(take()).toBeUndefined();
    clock.advance(99);
    expect(take()).toBe(1);
    clock.advance(1);
    expect(take()).toBeUndefined();
    expect(take()).toBe(900);
  });

  test('counts connections apart, orders apart, and only the actions it names', () => {
    const rates = createRateWindows(createFakeClock());
    const take = (over: Partial<LimitedCall>) =>
      rates.take([perOrder], { ...call, ...over })?.waitMs;
    expect(take({})).toBeUndefined();
    expect(take({})).toBe(5_000);
    expect(take({ orderId: 'o-2' })).toBeUndefined();
    expect(take({ action: 'accept' })).toBeUndefined();
  });

  test('that is full costs the others nothing', () => {
    const clock = createFakeClock();
    const rates = createRateWindows(clock);
    const limits = [perConnection, perOrder];
    expect(rates.take(limits, call)).toBeUndefined();
    expect(rates.take(limits, call)?.limit).toBe(perOrder);
    expect(rates.take(limits, { ...call, orderId: 'o-2' })).toBeUndefined();
    expect(rates.take(limits, { ...call, orderId: 'o-3' })?.limit).toBe(perConnection);
  });
});
