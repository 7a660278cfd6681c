import { createHash } from 'node:crypto';
import type { Tx } from '../database/index.ts';
import type { CounterReceipt } from '../printing/index.ts';
import { checkPaper } from './receipt-paper.ts';
import { readSellingSettings } from './selling-settings.ts';
import { isLive, type BillMoney, type StoredBill, type StoredCheck } from './stored-bill.ts';

/** Checks that the bill has outgrown: it is over, or the guests owe something else by now. */
export function staleChecks(tx: Tx, bill: StoredBill, money: BillMoney): readonly StoredCheck[] {
  if (!isLive(bill) || bill.checks.length === 0) return bill.checks;
  const settings = readSellingSettings(tx);
  return bill.checks.filter(
    (check) => digestOf(checkPaper(bill, money, check, settings)) !== check.digest,
  );
}

/** The same for the same words and amounts, whoever prints them and when. */
export function digestOf({ order, receipt, taxNumber }: CounterReceipt): string {
  const { placedAtMs: _at, ...sold } = order;
  const { cashier: _by, ...figures } = receipt;
  return createHash('sha256')
    .update(JSON.stringify([sold, figures, taxNumber]))
    .digest('base64');
}
