import { loadFonts, type Fonts } from '../../printer/index.ts';
import type { BranchDeps } from './deps.ts';
import type { Db } from './database/index.ts';
import type { BranchClock } from './branch-clock.ts';
import {
  createTemplateTests,
  DiscoveryService,
  PrintDesk,
  PrintingService,
  PrintQueue,
  StationsService,
  TemplatesService,
  type PrintedOrders,
  type PrinterStates,
} from './printing/index.ts';
import type { UpLog } from './relay-link/index.ts';
import type { Signals } from './signals.ts';

export interface PaperDeps extends Pick<BranchDeps, 'ids' | 'logger' | 'hardware'> {
  readonly db: Db;
  readonly clock: BranchClock;
  readonly signals: Signals;
  readonly states: PrinterStates;
  readonly upLog: UpLog;
  readonly orders: PrintedOrders;
  branch(): {
    readonly branchName: string;
    readonly companyName: string;
    readonly currency: string;
    readonly timeZone: string;
  };
}

/** Everything about paper: printers, stations, looks, and the queue that brings it out. */
export function createPaper(given: PaperDeps) {
  const deps = { ...given, fonts: once(loadFonts) };
  const templates = new TemplatesService(deps);
  return {
    templates,
    templateTests: createTemplateTests(deps),
    printing: new PrintingService(deps),
    desk: new PrintDesk(deps),
    stations: new StationsService(deps),
    discovery: new DiscoveryService(deps),
    queue: new PrintQueue({ ...deps, looks: templates }),
  };
}

/** The same promise for everybody; a failed one is tried anew. */
function once(load: () => Promise<Fonts>): () => Promise<Fonts> {
  let loading: Promise<Fonts> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
