import type { Hop, Order } from '../../../shared/contract/order.ts';
import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Tx } from '../database/index.ts';

/** What printing asks of orders; the orders module answers, so that paper knows no more of them. */
export interface PrintedOrders {
  find(
    id: string,
  ):
    | { readonly order: Order; readonly status: OrderStatus; readonly readyByMs: number | null }
    | undefined;
  /** Orders that came at that time or later. */
  listSince(atMs: number): { readonly order: Order; readonly status: OrderStatus }[];
  recordHop(tx: Tx, id: string, hop: Omit<Hop, 'atMs'>): void;
}
