import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type { OrderAction } from '../../../shared/contract/order.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';

export type PaperEffect =
  | { kind: 'none' }
  /** `atStart` waits for the moment the order may be cooked, else it prints now. */
  | { kind: 'kitchen_ticket'; atStart: boolean; isAccepted: boolean }
  | { kind: 'withdraw'; tellKitchen: boolean };

/**
 * What reaching a status means for paper. Asking twice for a kitchen ticket is harmless: an order has one.
 *
 * @param cameTooLate the platform had stopped waiting before the order arrived, so it is not new work
 */
export function paperEffect(
  status: OrderStatus,
  settings: Pick<BranchSettings, 'kitchenTicketOn'>,
  cameTooLate: boolean,
): PaperEffect {
  switch (status) {
    case 'pending':
      return settings.kitchenTicketOn === 'received' && !cameTooLate
        ? { kind: 'kitchen_ticket', atStart: true, isAccepted: false }
        : { kind: 'none' };
    case 'confirmed':
      return { kind: 'kitchen_ticket', atStart: true, isAccepted: true };
    case 'preparing':
    case 'ready_for_pickup':
      return { kind: 'kitchen_ticket', atStart: false, isAccepted: true };
    case 'out_for_delivery':
    case 'delivered':
      return { kind: 'none' };
    case 'rejected':
    case 'cancelled':
      return { kind: 'withdraw', tellKitchen: true };
    case 'refunded':
      return { kind: 'withdraw', tellKitchen: false };
    default:
      return missingCase(status);
  }
}

/** How the platform is told of a status that the branch has chosen; null when it is not. */
export function actionFor(status: OrderStatus): OrderAction | null {
  switch (status) {
    case 'confirmed':
      return 'accept';
    case 'rejected':
      return 'reject';
    case 'preparing':
      return 'preparing';
    case 'ready_for_pickup':
      return 'ready';
    case 'out_for_delivery':
      return 'picked_up';
    case 'delivered':
      return 'delivered';
    case 'cancelled':
      return 'cancel';
    case 'pending':
    case 'refunded':
      return null;
    default:
      return missingCase(status);
  }
}

/** The next moment somebody must have acted by, which the board sorts by. */
export function urgentAtMs(facts: {
  status: OrderStatus;
  acceptByMs: number | null;
  readyByMs: number | null;
  dueAtMs: number | null;
  receivedAtMs: number;
}): number {
  const deadline = facts.status === 'pending' ? facts.acceptByMs : facts.readyByMs;
  return deadline ?? facts.dueAtMs ?? facts.receivedAtMs;
}
