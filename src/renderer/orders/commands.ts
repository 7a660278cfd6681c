import type { OrderView } from '../../shared/contract/branch-api.ts';
import type { OrderStatus } from '../../shared/contract/order-status.ts';
import type { CancelReason, RejectReason } from '../../shared/contract/order.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import type { BranchApi } from '../api/branch-api.tsx';

/** What a person at the till can tell the branch about one order. */
export type Command =
  | { readonly do: 'accept'; readonly prepMinutes: number }
  | { readonly do: 'reject'; readonly reason: RejectReason; readonly unavailableItemIds: string[] }
  | { readonly do: 'preparing' | 'ready' | 'hand_over' | 'delivered' }
  | { readonly do: 'delay'; readonly minutes: number }
  | { readonly do: 'reprint'; readonly reason: string }
  | { readonly do: 'cancel'; readonly reason: CancelReason };

const moves = {
  preparing: 'preparing',
  ready: 'ready_for_pickup',
  hand_over: 'out_for_delivery',
  delivered: 'delivered',
} as const;

/** Where the order will stand if the branch agrees; null when the command moves nothing. */
export function expectedStatus(command: Command): OrderStatus | null {
  switch (command.do) {
    case 'accept':
      return 'confirmed';
    case 'reject':
      return 'rejected';
    case 'preparing':
    case 'ready':
    case 'hand_over':
    case 'delivered':
      return moves[command.do];
    case 'cancel':
      return 'cancelled';
    case 'delay':
    case 'reprint':
      return null;
    default:
      return missingCase(command);
  }
}

/** @throws AppError as the branch answered */
export async function sendCommand(
  api: BranchApi,
  id: string,
  command: Command,
): Promise<OrderView> {
  switch (command.do) {
    case 'accept':
      return (await api.acceptOrder({ id, prepMinutes: command.prepMinutes })).order;
    case 'reject': {
      const { reason, unavailableItemIds } = command;
      return (await api.rejectOrder({ id, reason, unavailableItemIds })).order;
    }
    case 'preparing':
    case 'ready':
    case 'hand_over':
    case 'delivered':
      return (await api.moveOrder({ id, to: moves[command.do] })).order;
    case 'delay':
      return (await api.delayOrder({ id, minutes: command.minutes })).order;
    case 'reprint':
      return (await api.reprintOrder({ id, reason: command.reason })).order;
    case 'cancel':
      return (await api.cancelOrder({ id, reason: command.reason })).order;
    default:
      return missingCase(command);
  }
}

export interface Attempt {
  readonly command: Command;
  /** The branch has not answered yet, or refused with this error. */
  readonly state: 'saving' | 'failed';
  readonly error?: unknown;
}

/** The order as it will look once the running command is saved: moved on, with nothing to press. */
export function withAttempt(view: OrderView, attempt: Attempt | undefined): OrderView {
  if (attempt?.state !== 'saving') return view;
  return { ...view, status: expectedStatus(attempt.command) ?? view.status, offers: [] };
}
