import type { Bill, Receipt } from '../../../shared/contract/bill.ts';
import type { PrintJobView } from '../../../shared/contract/printing.ts';

/** What becomes of a paper or of the drawer after a payment; no trouble with either ever stops one. */

/** The latest paper of the receipt; undefined when none was asked for. */
export function receiptJob(
  jobs: readonly PrintJobView[],
  receipt: Pick<Receipt, 'number'>,
): PrintJobView | undefined {
  return latest(
    jobs.filter(
      ({ kind, displayNumber }) => kind === 'receipt' && displayNumber === receipt.number,
    ),
  );
}

/** The drawer's last opening for this bill. */
export function drawerJob(
  jobs: readonly PrintJobView[],
  { number, payments }: Pick<Bill, 'number' | 'payments'>,
): PrintJobView | undefined {
  const atMs = payments.findLast(({ method }) => method === 'cash')?.atMs;
  if (atMs === undefined) return undefined;
  const isOurs = ({ kind, reason, createdAtMs }: PrintJobView) =>
    kind === 'drawer' && reason === `bill ${number}` && createdAtMs >= atMs;
  return latest(jobs.filter(isOurs));
}

function latest(jobs: readonly PrintJobView[]): PrintJobView | undefined {
  return jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0];
}
