import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Order } from '../../src/shared/contract/order.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { OutboundAction } from '../adapters/adapter.ts';

/** A queued call with what is needed to make it. */
export interface DueCall {
  readonly id: string;
  readonly companyId: string;
  readonly branchId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly action: OutboundAction;
  /** Attempts that failed so far. */
  readonly attempts: number;
  readonly giveUpAtMs: EpochMs;
  readonly lastDetail: string;
  /** An earlier try left, and no answer to it was recorded as the end of the matter. */
  readonly mayHaveBeenHeard: boolean;
  readonly order: Order;
  readonly storeId: string;
  readonly platformData: Readonly<Record<string, unknown>>;
}

/**
 * Whether an order's end has made a call pointless. The reject that caused `rejected` is still told;
 * after a cancellation nothing is.
 */
export function isSuperseded(call: DueCall, status: OrderStatus): boolean {
  if (status === 'cancelled') return call.action.action !== 'cancel';
  if (status === 'refunded') return true;
  return status === 'rejected' && call.action.action !== 'reject';
}
