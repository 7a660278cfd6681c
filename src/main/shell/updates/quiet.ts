import { minuteMs } from '../../../shared/kit/clock.ts';

/** So long nothing must have happened before an update is installed by itself. */
const quietMs = 45 * minuteMs;

/** How busy the branch is. */
export interface Service {
  readonly openOrders: number;
  /** Bills that are open or held: somebody sits at a table. */
  readonly openBills: number;
  /** Tickets and receipts that are not on paper. */
  readonly waitingJobs: number;
  /** The drawer of this till is counted for somebody. */
  readonly isShiftOpen: boolean;
}

/**
 * A person may install between two orders, also during a shift.
 *
 * @param service undefined while the branch server does not say: then nobody knows, and nothing is installed
 */
export function mayInstallNow(service: Service | undefined): boolean {
  return (
    service !== undefined &&
    service.openOrders === 0 &&
    service.openBills === 0 &&
    service.waitingJobs === 0
  );
}

/** @param quietForMs how long nothing has stood in the way of a person's installing */
export function mayInstallByItself(service: Service | undefined, quietForMs: number): boolean {
  return mayInstallNow(service) && service?.isShiftOpen === false && quietForMs >= quietMs;
}
