import type { BoardAction } from '../../../shared/contract/branch-api.ts';
import { counterPlatform } from '../../../shared/contract/bill.ts';
import { isVoid, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { OrderAction } from '../../../shared/contract/order.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';

export interface OfferFacts {
  readonly platform: string;
  readonly status: OrderStatus;
  readonly actions: readonly OrderAction[];
  readonly carriedBy: 'platform' | 'restaurant' | 'customer';
  readonly hasKitchenTicket: boolean;
  /** The platform has said no to more time: some grant it once. */
  readonly delayRefused: boolean;
}

/** What may be done with an order now. Kitchen steps are ours; answers need a platform that takes them. */
export function offersFor(facts: OfferFacts): BoardAction[] {
  const offers = [...stepsFor(facts)];
  if (canDelay(facts)) offers.push('delay');
  if (facts.hasKitchenTicket && !isVoid(facts.status)) offers.push('reprint');
  if (canCancel(facts)) offers.push('cancel');
  return offers;
}

function canDelay({ actions, status, delayRefused }: OfferFacts): boolean {
  return actions.includes('delay') && isCooking(status) && !delayRefused;
}

/** Before somebody has carried it away. What still waits for an answer is rejected instead, where that can be said. */
function canCancel({ platform, status, actions }: OfferFacts): boolean {
  if (platform !== counterPlatform && !actions.includes('cancel')) return false;
  if (status === 'pending') return !actions.includes('reject');
  return isCooking(status) || status === 'ready_for_pickup';
}

function stepsFor({ status, actions, carriedBy }: OfferFacts): readonly BoardAction[] {
  switch (status) {
    case 'pending':
      return answersFor(actions);
    case 'confirmed':
      return ['preparing', 'ready'];
    case 'preparing':
      return ['ready'];
    case 'ready_for_pickup':
      return [carriedBy === 'customer' ? 'delivered' : 'hand_over'];
    case 'out_for_delivery':
      return carriedBy === 'platform' ? [] : ['delivered'];
    case 'delivered':
    case 'rejected':
    case 'cancelled':
    case 'refunded':
      return [];
    default:
      return missingCase(status);
  }
}

/** A platform that waits for no acceptance leaves the kitchen free to begin. */
function answersFor(actions: readonly OrderAction[]): BoardAction[] {
  const answers = (['accept', 'reject'] as const).filter((action) => actions.includes(action));
  return actions.includes('accept') ? answers : [...answers, 'preparing', 'ready'];
}

function isCooking(status: OrderStatus): boolean {
  return status === 'confirmed' || status === 'preparing';
}
