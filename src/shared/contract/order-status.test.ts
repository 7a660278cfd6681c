import { describe, expect, test } from 'vitest';
import { canMove, isOpen, isVoid, nextStatuses, orderStatuses } from './order-status.ts';

describe('the table of order statuses', () => {
  test('every status can be reached from a new order', () => {
    const reached = new Set<string>(['pending']);
    for (const status of reached) {
      for (const next of nextStatuses[status as keyof typeof nextStatuses]) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...orderStatuses].sort());
  });

  test('a platform may skip states forwards and nobody goes backwards', () => {
    expect(canMove('pending', 'delivered')).toBe(true);
    expect(canMove('confirmed', 'out_for_delivery')).toBe(true);
    expect(canMove('ready_for_pickup', 'preparing')).toBe(false);
    expect(canMove('preparing', 'confirmed')).toBe(false);
  });

  test('a cancellation wins over every status that is not already void', () => {
    const movable = orderStatuses.filter((status) => canMove(status, 'cancelled'));
    expect(movable).toEqual(orderStatuses.filter((status) => !isVoid(status)));
  });

  test('a void order stays void', () => {
    for (const from of orderStatuses.filter(isVoid)) {
      expect(orderStatuses.filter((to) => canMove(from, to) && !isVoid(to))).toEqual([]);
    }
  });

  test('nothing moves to itself, so a repeated event changes nothing', () => {
    expect(orderStatuses.filter((status) => canMove(status, status))).toEqual([]);
  });

  test('open orders are those somebody still works on', () => {
    expect(orderStatuses.filter(isOpen)).toEqual([
      'pending',
      'confirmed',
      'preparing',
      'ready_for_pickup',
    ]);
  });
});
