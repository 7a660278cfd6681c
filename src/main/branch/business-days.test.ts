import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../shared/kit/clock.ts';
import { createBusinessDays, nextBusinessDayMs } from './business-days.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('a business day', () => {
  test('begins at the hour that was chosen, on the clocks of the place', () => {
    const days = createBusinessDays({ timeZone: 'Asia/Amman', startsAtMinutes: 4 * 60 });
    expect(days.startMs('2026-01-15')).toBe(utc('2026-01-15T01:00'));
    expect(days.dayOf(utc('2026-01-15T00:59'))).toBe('2026-01-14');
    expect(days.dayOf(utc('2026-01-15T01:00'))).toBe('2026-01-15');
    expect(days.hourOf(utc('2026-01-15T21:30'))).toBe(0);
  });

  test.each([
    // Clocks go from 00:00 to 01:00: there is no midnight.
    ['Asia/Beirut', 0, '2026-03-29', '2026-03-28T22:00'],
    // From 02:00 to 03:00.
    ['Europe/Berlin', 150, '2026-03-29', '2026-03-29T01:00'],
    // From 03:00 back to 02:00: half past two comes twice.
    ['Europe/Berlin', 150, '2026-10-25', '2026-10-25T00:30'],
    // The day after the change is a day like any other.
    ['Europe/Berlin', 150, '2026-10-26', '2026-10-26T01:30'],
    // Half an hour only.
    ['Australia/Lord_Howe', 120, '2026-10-04', '2026-10-03T15:30'],
    ['Asia/Kathmandu', 0, '2026-05-01', '2026-04-30T18:15'],
  ])('in %s with %i minutes begins on %s at %s', (timeZone, startsAtMinutes, day, start) => {
    expect(createBusinessDays({ timeZone, startsAtMinutes }).startMs(day)).toBe(utc(start));
  });

  test('every moment is in exactly one day, wherever clocks are changed', () => {
    const zone = fc.constantFrom(
      'Asia/Amman',
      'Asia/Riyadh',
      'Asia/Beirut',
      'Africa/Cairo',
      'Europe/London',
      'America/Havana',
    );
    const moment = fc.integer({ min: utc('2024-01-01T00:00'), max: utc('2027-12-31T00:00') });
    fc.assert(
      fc.property(zone, fc.nat(1_439), moment, (timeZone, startsAtMinutes, atMs) => {
        const days = createBusinessDays({ timeZone, startsAtMinutes });
        const day = days.dayOf(atMs);
        const endMs = days.startMs(days.shift(day, 1));
        expect(days.startMs(day)).toBeLessThanOrEqual(atMs);
        expect(endMs).toBeGreaterThan(atMs);
        expect(Math.abs(endMs - days.startMs(day) - dayMs)).toBeLessThanOrEqual(hourMs);
        expect(days.dayOf(days.startMs(day))).toBe(day);
        expect(days.dayOf(endMs - 1)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the next business day', () => {
  const amman = { timeZone: 'Asia/Amman', startsAtMinutes: 300 };
  const berlin = { timeZone: 'Europe/Berlin', startsAtMinutes: 300 };

  test('begins in the morning after, by the clocks of the place', () => {
    // Amman is three hours ahead of UTC all year.
    expect(nextBusinessDayMs(utc('2026-01-15T12:00'), amman)).toBe(utc('2026-01-16T02:00'));
    expect(nextBusinessDayMs(utc('2026-01-15T01:59:59'), amman)).toBe(utc('2026-01-15T02:00'));
    expect(nextBusinessDayMs(utc('2026-01-15T02:00'), amman)).toBe(utc('2026-01-16T02:00'));
  });

  test('begins at the same hour after a night in which the clocks were changed', () => {
    expect(nextBusinessDayMs(utc('2026-03-28T20:00'), berlin)).toBe(utc('2026-03-29T03:00'));
    expect(nextBusinessDayMs(utc('2026-10-24T20:00'), berlin)).toBe(utc('2026-10-25T04:00'));
  });
});
