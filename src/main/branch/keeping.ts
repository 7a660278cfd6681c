import type { FastifyInstance } from 'fastify';
import type { FirstRunStep } from '../../shared/contract/first-run.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import { createSafeKeeping } from './backup/index.ts';
import type { BranchConfig } from './config.ts';
import type { Db } from './database/index.ts';
import { FirstRun, firstRunRoutes } from './first-run/index.ts';
import type { MenuService } from './menu/index.ts';
import type { PrintJobs } from './printing/index.ts';
import { expectToBeCopy } from './relay-link/index.ts';
import { beginReceiptSeries, readSellingSettings } from './selling/index.ts';
import { readSettings } from './settings/index.ts';
import type { Signals } from './signals.ts';
import { forgetSignIns } from './staff/index.ts';

export interface KeepingDeps {
  readonly config: BranchConfig;
  readonly appVersion: string;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly counter: { readonly menu: MenuService };
  readonly printJobs: Pick<PrintJobs, 'doubtWaiting'>;
  branch(): { readonly branchName: string; readonly currency: string };
  /** Stops the branch server and starts it again, soon. */
  startAnew(): void;
}

/** The first day of this branch's data, its copies, and its return from one of them. */
export function createKeeping(deps: KeepingDeps): {
  readonly daily: Part;
  firstRunStep(): FirstRunStep | undefined;
  routes(app: FastifyInstance): Promise<void>;
} {
  const { config, db } = deps;
  const firstRun = new FirstRun({
    ...deps,
    menu: deps.counter.menu,
    isPairedAtStart: config.pairingCode !== '',
    currency: () => deps.branch().currency,
    taxClassId: () => readSellingSettings(db).chargesTaxClassId,
  });
  const copies = createSafeKeeping({
    ...deps,
    dataDir: config.dataDir,
    branchName: () => deps.branch().branchName,
    keepDays: () => readSettings(db).keepBackupDays,
    noteRestored(tx) {
      // Also without a relay that would notice: what waited then may long be on paper.
      deps.printJobs.doubtWaiting(tx);
      beginReceiptSeries(tx, deps.clock.now());
      expectToBeCopy(tx);
      forgetSignIns(tx);
    },
  });
  return {
    daily: copies,
    firstRunStep: () => firstRun.step(),
    async routes(app) {
      await app.register(firstRunRoutes(firstRun));
      await app.register((scope) => copies.routes(scope));
    },
  };
}
