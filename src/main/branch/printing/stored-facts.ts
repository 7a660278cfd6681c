import type { previewSamples, TemplateContent } from '../../../shared/contract/template.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { ReceiptFacts } from './paper-facts.ts';
import type { ReportFacts } from './report-facts.ts';

/** A receipt or guest check of the branch's own sale, complete: it says the same whenever it is printed again. */
export interface CounterReceipt {
  /** What was sold, as an order; its id is the bill's. */
  readonly order: Order;
  readonly receipt: ReceiptFacts;
  /** The seller's registration for sales tax; empty when there is none. */
  readonly taxNumber: string;
}

/** What a print job keeps of its paper when that is not an order's: printed again, it says the same. */
export type StoredFacts =
  | { readonly kind: 'report'; readonly report: ReportFacts }
  | ({ readonly kind: 'receipt' | 'guest_check' } & CounterReceipt)
  /** A template tried out, saved or not. */
  | {
      readonly kind: 'sample';
      readonly content: TemplateContent;
      readonly sample: (typeof previewSamples)[number];
    };
