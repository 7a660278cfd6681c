import { AppError } from '../../../shared/contract/errors.ts';
import type { Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import { newPrintJob } from './new-print-job.ts';
import { readPlaces } from './places.ts';
import { expiryOf, isWaiting } from './print-rules.ts';
import type { PrintJobDeps } from './print-jobs.ts';
import {
  insertPrintJob,
  listPrintJobsOfOrders,
  requeue,
  setDue,
  type PrintJob,
} from './print-jobs-repo.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { stationOnDemand } from './route-order.ts';

export interface OrderPaperRequest {
  readonly orderId: string;
  readonly document: 'receipt' | 'courier_slip';
  /** Why, where somebody said it. */
  readonly reason: string;
}

/**
 * Queues a receipt or courier slip because a person wants it, at the station that takes the order. One that still
 * waits is the one they want; one that came out already is followed by a copy that says so.
 *
 * @returns the print job's id
 * @throws AppError `order.not_found`
 */
export function queueOrderPaper(
  deps: PrintJobDeps & { readonly orders: PrintedOrders },
  tx: Tx,
  { orderId, document: kind, reason }: OrderPaperRequest,
): string {
  const found = deps.orders.find(orderId);
  if (!found) throw new AppError('order.not_found', `no order ${orderId}`);
  const known = listPrintJobsOfOrders(tx, [orderId]).filter((job) => job.kind === kind);
  deps.signals.raise({ printing: true, orders: true, orderIds: [orderId] });
  const unprinted = known.findLast(neverSent);
  if (unprinted) {
    const expiresAtMs = expiryOf(kind, deps.clock.now(), readSettings(tx));
    if (!isWaiting(unprinted.state) || unprinted.problem === 'scheduled') {
      requeue(tx, unprinted.id, expiresAtMs);
      setDue(tx, unprinted.id, { dueAtMs: 0, expiresAtMs });
    }
    return unprinted.id;
  }
  const stationId = stationOnDemand(found.order, kind, readPlaces(tx));
  const copy = Math.max(0, ...known.map((job) => job.copy)) + 1;
  const job = newPrintJob(tx, deps, { kind, orderId, stationId, copy, reason });
  insertPrintJob(tx, job);
  return job.id;
}

function neverSent({ state, attempt, doubts }: PrintJob): boolean {
  return attempt === 0 && doubts === 0 && state !== 'printed' && state !== 'unknown';
}
