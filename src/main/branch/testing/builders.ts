import type { Line, Order, StatusChange } from '../../../shared/contract/order.ts';
import type { OrderNews } from '../../../shared/contract/relay.ts';

/** Thursday 15 January 2026, 12:00 UTC: where the fake clock starts. */
export const noonMs = Date.UTC(2026, 0, 15, 12);

export function buildLine(line: Partial<Line> = {}): Line {
  return {
    itemId: 'item-1',
    name: { default: 'Chicken shawarma', en: 'Chicken shawarma', ar: 'شاورما دجاج' },
    known: true,
    quantity: 2,
    unitPriceMinor: 2_750,
    totalMinor: 5_500,
    note: '',
    modifiers: [],
    removed: [],
    ...line,
  };
}

/** An order that needs an answer within ten minutes; every platform action is possible. */
export function buildOrder(id: string, order: Partial<Order> = {}): Order {
  return {
    id,
    platform: 'generic',
    externalId: `ext-${id}`,
    displayNumber: id.slice(-4),
    placedAtMs: noonMs,
    acceptByMs: noonMs + 10 * 60_000,
    startAtMs: null,
    dueAtMs: noonMs + 30 * 60_000,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: null,
    lines: [buildLine()],
    note: '',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 5_500,
    totalVerbatim: '5.500',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: ['accept', 'reject', 'preparing', 'ready', 'picked_up', 'delivered', 'delay'],
    delayMinutes: [],
    rejectReasons: ['too_busy', 'item_unavailable'],
    warnings: [],
    ...order,
  };
}

export function buildChange(status: StatusChange['status'], atMs = noonMs): StatusChange {
  return { status, atMs, by: 'platform', reason: '' };
}

export function placed(order: Order, standing = buildChange('pending')): OrderNews {
  return {
    kind: 'order.placed',
    order,
    standing,
    hops: [{ hop: 'relay_stored', atMs: noonMs, detail: '' }],
  };
}

export function platformStatus(orderId: string, status: StatusChange['status']): OrderNews {
  return { kind: 'order.platform_status', orderId, change: buildChange(status, noonMs + 1_000) };
}
