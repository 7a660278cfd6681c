import { AppError } from '../../../shared/contract/errors.ts';
import type { Hand, SellingDeps } from './bill-desk.ts';
import { digestOf } from './stale-checks.ts';
import { checkPaper } from './receipt-paper.ts';
import { readSellingSettings } from './selling-settings.ts';
import { liveLines, type StoredBill } from './stored-bill.ts';

/**
 * Prints what the guests are to pay, and writes down who did. One that says what the last one said is a copy of it, unless
 * that one still waits for the printer: then it is the one they get.
 *
 * @param part one guest's; null for the whole bill, split or not
 * @throws AppError `bill.not_payable` when nothing is to be paid
 */
export function printCheck(
  { paper }: Pick<SellingDeps, 'paper'>,
  { tx, bill, money, by, drawerId, nowMs }: Hand,
  part: number | null,
): StoredBill {
  if (liveLines(bill).length === 0 || (part !== null && !bill.parts[part])) {
    throw new AppError('bill.not_payable', `nothing to show of bill ${bill.id}, part ${part}`);
  }
  const about = { part, atMs: nowMs, by };
  const check = checkPaper(bill, money, about, readSellingSettings(tx));
  if (check.receipt.leftMinor === 0) {
    throw new AppError('bill.not_payable', `bill ${bill.id}, part ${part} is paid`);
  }
  const digest = digestOf(check);
  const last = bill.checks.findLast((one) => one.part === part);
  const printed = paper.guestCheck(tx, check, {
    drawerId,
    last: last?.digest === digest ? last : null,
  });
  if (printed.printJobId === last?.printJobId) return bill;
  const totalMinor = check.order.totalMinor ?? 0;
  return { ...bill, checks: [...bill.checks, { ...about, ...printed, totalMinor, digest }] };
}
