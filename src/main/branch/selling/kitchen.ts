import type { BillLine, NewLine } from '../../../shared/contract/bill.ts';
import type { Hand, SellingDeps } from './bill-desk.ts';
import { roundOrder } from './bill-orders.ts';
import { readSellingSettings } from './selling-settings.ts';
import { liveLines, rateOf, type Round, type StoredBill } from './stored-bill.ts';

/**
 * A line as the menu has it now.
 *
 * @throws AppError `menu.not_found`, `menu.out`, `menu.choices`
 */
export function makeLine(
  { ids, menu }: Pick<SellingDeps, 'ids' | 'menu'>,
  { tx, by, nowMs }: Hand,
  { productId, quantity, choices, note }: NewLine,
): BillLine {
  const priced = menu.price(tx, productId, choices);
  return {
    ...priced,
    id: ids('lin'),
    quantity,
    note,
    rateBasisPoints: rateOf(readSellingSettings(tx), priced.taxClassId),
    discount: null,
    sent: null,
    voided: null,
    addedBy: by,
    addedAtMs: nowMs,
  };
}

/** Gives the kitchen what it does not have yet, as an order of its own: its ticket holds only that. */
export function sendUnsent(
  { ids, orders }: Pick<SellingDeps, 'ids' | 'orders'>,
  { tx, bill, money, by, nowMs }: Hand,
): StoredBill {
  const unsent = liveLines(bill).filter((line) => line.sent === null);
  if (unsent.length === 0) return bill;
  const round: Round = {
    orderId: ids('ord'),
    number: bill.rounds.length === 0 ? bill.number : `${bill.number}-${bill.rounds.length + 1}`,
    atMs: nowMs,
  };
  const lines = bill.lines.map((line) => {
    const place = unsent.indexOf(line);
    return place < 0 ? line : { ...line, sent: { orderId: round.orderId, place, atMs: nowMs } };
  });
  const sent = { ...bill, lines, rounds: [...bill.rounds, round] };
  const order = roundOrder(sent, round, money.payments);
  if (order) orders.place(tx, order, by.name);
  return sent;
}

/** Takes back from the kitchen what has been voided since. */
export function voidInKitchen(
  { paper, orders }: Pick<SellingDeps, 'paper' | 'orders'>,
  { tx, bill, money, by }: Hand,
  after: StoredBill,
): StoredBill {
  const wasVoided = (line: BillLine) =>
    bill.lines.some((before) => before.id === line.id && before.voided !== null);
  const gone = after.lines.find((line) => line.voided !== null && !wasVoided(line));
  const round = after.rounds.find(({ orderId }) => orderId === gone?.sent?.orderId);
  if (!gone?.sent || !round) return after;
  const voided = withOwnPlace(after, gone);
  const order = roundOrder(voided.bill, round, money.payments);
  // A round of which nothing is left is cancelled as a whole, with a void ticket of its own.
  if (order) paper.voidLine(tx, order, { now: voided.place, onTicket: gone.sent.place });
  else orders.cancel(tx, round.orderId, by.name, gone.voided?.reason ?? '');
  return voided.bill;
}

/** Takes a whole round back: its lines count no more, and a bill of which nothing is left ends with it. */
export function cancelRound(
  { orders }: Pick<SellingDeps, 'orders'>,
  { tx, bill, money, by, nowMs }: Hand,
  { orderId, reason }: { readonly orderId: string; readonly reason: string },
): StoredBill {
  const voided = { reason, atMs: nowMs, by };
  const lines = bill.lines.map((line) =>
    line.sent?.orderId === orderId && line.voided === null ? { ...line, voided } : line,
  );
  orders.cancel(tx, orderId, by.name, reason);
  const after = { ...bill, lines };
  const isOver = liveLines(after).length === 0 && money.payments.length === 0;
  return isOver ? { ...after, state: 'cancelled', closedAtMs: nowMs } : after;
}

/** A piece taken from a line stands behind all lines of its order: the places of the others are on paper. */
function withOwnPlace(bill: StoredBill, gone: BillLine): { bill: StoredBill; place: number } {
  const sent = gone.sent;
  const mates = bill.lines.filter((line) => line.sent?.orderId === sent?.orderId);
  const shares = mates.some((line) => line.id !== gone.id && line.sent?.place === sent?.place);
  if (!sent || !shares) return { bill, place: sent?.place ?? 0 };
  const place = Math.max(...mates.map((line) => line.sent?.place ?? 0)) + 1;
  const lines = bill.lines.map((line) =>
    line.id === gone.id ? { ...line, sent: { ...sent, place } } : line,
  );
  return { bill: { ...bill, lines }, place };
}
