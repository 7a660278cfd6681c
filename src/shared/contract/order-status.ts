import { z } from 'zod';

/**
 * Where an order can go from each status. Platforms skip states, so every later step is legal from an
 * earlier one; a cancellation may arrive even after delivery; nothing leaves `rejected` or `refunded`.
 */
export const nextStatuses = {
  pending: [
    'confirmed',
    'preparing',
    'ready_for_pickup',
    'out_for_delivery',
    'delivered',
    'rejected',
    'cancelled',
  ],
  confirmed: ['preparing', 'ready_for_pickup', 'out_for_delivery', 'delivered', 'cancelled'],
  preparing: ['ready_for_pickup', 'out_for_delivery', 'delivered', 'cancelled'],
  ready_for_pickup: ['out_for_delivery', 'delivered', 'cancelled'],
  out_for_delivery: ['delivered', 'cancelled'],
  delivered: ['cancelled', 'refunded'],
  cancelled: ['refunded'],
  rejected: [],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderStatus = keyof typeof nextStatuses;
export const orderStatuses = Object.keys(nextStatuses) as OrderStatus[];
export const OrderStatus = z.enum(orderStatuses);

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return (nextStatuses[from] as readonly OrderStatus[]).includes(to);
}

const openStatuses: readonly OrderStatus[] = [
  'pending',
  'confirmed',
  'preparing',
  'ready_for_pickup',
];

/** Still somebody's work in the branch. */
export function isOpen(status: OrderStatus): boolean {
  return openStatuses.includes(status);
}

/** Ended without food: nothing of it may be cooked. */
export function isVoid(status: OrderStatus): boolean {
  return status === 'rejected' || status === 'cancelled' || status === 'refunded';
}
