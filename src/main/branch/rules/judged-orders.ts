import type { Order } from '../../../shared/contract/order.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';

/** What the rules need of orders; the orders module is it. */
export interface JudgedOrders {
  /** Those whose platform waits for an answer and has not stopped waiting, without tests. */
  listUnanswered(db: Db, nowMs: EpochMs): Order[];
  /** One of those; undefined when it is none of them, or not any more. */
  findUnanswered(db: Db, id: string, nowMs: EpochMs): Order | undefined;
  /** Accepted, begun or to be begun now, and not ready. */
  countInKitchen(db: Db, nowMs: EpochMs): number;
  accept(tx: Tx, order: Order, by: { readonly rule: string; readonly prepMinutes: number }): void;
  /** Platforms of the latest orders. */
  listPlatforms(db: Db): string[];
}
