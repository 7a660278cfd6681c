import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import type { Minor } from '../../../shared/contract/money.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { ReportFacts } from './report-facts.ts';

/** What a paper says of its own printing, whatever its template: the same facts give the same paper. */
export interface JobFacts {
  /** Where it prints, as the kitchen calls it. */
  readonly stationName: string;
  readonly jobName: string;
  /** 1 for the first time it is sent. */
  readonly attempt: number;
  /** 1 for the original. */
  readonly copy: number;
  /** Why somebody wanted a copy. */
  readonly reason: string;
  /** An earlier attempt may have come out. */
  readonly inDoubt: boolean;
  /** The printer in whose place this one prints; empty when it is the right one. */
  readonly backupFrom: string;
  /** When it was due, for one that waited so long that it must not look new; else null. */
  readonly lateSinceMs: number | null;
  /** A template tried out with made-up facts. */
  readonly isSample: boolean;
  readonly printedAtMs: number;
  /** IANA name, such as `Asia/Amman`. */
  readonly timeZone: string;
  readonly language: BranchSettings['ticketLanguage'];
}

export interface OrderFacts {
  readonly order: Order;
  readonly readyByMs: number | null;
  /** Places in `order.lines` that this station cooks; null for all. */
  readonly ownLines: readonly number[] | null;
  /** Prints the lines of other stations too, small. */
  readonly showsOtherLines: boolean;
}

/** What was paid for an order, or of a guest check what is to be paid. */
export interface ReceiptFacts {
  /** Empty on a guest check. */
  readonly number: string;
  /** Empty when nobody stood at the till. */
  readonly cashier: string;
  /** The prices are without the tax: it stands before the total, which holds it. */
  readonly taxOnTop: boolean;
  readonly taxLines: readonly {
    readonly name: string;
    /** `16` or `16.5`; empty when not known. */
    readonly percent: string;
    readonly amountMinor: Minor;
  }[];
  readonly payments: readonly {
    readonly method: Order['paymentMethod'];
    readonly amountMinor: Minor;
  }[];
  /** Added to the total so that coins can pay it. */
  readonly roundingMinor: Minor;
  readonly changeMinor: Minor;
  /** Still to be paid of the total; nothing on a receipt. */
  readonly leftMinor: Minor;
}

/** Everything a template may speak of; what a paper is not about is null, and its elements print nothing. */
export interface PaperFacts extends JobFacts {
  readonly branchName: string;
  readonly companyName: string;
  /** The company's registration for sales tax; empty when not entered. */
  readonly taxNumber: string;
  readonly order: OrderFacts | null;
  readonly receipt: ReceiptFacts | null;
  readonly report: ReportFacts | null;
}
