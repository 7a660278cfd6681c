/** What a crash run must prove, as a pure function over what the outside world saw. */

export interface SentOrder {
  readonly externalId: string;
  /** The relay answered the platform 2xx: from here on it must not be lost. */
  readonly acknowledged: boolean;
  /** The cashier's accept was answered with success by the branch. */
  readonly acceptedAtTill: boolean;
  readonly cancelled: boolean;
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

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, key);
}

/**
 * Judges a run: every acknowledged order is once in both databases and on paper, no paper but the first
 * is without a mark, and whatever the cashier answered reached the platform.
 */
export function judge({ sent, relay, branch, paper }: Evidence): Verdict {
  const atRelay = grouped(relay, (row) => row.externalId);
  const atBranch = grouped(branch, (row) => row.externalId);
  const onPaper = grouped(paper, (ticket) => ticket.orderId);
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

function judgeOrder(order: SentOrder, { relay, branch, paperOf }: Traces): Violation[] {
  const found: Violation[] = [];
  const say = (rule: Rule, detail: string) => found.push({ rule, order: order.externalId, detail });
  if (relay.length > 1) say('duplicated_at_relay', relay.map((row) => row.id).join(' '));
  if (branch.length > 1) say('duplicated_at_branch', branch.map((row) => row.id).join(' '));
  if (!order.acknowledged) return found;

  const [kept] = relay;
  const [held] = branch;
  if (!kept) say('lost_at_relay', 'acknowledged, not in the relay');
  if (kept && !held) say('lost_at_branch', kept.id);
  if (!kept || !held) return found;

  if (kept.status !== held.status) {
    say('status_differs', `relay ${kept.status}, branch ${held.status}`);
  }
  const kitchen = paperOf(held.id).filter((ticket) => ticket.kind === 'kitchen');
  if (!order.cancelled && !kitchen.some((ticket) => ticket.complete)) {
    say('lost_on_paper', held.id);
  }
  const unmarked = kitchen.filter((ticket) => !ticket.marked);
  if (unmarked.length > 1) say('unmarked_copy', `${held.id} ${unmarked.length} times`);
  if (order.acceptedAtTill && !order.cancelled && !order.platformHeard) {
    say('answer_lost', held.id);
  }
  return found;
}
