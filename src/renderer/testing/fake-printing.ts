import { AppError } from '../../shared/contract/errors.ts';
import type {
  DiscoveryView,
  PrinterCheck,
  PrinterView,
  printingRoutes,
  PrintJobView,
  PrintTrouble,
  Station,
} from '../../shared/contract/printing.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { BranchApi } from '../api/branch-api.tsx';
import { buildPrinter, buildPrintJob, buildStation, offersOfJob } from './build-printing.ts';

/** The printers of a branch in memory: what is sent is on paper at once, unless the printer's state forbids it. */
export interface FakePrinting {
  readonly calls: Pick<BranchApi, keyof typeof printingRoutes>;
  readonly printers: Map<string, PrinterView>;
  readonly stations: Station[];
  readonly jobs: PrintJobView[];
  /** What a search finds, and what a look at an address tells. A test changes them. */
  readonly world: {
    discovery: DiscoveryView;
    check: PrinterCheck;
    /** Speed at which a serial line answers. */
    baud: number | null;
    categories: Awaited<ReturnType<BranchApi['listStations']>>['categories'];
    items: Awaited<ReturnType<BranchApi['listStations']>>['items'];
    platforms: string[];
  };
  setPrinter(id: string, part: Partial<PrinterView>): void;
  /** Puts a job in line, printed at once where the printer can. */
  print(part: Partial<PrintJobView>): PrintJobView;
  trouble(isOpen: (orderId: string) => boolean): PrintTrouble;
}

const able: readonly PrinterView['state'][] = ['ready', 'paper_low', 'unknown'];

export const fakeProfiles = [
  { key: 'generic-80', name: 'Any 80 mm printer', widthDots: 576 },
  { key: 'generic-58', name: 'Any 58 mm printer', widthDots: 384 },
  { key: 'epson-tm-t20', name: 'Epson TM-T20', widthDots: 576 },
];

