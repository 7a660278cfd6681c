import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../shared/kit/clock.ts';
import { createFakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { createBranchClock } from './branch-clock.ts';

const rightMs = Date.UTC(2026, 0, 15, 12);

/** This PC is twenty minutes behind. */
function given() {
  const pc = createFakeClock(rightMs - 20 * minuteMs);
  return { pc, clock: createBranchClock(pc) };
}

test('a branch that never met its relay has only its own clock', () => {
  const { pc, clock } = given();
  expect(clock.now()).toBe(pc.now());
  expect(clock.offsetMs()).toBeNull();
  expect(clock.agreedNow()).toBeUndefined();
});

test("the relay's time counts, in a session and after it", () => {
  const { pc, clock } = given();
  clock.compare(rightMs);
  pc.advance(minuteMs);
  expect(clock.now()).toBe(rightMs + minuteMs);
  clock.lost();
  pc.advance(minuteMs);
  expect(clock.now()).toBe(rightMs + 2 * minuteMs);
  expect(clock.offsetMs()).toBe(-20 * minuteMs);
});

test('setting the clock of the PC changes nothing, and is known for the time after the session', () => {
  const { pc, clock } = given();
  clock.compare(rightMs);
  pc.set(rightMs + 5 * hourMs);
  expect(clock.now()).toBe(rightMs);
  expect(clock.agreedNow()).toBe(rightMs);
  clock.heard();
  clock.lost();
  expect(clock.now()).toBe(rightMs);
  expect(clock.offsetMs()).toBe(5 * hourMs);
});

test('a PC that slept knows the time when it wakes without a relay', () => {
  const { pc, clock } = given();
  clock.compare(rightMs);
  // Asleep the clock goes on and running time does not.
  pc.set(pc.now() + 8 * hourMs);
  clock.lost();
  expect(clock.now()).toBe(rightMs + 8 * hourMs);
});
