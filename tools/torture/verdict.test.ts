import { describe, expect, test } from 'vitest';
import { type Evidence, judge, type PaperTicket, type SentOrder } from './verdict.ts';

const sent: SentOrder = {
  externalId: 'x-1',
  acknowledged: true,
  acceptedAtTill: true,
  cancelled: false,
  ticketOwed: true,
  platformHeard: true,
};
const row = { id: 'o_1', externalId: 'x-1', status: 'confirmed' };
const ticket: PaperTicket = { orderId: 'o_1', kind: 'kitchen', marked: false, complete: true };
const good: Evidence = { sent: [sent], relay: [row], branch: [row], paper: [ticket] };

const rules = (change: Partial<Evidence>) =>
  judge({ ...good, ...change }).violations.map((violation) => violation.rule);

describe('the verdict on a crash run', () => {
  test('is clean when each order is once in both databases and on paper', () => {
    expect(judge(good)).toMatchObject({ lost: 0, duplicated: 0, verdict: 'clean' });
  });

  test('finds an acknowledged order that is nowhere', () => {
    expect(rules({ relay: [], branch: [], paper: [] })).toEqual(['lost_at_relay']);
    expect(rules({ branch: [], paper: [] })).toEqual(['lost_at_branch']);
    expect(rules({ paper: [] })).toEqual(['lost_on_paper']);
  });

  test('does not ask for an order that the platform was never told is stored', () => {
    const unheard = { ...sent, acknowledged: false, acceptedAtTill: false, ticketOwed: false };
    expect(rules({ sent: [unheard], relay: [], branch: [], paper: [] })).toEqual([]);
  });

  test('finds doubles', () => {
    expect(rules({ relay: [row, { ...row, id: 'o_2' }] })).toEqual(['duplicated_at_relay']);
    expect(rules({ branch: [row, { ...row, id: 'o_2' }] })).toEqual(['duplicated_at_branch']);
  });

  test('paper that was torn half-way does not count as printed', () => {
    expect(rules({ paper: [{ ...ticket, complete: false }] })).toEqual(['lost_on_paper']);
  });

  test('a second ticket must say that it is one, even when the first was torn', () => {
    const marked = { ...ticket, marked: true };
    const torn = { ...ticket, complete: false };
    expect(rules({ paper: [torn, marked, marked] })).toEqual([]);
    expect(rules({ paper: [torn, ticket] })).toEqual(['unmarked_copy']);
    expect(judge({ ...good, paper: [ticket, ticket] })).toMatchObject({ unmarkedCopies: 1 });
  });

  test('finds an answer that the platform never heard', () => {
    expect(rules({ sent: [{ ...sent, platformHeard: false }] })).toEqual(['answer_lost']);
  });

  test('a cancelled order owes no ticket and no answer', () => {
    const cancelled = { ...sent, cancelled: true, ticketOwed: false, platformHeard: false };
    const ended = { ...row, status: 'cancelled' };
    expect(rules({ sent: [cancelled], relay: [ended], branch: [ended], paper: [] })).toEqual([]);
  });

  test('a rejection and a cancellation that crossed on their way may both stand', () => {
    const cancelled = { ...sent, acceptedAtTill: false, cancelled: true, ticketOwed: false };
    const relay = [{ ...row, status: 'cancelled' }];
    const branch = [{ ...row, status: 'rejected' }];
    expect(rules({ sent: [cancelled], relay, branch, paper: [] })).toEqual([]);
    expect(rules({ sent: [cancelled], relay, branch: [row], paper: [] })).toEqual([
      'status_differs',
    ]);
  });

  test('finds databases that do not agree in the end', () => {
    expect(rules({ branch: [{ ...row, status: 'pending' }] })).toEqual(['status_differs']);
  });
});