export function createFakePrinting(clock: Clock, tell: () => void): FakePrinting {
  const printers = new Map<string, PrinterView>();
  const stations: Station[] = [];
  const jobs: PrintJobView[] = [];
  const world: FakePrinting['world'] = {
    discovery: { running: false, done: 254, total: 254, found: [], failed: [] },
    check: {
      state: 'ready',
      profile: 'epson-tm-t20',
      certainty: 'likely',
      because: 'answers GS I with TM-T20III',
    },
    baud: 19_200,
    categories: [],
    items: [],
    platforms: ['talabat', 'careem'],
  };
  let count = 0;

  const setPrinter = (id: string, part: Partial<PrinterView>) => {
    const before = printers.get(id) ?? buildPrinter({ id, stateSinceMs: clock.now() });
    printers.set(id, { ...before, ...part });
  };
  const printer = (id: string) => found(printers.get(id), 'printer.not_found');
  const placeOf = (document: Station['prints']): PrinterView | undefined => {
    const having = stations.filter(
      ({ prints, printerId }) => prints === document && printers.has(printerId ?? ''),
    );
    const station = having.find(({ isDefault }) => isDefault) ?? having[0];
    return printers.get(station?.printerId ?? '') ?? [...printers.values()][0];
  };

  const change = (id: string, part: Partial<PrintJobView>): { printJob: PrintJobView } => {
    const at = jobs.findIndex((job) => job.id === id);
    const before = found(jobs[at], 'print_job.not_found');
    const changed = { ...before, ...part };
    const printJob = { ...changed, offers: offersOfJob(changed) };
    jobs[at] = printJob;
    tell();
    return { printJob };
  };
  /** Onto paper where its printer can, else in line. */
  const settled = (job: PrintJobView): Partial<PrintJobView> => {
    const state = printers.get(job.printerId)?.state;
    if (state === undefined) return { state: 'held', problem: 'no_printer', printedAtMs: null };
    return able.includes(state)
      ? { state: 'printed', problem: '', printedAtMs: clock.now(), proof: 'status' }
      : { state: 'blocked', problem: state, printedAtMs: null, proof: null };
  };
  const print = (part: Partial<PrintJobView>): PrintJobView => {
    const place = printers.get(part.printerId ?? '') ?? placeOf('kitchen');
    const job = buildPrintJob({
      id: `job-${++count}`,
      printerId: place?.id ?? '',
      printerName: place?.name ?? '',
      createdAtMs: clock.now(),
      ...part,
    });
    jobs.unshift(job);
    return part.state === undefined ? change(job.id, settled(job)).printJob : job;
  };
  const offered = (id: string, offer: PrintJobView['offers'][number]): PrintJobView => {
    const job = found(
      jobs.find((one) => one.id === id),
      'print_job.not_found',
    );
    if (!job.offers.includes(offer)) throw new AppError('print_job.not_offered', offer);
    return job;
  };
  const onDrawer = () => [...printers.values()].find(({ drawer }) => drawer !== 'none');
  const station = (id: string) => {
    const at = stations.findIndex((one) => one.id === id);
    if (at < 0) throw new AppError('station.not_found', `no station ${id}`);
    return at;
  };

  const calls: FakePrinting['calls'] = {
    listPrinters: async () => ({
      printers: [...printers.values()].map((one) => ({ ...one })),
      profiles: fakeProfiles,
    }),
    addPrinter: async (input) => {
      const id = `prn_${printers.size + 1}`;
      setPrinter(id, input);
      tell();
      return printer(id);
    },
    changePrinter: async ({ id, ...input }) => {
      printer(id);
      setPrinter(id, input);
      tell();
      return printer(id);
    },
    removePrinter: async ({ id }) => {
      printer(id);
      printers.delete(id);
      tell();
      return {};
    },
    testPrinter: async ({ id }) => {
      const { name } = printer(id);
      return {
        printJob: print({ kind: 'test', orderId: null, printerId: id, printerName: name }),
      };
    },
    divertPrinter: async ({ id, toPrinterId }) => {
      const from = printer(id);
      const to = printer(toPrinterId);
      const moving = jobs.filter(
        (job) => job.printerId === id && ['queued', 'held', 'blocked'].includes(job.state),
      );
      for (const job of moving) {
        const part = { printerId: to.id, printerName: to.name, backupFrom: from.name };
        change(job.id, { ...part, ...settled({ ...job, ...part }) });
      }
      setPrinter(id, { waitingJobs: 0 });
      return { moved: moving.length };
    },
    startDiscovery: async () => world.discovery,
    readDiscovery: async () => world.discovery,
    stopDiscovery: async () => {
      world.discovery = { ...world.discovery, running: false };
      return {};
    },
    checkPrinter: async () => world.check,
    printRuler: async () => ({ state: world.check.state }),
    detectSerialLine: async () => ({ baud: world.baud }),
    listStations: async () => ({
      stations: stations.map((one) => ({ ...one })),
      categories: world.categories,
      items: world.items,
      platforms: world.platforms,
    }),
    addStation: async (input) => {
      const added = buildStation({ ...input, id: `sta_${stations.length + 1}` });
      if (added.isDefault) withoutDefault(stations, added.prints);
      stations.push(added);
      tell();
      return { station: added };
    },
    changeStation: async (input) => {
      const at = station(input.id);
      if (input.isDefault) withoutDefault(stations, input.prints);
      const changed = buildStation(input);
      stations[at] = changed;
      tell();
      return { station: changed };
    },
    removeStation: async ({ id }) => {
      stations.splice(station(id), 1);
      tell();
      return {};
    },
    listPrintJobs: async () => ({ printJobs: [...jobs] }),
    cancelPrintJob: async ({ id }) => {
      offered(id, 'cancel');
      change(id, { state: 'cancelled', problem: '' });
      return {};
    },
    retryPrintJob: async ({ id }) => change(id, settled(offered(id, 'retry'))),
    answerPrintJob: async ({ id, isOnPaper }) => {
      const job = offered(id, 'answer');
      return isOnPaper
        ? change(id, { state: 'printed', problem: '', proof: 'person', printedAtMs: clock.now() })
        : change(id, { ...settled(job), mark: 'possible_duplicate', attempt: job.attempt + 1 });
    },
    movePrintJob: async ({ id, printerId }) => {
      const job = offered(id, 'move');
      const { name } = printer(printerId);
      const part = { printerId, printerName: name, backupFrom: job.backupFrom || job.printerName };
      return change(id, { ...part, ...settled({ ...job, ...part }) });
    },
    reprintPrintJob: async ({ id, reason }) => {
      const job = offered(id, 'reprint');
      const { kind, orderId, displayNumber, stationId, stationName, printerId, printerName } = job;
      const from = { kind, orderId, displayNumber, stationId, stationName, printerId, printerName };
      return { printJob: print({ ...from, mark: 'copy', copy: job.copy + 1, reason }) };
    },
    printOrderPaper: async ({ id, document }) => {
      const before = jobs.filter(({ kind, orderId }) => kind === document && orderId === id);
      const place = placeOf(document);
      const copy = before.length + 1;
      const printJob = print({
        kind: document,
        orderId: id,
        printerId: place?.id ?? '',
        printerName: place?.name ?? '',
        copy,
        mark: copy > 1 ? 'copy' : 'none',
      });
      return { printJob };
    },
    printDayReport: async () => {
      const place = placeOf('report');
      const printerName = place?.name ?? '';
      const at = { printerId: place?.id ?? '', printerName };
      return { printJob: print({ ...at, kind: 'report', orderId: null, displayNumber: '' }) };
    },
    openDrawer: async ({ reason }) => {
      const place = found(onDrawer(), 'printer.no_drawer');
      const at = { printerId: place.id, printerName: place.name, displayNumber: '' };
      return { printJob: print({ ...at, kind: 'drawer', orderId: null, reason }) };
    },
  };

  return {
    calls,
    printers,
    stations,
    jobs,
    world,
    setPrinter,
    print,
    trouble: (isOpen) => ({
      unknown: jobs.filter(({ state }) => state === 'unknown').length,
      failed: jobs.filter(({ state }) => state === 'failed').length,
      expired: jobs.filter(
        ({ state, orderId }) => state === 'expired' && orderId !== null && isOpen(orderId),
      ).length,
    }),
  };
}

function found<Item>(
  item: Item | undefined,
  code: 'printer.not_found' | 'print_job.not_found' | 'printer.no_drawer',
): Item {
  if (item === undefined) throw new AppError(code, 'not there');
  return item;
}

/** One default for each document at most: a new one takes it from the old. */
function withoutDefault(stations: Station[], prints: Station['prints']): void {
  stations.forEach((one, at) => {
    if (one.prints === prints) stations[at] = { ...one, isDefault: false };
  });
}
