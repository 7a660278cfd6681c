import { describe, expect, test } from 'vitest';
import {
  printJobKinds,
  printJobStates,
  type PrintJobKind,
  type PrintJobState,
} from '../../../shared/contract/printing.ts';
import { hourMs, minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import {
  afterDoubt,
  backupFor,
  drawerPatienceMs,
  expiryOf,
  isExpired,
  lateSinceMs,
  markOf,
  maxDoubts,
  offersOf,
  priorityOf,
} from './print-rules.ts';
import type { PrinterState } from './printer-states.ts';

const settings = { reprintDoubtfulTickets: true, ticketExpiryMinutes: 120 };

test('a drawer goes first, food before what only looks back, a test print last', () => {
  const inOrder = [...printJobKinds].toSorted((a, b) => priorityOf(a) - priorityOf(b));
  expect(inOrder[0]).toBe('drawer');
  expect(inOrder.slice(1, 3).toSorted()).toEqual(['kitchen', 'void']);
  expect(inOrder.slice(3, 6).toSorted()).toEqual(['courier_slip', 'guest_check', 'receipt']);
  expect(inOrder.slice(6)).toEqual(['report', 'test']);
});

describe('doubt', () => {
  test.each<[PrintJobKind, PrintJobState]>([
    ['kitchen', 'queued'],
    ['void', 'queued'],
    ['courier_slip', 'queued'],
    ['receipt', 'unknown'],
    ['report', 'unknown'],
    ['drawer', 'unknown'],
    ['test', 'failed'],
    ['guest_check', 'failed'],
  ])('a doubtful %s becomes %s', (kind, state) => {
    expect(afterDoubt({ kind, doubts: 0 }, settings).state).toBe(state);
  });

  test('where the branch wants it so, a doubtful kitchen ticket waits for a person too', () => {
    const asks = { ...settings, reprintDoubtfulTickets: false };
    expect(afterDoubt({ kind: 'kitchen', doubts: 0 }, asks).state).toBe('unknown');
  });

  test('a ticket that ends in doubt again and again stops wasting paper', () => {
    expect(afterDoubt({ kind: 'kitchen', doubts: maxDoubts - 1 }, settings)).toEqual({
      state: 'failed',
      problem: 'in_doubt_too_often',
    });
  });

  test('paper that may exist already is marked, a copy by its number, a first print not at all', () => {
    expect(markOf({ copy: 1, doubts: 0 })).toBe('none');
    expect(markOf({ copy: 2, doubts: 0 })).toBe('copy');
    expect(markOf({ copy: 2, doubts: 1 })).toBe('possible_duplicate');
  });
});

describe('patience', () => {
  test.each<[PrintJobKind, number | null]>([
    ['kitchen', 2 * hourMs],
    ['void', 2 * hourMs],
    ['courier_slip', 2 * hourMs],
    ['receipt', 2 * hourMs],
    ['report', null],
    ['test', null],
    ['drawer', drawerPatienceMs],
    ['guest_check', 10 * minuteMs],
  ])('a %s expires %s ms after it was due', (kind, afterMs) => {
    expect(expiryOf(kind, 1_000, settings)).toBe(afterMs === null ? null : 1_000 + afterMs);
  });

  test('where nothing expires a drawer still does', () => {
    const never = { ticketExpiryMinutes: 0 };
    expect(expiryOf('kitchen', 0, never)).toBeNull();
    expect(expiryOf('drawer', 0, never)).toBe(30 * secondMs);
  });

  test('what expires does so at its moment and not before', () => {
    expect(isExpired({ expiresAtMs: 10 }, 9)).toBe(false);
    expect(isExpired({ expiresAtMs: 10 }, 10)).toBe(true);
    expect(isExpired({ expiresAtMs: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  test('a kitchen paper says that it is late after a quarter of an hour, or sooner where it expires sooner', () => {
    const job = { kind: 'kitchen', dueAtMs: 0, createdAtMs: hourMs } as const;
    const late = (afterMs: number, ticketExpiryMinutes = 120) =>
      lateSinceMs(job, hourMs + afterMs, { ticketExpiryMinutes });
    expect(late(15 * minuteMs - 1)).toBeNull();
    expect(late(15 * minuteMs)).toBe(hourMs);
    expect(late(15 * minuteMs, 0)).toBe(hourMs);
    expect(late(5 * minuteMs, 5)).toBe(hourMs);
    expect(lateSinceMs({ ...job, kind: 'receipt' }, 9 * hourMs, settings)).toBeNull();
  });

  test('a scheduled ticket is late by the time it was to be cooked, not by the time it was ordered', () => {
    const job = { kind: 'kitchen', dueAtMs: 8 * hourMs, createdAtMs: 0 } as const;
    expect(lateSinceMs(job, 8 * hourMs + minuteMs, settings)).toBeNull();
    expect(lateSinceMs(job, 9 * hourMs, settings)).toBe(8 * hourMs);
  });
});

describe('a backup', () => {
  const states = (known: Record<string, PrinterState>) => (id: string) => known[id];
  const stuck = { homeId: 'kitchen', atId: 'kitchen' };

  test('is the first of the chain that is known to be able to print', () => {
    const stateOf = states({ bar: 'paper_out', grill: 'paper_low', office: 'ready' });
    expect(backupFor(stuck, ['bar', 'grill', 'office'], stateOf)).toBe('grill');
  });

  test('is none while nobody has answered yet', () => {
    expect(backupFor(stuck, ['bar'], states({}))).toBeUndefined();
    expect(backupFor(stuck, ['bar'], states({ bar: 'unreachable' }))).toBeUndefined();
    expect(backupFor(stuck, [], states({ kitchen: 'ready' }))).toBeUndefined();
  });

  test('that gets stuck itself hands on, home first', () => {
    const moved = { homeId: 'kitchen', atId: 'bar' };
    expect(backupFor(moved, ['bar', 'grill'], states({ kitchen: 'ready', grill: 'ready' }))).toBe(
      'kitchen',
    );
    expect(backupFor(moved, ['bar', 'grill'], states({ grill: 'ready', bar: 'ready' }))).toBe(
      'grill',
    );
  });
});

describe('what may be done with a job', () => {
  const facts = { orderStatus: 'confirmed', printerCount: 2 } as const;

  test.each<[PrintJobKind, PrintJobState, string[]]>([
    ['kitchen', 'queued', ['cancel', 'move']],
    ['kitchen', 'held', ['cancel', 'move']],
    ['kitchen', 'blocked', ['cancel', 'move']],
    ['kitchen', 'sending', []],
    ['kitchen', 'printed', ['reprint']],
    ['kitchen', 'unknown', ['answer']],
    ['kitchen', 'failed', ['retry', 'cancel', 'move']],
    ['kitchen', 'expired', ['retry', 'cancel', 'move']],
    ['kitchen', 'cancelled', []],
    ['drawer', 'queued', ['cancel']],
    ['drawer', 'unknown', ['answer']],
    ['drawer', 'printed', []],
    ['drawer', 'expired', ['retry', 'cancel']],
    ['test', 'printed', []],
  ])('a %s that is %s offers %j', (kind, state, offers) => {
    expect(offersOf({ ...facts, kind, state })).toEqual(offers);
  });

  test('nothing can be moved where there is one printer', () => {
    for (const state of printJobStates) {
      expect(offersOf({ ...facts, kind: 'kitchen', state, printerCount: 1 })).not.toContain('move');
    }
  });

  test('an order that was called off is not given to the kitchen again', () => {
    const cancelled = { ...facts, kind: 'kitchen', orderStatus: 'cancelled' } as const;
    expect(offersOf({ ...cancelled, state: 'printed' })).toEqual([]);
    expect(offersOf({ ...cancelled, state: 'expired' })).toEqual(['cancel']);
    expect(offersOf({ ...cancelled, kind: 'void', state: 'printed' })).toEqual(['reprint']);
  });
});
