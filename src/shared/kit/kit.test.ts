import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { fullJitterMs } from './backoff.ts';
import { sleep } from './clock.ts';
import { systemIds } from './ids.ts';
import { compose, type Part } from './lifecycle.ts';
import { seededRandom } from './random.ts';
import { createFakeClock } from './testing/fake-clock.ts';

describe('lifecycle', () => {
  const part = (name: string, log: string[], failing = false): Part => ({
    name,
    async start() {
      log.push(`start ${name}`);
      if (failing) throw new Error('no port');
    },
    async stop() {
      log.push(`stop ${name}`);
    },
  });

  test('parts stop in the reverse order of their start', async () => {
    const log: string[] = [];
    const whole = compose('whole', [part('a', log), part('b', log)]);
    await whole.start();
    await whole.stop();
    await whole.stop();
    expect(log).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  test('a failed start undoes what had started and names the part', async () => {
    const log: string[] = [];
    const whole = compose('whole', [part('a', log), part('b', log, true), part('c', log)]);
    await expect(whole.start()).rejects.toThrow('b did not start');
    expect(log).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });
});

describe('back-off', () => {
  const backoff = { firstMs: 1_000, maxMs: 8_000 };

  test('doubles up to the ceiling', () => {
    const waits = [1, 2, 3, 4, 5, 60].map((attempt) => fullJitterMs(backoff, attempt, () => 1));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  test('spreads over the whole range', () => {
    const random = seededRandom(1);
    const waits = Array.from({ length: 200 }, () => fullJitterMs(backoff, 3, random));
    expect(Math.min(...waits)).toBeLessThan(400);
    expect(Math.max(...waits)).toBeGreaterThan(3_600);
  });
});

describe('fake clock', () => {
  test('runs what falls due in order and leaves the rest', () => {
    const clock = createFakeClock(0);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`b at ${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a at ${clock.now()}`);
      clock.after(5, () => seen.push(`c at ${clock.now()}`));
    });
    const cancel = clock.after(12, () => seen.push('never'));
    cancel();
    clock.advance(19);
    expect(seen).toEqual(['a at 10', 'c at 15']);
    clock.advance(1);
    expect(seen.at(-1)).toBe('b at 20');
  });

  test('a sleep ends early when its signal aborts', async () => {
    const stop = new AbortController();
    const slept = sleep(createFakeClock(), 60_000, stop.signal);
    stop.abort();
    await expect(slept).resolves.toBeUndefined();
  });

  test('a sleep that is over leaves nothing at its signal', async () => {
    const clock = createFakeClock();
    const stop = new AbortController();
    const slept = sleep(clock, 60_000, stop.signal);
    clock.advance(60_000);
    await slept;
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});

test('ids carry their prefix and do not repeat', () => {
  const ids = Array.from({ length: 1_000 }, () => systemIds('ord'));
  expect(ids.every((id) => /^ord_[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});
