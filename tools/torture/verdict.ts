/** What a crash run must prove, as a pure function over what the outside world saw. */

export interface SentOrder {
  readonly externalId: string;
  /** The relay answered the platform 2xx: from here on it must not be lost. */
  readonly acknowledged: boolean;
  /** The cashier's accept was answered with success by the branch. */
  readonly acceptedAtTill: boolean;
  readonly cancelled: boolean;
  /** The order was accepted and stayed so: the kitchen must have its ticket. */
  readonly ticketOwed: boolean;
  /** The platform heard accept or reject. */
  readonly platformHeard: boolean;
}

/** One row of an order in a database. */
export interface StoredOrder {
  readonly id: string;
  readonly externalId: string;
  readonly status: string;
}

/** Paper with ink on it, whether or not it was finished. */
export interface PaperTicket {
  readonly orderId: string;
  readonly kind: 'kitchen' | 'void';
  readonly marked: boolean;
  readonly complete: boolean;
}

export interface Evidence {
  readonly sent: readonly SentOrder[];
  readonly relay: readonly StoredOrder[];
  readonly branch: readonly StoredOrder[];
  readonly paper: readonly PaperTicket[];
}

export type Rule =
  | 'lost_at_relay'
  | 'lost_at_branch'
  | 'lost_on_paper'
  | 'answer_lost'
  | 'status_differs'
  | 'duplicated_at_relay'
  | 'duplicated_at_branch'
  | 'unmarked_copy';

export interface Violation {
  readonly rule: Rule;
  readonly order: string;
  readonly detail: string;
}

export interface Verdict {
  readonly lost: number;
  readonly duplicated: number;
  readonly unmarkedCopies: number;
  readonly verdict: 'clean' | 'violated';
  readonly violations: readonly Violation[];
}

/**
 * Judges a run: every acknowledged order is once in both databases and on paper, no paper but the first
 * is without a mark, and whatever the cashier answered reached the platform.
 */
export function judge({ sent, relay, branch, paper }: Evidence): Verdict {
  const atRelay = Map.groupBy(relay, (row) => row.externalId);
  const atBranch = Map.groupBy(branch, (row) => row.externalId);
  const onPaper = Map.groupBy(paper, (ticket) => ticket.orderId);
  const violations = sent.flatMap((order) =>
    judgeOrder(order, {
      relay: atRelay.get(order.externalId) ?? [],
      branch: atBranch.get(order.externalId) ?? [],
      paperOf: (orderId) => onPaper.get(orderId) ?? [],
    }),
  );
  const count = (...rules: Rule[]) =>
    violations.filter((violation) => rules.includes(violation.rule)).length;
  return {
    lost: count(
      'lost_at_relay',
      'lost_at_branch',
      'lost_on_paper',
      'answer_lost',
      'status_differs',
    ),
    duplicated: count('duplicated_at_relay', 'duplicated_at_branch'),
    unmarkedCopies: count('unmarked_copy'),
    verdict: violations.length === 0 ? 'clean' : 'violated',
    violations,
  };
}

interface Traces {
  readonly relay: readonly StoredOrder[];
  readonly branch: readonly StoredOrder[];
  readonly paperOf: (orderId: string) => readonly PaperTicket[];
}

function judgeOrder(order: SentOrder, traces: Traces): Violation[] {
  const found = (rule: Rule, detail: string): Violation => ({
    rule,
    order: order.externalId,
    detail,
  });
  const { relay, branch } = traces;
  const doubles = [
    ...(relay.length > 1 ? [found('duplicated_at_relay', ids(relay))] : []),
    ...(branch.length > 1 ? [found('duplicated_at_branch', ids(branch))] : []),
  ];
  if (!order.acknowledged) return doubles;
  const [kept] = relay;
  const [held] = branch;
  if (!kept) return [...doubles, found('lost_at_relay', 'acknowledged, not in the relay')];
  if (!held) return [...doubles, found('lost_at_branch', kept.id)];
  const differs = kept.status !== held.status && !bothTurnedAway(kept, held);
  return [
    ...doubles,
    ...(differs ? [found('status_differs', `relay ${kept.status}, branch ${held.status}`)] : []),
    ...judgePaper(order, traces.paperOf(held.id)).map((rule) => found(rule, held.id)),
    ...(answerIsOwed(order) ? [found('answer_lost', held.id)] : []),
  ];
}

/**
 * Rejected at the till and cancelled by the customer before either heard of the other: each side keeps
 * what came first, and nobody cooks.
 */
function bothTurnedAway(...orders: readonly StoredOrder[]): boolean {
  return orders.every(({ status }) => status === 'rejected' || status === 'cancelled');
}

const ids = (rows: readonly StoredOrder[]) => rows.map((row) => row.id).join(' ');

const answerIsOwed = (order: SentOrder) =>
  order.acceptedAtTill && !order.cancelled && !order.platformHeard;

function judgePaper(order: SentOrder, paper: readonly PaperTicket[]): Rule[] {
  const kitchen = paper.filter((ticket) => ticket.kind === 'kitchen');
  const isMissing = order.ticketOwed && !kitchen.some((ticket) => ticket.complete);
  const isCopied = kitchen.filter((ticket) => !ticket.marked).length > 1;
  return [
    ...(isMissing ? ['lost_on_paper' as const] : []),
    ...(isCopied ? ['unmarked_copy' as const] : []),
  ];
}
