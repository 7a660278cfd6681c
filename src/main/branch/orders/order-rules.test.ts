import { describe, expect, test } from 'vitest';
import { orderStatuses } from '../../../shared/contract/order-status.ts';
import { actionFor, paperEffect, urgentAtMs } from './order-effects.ts';
import { offersFor, type OfferFacts } from './order-offers.ts';

describe('paper', () => {
  const onAccept = { kitchenTicketOn: 'accepted' } as const;
  const onArrival = { kitchenTicketOn: 'received' } as const;

  test('a new order prints on arrival only where the branch wants it so', () => {
    expect(paperEffect('pending', onAccept, false)).toEqual({ kind: 'none' });
    expect(paperEffect('pending', onArrival, false)).toMatchObject({ kind: 'kitchen_ticket' });
  });

  test('an order whose deadline had passed does not print as new', () => {
    expect(paperEffect('pending', onArrival, true)).toEqual({ kind: 'none' });
  });

  test('an order that ended without food takes its tickets back', () => {
    const ended = orderStatuses.filter(
      (status) => paperEffect(status, onAccept, false).kind === 'withdraw',
    );
    expect(ended).toEqual(['cancelled', 'rejected', 'refunded'].sort(byTable));
  });

  const byTable = (a: string, b: string) =>
    orderStatuses.indexOf(a as never) - orderStatuses.indexOf(b as never);
});

test('only what a branch decides is told to a platform', () => {
  const silent = orderStatuses.filter((status) => actionFor(status) === null);
  expect(silent).toEqual(['pending', 'refunded']);
});

describe('offers', () => {
  const facts: OfferFacts = {
    platform: 'talabat',
    status: 'pending',
    actions: ['accept', 'reject', 'delay'],
    carriedBy: 'platform',
    hasKitchenTicket: false,
    delayRefused: false,
  };

  test('a platform that takes no answer gets none, and the kitchen may begin', () => {
    expect(offersFor(facts)).toEqual(['accept', 'reject']);
    expect(offersFor({ ...facts, actions: [] })).toEqual(['preparing', 'ready']);
  });

  test('a delay is offered while the kitchen works, where the platform knows delays and has not said no', () => {
    expect(offersFor({ ...facts, status: 'confirmed' })).toEqual(['preparing', 'ready', 'delay']);
    const none = ['preparing', 'ready'];
    expect(offersFor({ ...facts, status: 'confirmed', actions: [] })).toEqual(none);
    expect(offersFor({ ...facts, status: 'confirmed', delayRefused: true })).toEqual(none);
  });

  test('the platform reports the delivery of what its courier carries', () => {
    expect(offersFor({ ...facts, status: 'out_for_delivery' })).toEqual([]);
    expect(offersFor({ ...facts, status: 'out_for_delivery', carriedBy: 'restaurant' })).toEqual([
      'delivered',
    ]);
    expect(offersFor({ ...facts, status: 'ready_for_pickup', carriedBy: 'customer' })).toEqual([
      'delivered',
    ]);
  });

  test('an order is cancelled from its acceptance until somebody has carried it away', () => {
    const known = { ...facts, actions: ['accept', 'reject', 'cancel'] } as const;
    const cancellable = (of: Partial<OfferFacts>) =>
      orderStatuses.filter((status) => offersFor({ ...known, ...of, status }).includes('cancel'));
    const atWork = ['confirmed', 'preparing', 'ready_for_pickup'];
    expect(cancellable({})).toEqual(atWork);
    expect(cancellable({ actions: [], platform: 'counter' })).toEqual(['pending', ...atWork]);
    expect(cancellable({ actions: ['accept', 'reject'] })).toEqual([]);
  });

  test('a ticket prints again while its order is alive', () => {
    const printed = { ...facts, actions: [], hasKitchenTicket: true };
    expect(offersFor({ ...printed, status: 'delivered' })).toEqual(['reprint']);
    expect(offersFor({ ...printed, status: 'cancelled' })).toEqual([]);
  });
});

test('a new order is as urgent as its answer, an accepted one as its food', () => {
  const order = { acceptByMs: 10, readyByMs: 20, dueAtMs: 30, receivedAtMs: 40 };
  expect(urgentAtMs({ ...order, status: 'pending' })).toBe(10);
  expect(urgentAtMs({ ...order, status: 'confirmed' })).toBe(20);
  expect(urgentAtMs({ ...order, status: 'confirmed', readyByMs: null })).toBe(30);
  expect(urgentAtMs({ ...order, status: 'pending', acceptByMs: null, dueAtMs: null })).toBe(40);
});
