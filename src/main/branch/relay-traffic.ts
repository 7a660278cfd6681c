import type { AvailabilityWished, BranchReport } from '../../shared/contract/relay.ts';
import type { BranchClock } from './branch-clock.ts';
import type { BranchConfig } from './config.ts';
import type { Db, Tx } from './database/index.ts';
import type { BranchDeps } from './deps.ts';
import { ordersFromRelay, type OrderDeps } from './orders/index.ts';
import {
  listRemotePapers,
  queueRemotePaper,
  type PrintedOrders,
  type PrinterStates,
  type TemplatesService,
} from './printing/index.ts';
import { applyByKind, createPrintRequests, RelayLink } from './relay-link/index.ts';
import { beginReceiptSeries } from './selling/index.ts';
import type { Signals } from './signals.ts';

export interface RelayTrafficDeps extends Omit<BranchDeps, 'clock' | 'hardware' | 'lanAddresses'> {
  readonly db: Db;
  readonly clock: BranchClock;
  readonly signals: Signals;
  readonly states: PrinterStates;
  readonly config: BranchConfig;
  readonly orderDeps: OrderDeps;
  readonly paperOrders: PrintedOrders;
  readonly templates: TemplatesService;
  readonly takeWish: (wish: AvailabilityWished) => void;
  readonly sayStanding: (tx: Tx) => void;
  readonly report: () => BranchReport;
}

/** The line to the relay, and what comes down it. */
export function createRelayTraffic(deps: RelayTrafficDeps) {
  const { config, orderDeps, paperOrders, templates } = deps;
  const { printJobs, upLog } = orderDeps;
  const printRequests = createPrintRequests({
    ...deps,
    upLog,
    papers: {
      queue: (tx, request) =>
        queueRemotePaper({ ...deps, printJobs, orders: paperOrders }, tx, request),
      list: listRemotePapers,
    },
  });
  const link = new RelayLink({
    ...deps,
    keys: { dataDir: config.dataDir, secretKey: config.secretKey },
    relayUrl: config.relayUrl,
    pairingCode: config.pairingCode,
    apply: applyByKind({
      order: ordersFromRelay(orderDeps),
      printRequest: (tx, request) => printRequests.take(tx, request),
      template: (tx, saved) => templates.applyFromCompany(tx, saved),
      availability: (_, wish) => deps.takeWish(wish),
    }),
    copyNoticed(tx) {
      printJobs.doubtWaiting(tx);
      beginReceiptSeries(tx, deps.clock.now());
    },
  });
  return { printRequests, link };
}
