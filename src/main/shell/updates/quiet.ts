import { minuteMs } from '../../../shared/kit/clock.ts';

/** So long nothing must have happened before an update is installed by itself. */
const quietMs = 45 * minuteMs;

/** How busy the branch is. */
export interface Service {
  /** Undefined while the branch server does not say: then nobody knows, and nothing is installed. */
  readonly openOrders: number | undefined;
  readonly waitingJobs: number;
  /** When an order or a ticket was last seen to be under way. */
  readonly lastBusyAtMs: number;
}

/** A person may install between two orders. */
export function mayInstallNow({ openOrders, waitingJobs }: Service): boolean {
  return openOrders === 0 && waitingJobs === 0;
}

export function mayInstallByItself(service: Service, nowMs: number): boolean {
  return mayInstallNow(service) && nowMs - service.lastBusyAtMs >= quietMs;
}
