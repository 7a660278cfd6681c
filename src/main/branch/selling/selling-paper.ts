import type { Order } from '../../../shared/contract/order.ts';
import type { Tx } from '../database/index.ts';
import type { ReceiptPaper } from './receipt-paper.ts';

/** What selling asks of printing, in its own transaction. */
export interface SellingPaper {
  /** @param reason why somebody wants it once more; empty for the first, which the customer takes */
  receipt(tx: Tx, paper: ReceiptPaper, reason: string): void;
  openDrawer(tx: Tx, reason: string): void;
  /**
   * Tells the kitchen what it need not cook, where it may have it on paper.
   *
   * @param places of the order's lines: where they stand now, and where the kitchen's ticket has them
   */
  voidLine(tx: Tx, order: Order, places: { readonly now: number; readonly onTicket: number }): void;
}
