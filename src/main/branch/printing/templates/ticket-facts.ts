import type { BranchSettings } from '../../../../shared/contract/branch-api.ts';
import type { Order } from '../../../../shared/contract/order.ts';

/** Everything a ticket's paper depends on: the same facts give the same paper. */
export interface TicketFacts {
  /** Where it prints, as the kitchen calls it. */
  readonly station: string;
  /** Short id of the print job. */
  readonly ticketId: string;
  /** 1 for the first time it is sent. */
  readonly attempt: number;
  /** 1 for the original. */
  readonly copy: number;
  /** Why somebody wanted a copy. */
  readonly reason: string;
  /** An earlier attempt may have come out. */
  readonly inDoubt: boolean;
  readonly printedAtMs: number;
  /** IANA name, such as `Asia/Amman`. */
  readonly timeZone: string;
  readonly language: BranchSettings['ticketLanguage'];
}

export interface OrderTicketFacts extends TicketFacts {
  readonly order: Order;
  readonly readyByMs: number | null;
}
