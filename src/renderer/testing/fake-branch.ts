import type {
  BoardAction,
  BranchSettings,
  BranchState,
  HeardChange,
  LiveNotice,
  OrderDetail,
  OrderView,
} from '../../shared/contract/branch-api.ts';
import type { PrinterView, PrintJobView } from '../../shared/contract/printing.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { canMove, isOpen, type OrderStatus } from '../../shared/contract/order-status.ts';
import type { Hop, Order } from '../../shared/contract/order.ts';
import { type Clock, minuteMs } from '../../shared/kit/clock.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import type { BranchApi } from '../api/branch-api.tsx';
import type { Live } from '../api/live.ts';
import { buildPrintJob, buildView } from './build-order.ts';

interface Kept {
  view: OrderView;
  history: HeardChange[];
  hops: Hop[];
}

/** A branch server in memory: same calls, same refusals, no paper and no platform behind it. */
export interface FakeBranch {
  /** Each call may be replaced by a test. */
  readonly api: { -readonly [Call in keyof BranchApi]: BranchApi[Call] };
  readonly live: Live;
  /** Ids that the till said it has shown. */
  readonly shown: string[];
  readonly state: BranchState;
  readonly settings: BranchSettings;
  readonly printJobs: PrintJobView[];
  receive(order: Order, part?: Partial<OrderView>): void;
  change(orderId: string, part: Partial<OrderView>): void;
  cancel(orderId: string): void;
  find(orderId: string): OrderView;
  setPrinter(id: string, part: Partial<PrinterView>): void;
  setConnected(connected: boolean): void;
  onNotice(listener: (notice: LiveNotice) => void): () => void;
  tell(topics: LiveNotice['topics']): void;
  /** Makes the next call of this name fail. */
  failNext(call: keyof BranchApi, error: AppError): void;
}

function offersOf(status: OrderStatus, order: Order): BoardAction[] {
  const kitchen: BoardAction[] = order.delayMinutes.length > 0 ? ['delay', 'reprint'] : ['reprint'];
  switch (status) {
    case 'pending':
      return ['accept', 'reject'];
    case 'confirmed':
      return ['preparing', 'ready', ...kitchen];
    case 'preparing':
      return ['ready', ...kitchen];
    case 'ready_for_pickup':
      return ['hand_over', 'reprint'];
    case 'out_for_delivery':
      return order.fulfilment.by === 'restaurant' ? ['delivered', 'reprint'] : ['reprint'];
    case 'delivered':
    case 'rejected':
    case 'cancelled':
    case 'refunded':
      return [];
    default:
      return missingCase(status);
  }
}

export function createFakeBranch(clock: Clock): FakeBranch {
  const orders = new Map<string, Kept>();
  const printJobs: PrintJobView[] = [];
  const printers = new Map<string, PrinterView>();
  const failures = new Map<keyof BranchApi, AppError>();
  const notices = new Set<(notice: LiveNotice) => void>();
  const connections = new Set<() => void>();
  const shown: string[] = [];
  let connected = true;
  let count = 0;

  const state: BranchState = {
    branchName: 'Abdoun',
    companyName: 'Bayt Al Zaytoun',
    currency: 'JOD',
    timeZone: 'Asia/Amman',
    relay: {
      state: 'connected',
      sinceMs: clock.now(),
      waiting: 0,
      oldestWaitingAtMs: null,
      clockOffsetMs: 0,
    },
    printers: [],
    openOrders: 0,
    serverTimeMs: 0,
    appVersion: '0.1.0',
  };
  const settings: BranchSettings = {
    kitchenTicketOn: 'accepted',
    defaultPrepMinutes: 20,
    reprintDoubtfulTickets: true,
    ticketLanguage: 'both',
  };
  const setPrinter = (id: string, part: Partial<PrinterView>) => {
    const before: PrinterView = printers.get(id) ?? {
      id,
      name: 'Kitchen 1',
      connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 },
      widthDots: null,
      text: 'own' as const,
      drawer: 'none' as const,
      buzzer: false,
      backups: [],
      profile: 'generic-80',
      state: 'ready' as const,
      stateSinceMs: clock.now(),
      waitingJobs: 0,
    };
    printers.set(id, { ...before, ...part });
  };
  setPrinter('prn_1', {});

  const tell = (topics: LiveNotice['topics'], part: Partial<LiveNotice> = {}) => {
    const notice = { topics, newOrderIds: [], cancelledOrderIds: [], ...part };
    notices.forEach((listener) => listener(notice));
  };
  const kept = (id: string): Kept => {
    const found = orders.get(id);
    if (!found) throw new AppError('order.not_found', `no order ${id}`);
    return found;
  };
  const printJob = (id: string, part: Partial<PrintJobView> = {}) => {
    const atMs = clock.now();
    const job = buildPrintJob({
      id: `T-${++count}`,
      orderId: id,
      createdAtMs: atMs,
      printedAtMs: atMs,
      ...part,
    });
    const entry = kept(id);
    entry.view = { ...entry.view, printJobs: [...entry.view.printJobs, job] };
    entry.hops.push({ hop: 'ticket_printed', atMs, detail: job.printerName });
  };
  const move = (id: string, to: OrderStatus, part: Partial<OrderView> = {}) => {
    const entry = kept(id);
    if (!canMove(entry.view.status, to)) {
      throw new AppError('order.bad_transition', `${entry.view.status} to ${to}`);
    }
    const atMs = clock.now();
    entry.view = {
      ...entry.view,
      status: to,
      statusAtMs: atMs,
      offers: offersOf(to, entry.view.order),
      ...part,
    };
    entry.history.push({ status: to, atMs, by: 'till', reason: '', taken: true });
    entry.hops.push({ hop: 'answered', atMs, detail: to });
    return entry;
  };
  const reply = (id: string) => {
    tell(['orders']);
    return { order: kept(id).view };
  };
  const views = () => [...orders.values()].map((entry) => entry.view);
  const isScheduled = ({ order, status, offers }: OrderView) =>
    (order.startAtMs ?? 0) > clock.now() &&
    (status === 'confirmed' || (status === 'pending' && !offers.includes('accept')));

  const notPlayed = async () => {
    throw new AppError('route.not_found', 'this branch does not play that call');
  };
  const calls: BranchApi = {
    divertPrinter: notPlayed,
    startDiscovery: notPlayed,
    readDiscovery: notPlayed,
    stopDiscovery: notPlayed,
    checkPrinter: notPlayed,
    printRuler: notPlayed,
    detectSerialLine: notPlayed,
    listStations: notPlayed,
    addStation: notPlayed,
    changeStation: notPlayed,
    removeStation: notPlayed,
    retryPrintJob: notPlayed,
    answerPrintJob: notPlayed,
    movePrintJob: notPlayed,
    reprintPrintJob: notPlayed,
    printOrderPaper: notPlayed,
    printDayReport: notPlayed,
    openDrawer: notPlayed,
    state: async () => ({
      ...state,
      printers: [...printers.values()],
      openOrders: views().filter((view) => isOpen(view.status)).length,
      serverTimeMs: clock.now(),
    }),
    listOrders: async ({ lane }) => ({
      serverTimeMs: clock.now(),
      orders: views().filter((view) => {
        if (!isOpen(view.status)) return lane === 'done';
        return isScheduled(view) ? lane === 'scheduled' : lane === 'open';
      }),
    }),
    getOrder: async ({ id }): Promise<OrderDetail> => {
      const { view, history, hops } = kept(id);
      return { ...view, history, hops };
    },
    acceptOrder: async ({ id, prepMinutes }) => {
      move(id, 'confirmed', { prepMinutes, readyByMs: clock.now() + prepMinutes * minuteMs });
      printJob(id);
      return reply(id);
    },
    rejectOrder: async ({ id }) => {
      move(id, 'rejected');
      return reply(id);
    },
    moveOrder: async ({ id, to }) => {
      move(id, to);
      return reply(id);
    },
    delayOrder: async ({ id, minutes }) => {
      const entry = kept(id);
      const readyByMs = (entry.view.readyByMs ?? clock.now()) + minutes * minuteMs;
      entry.view = { ...entry.view, readyByMs };
      return reply(id);
    },
    reprintOrder: async ({ id }) => {
      printJob(id, { mark: 'copy', attempt: 1 });
      return reply(id);
    },
    listPrinters: async () => ({
      printers: [...printers.values()],
      profiles: [
        { key: 'generic-80', name: 'Any 80 mm printer', widthDots: 576 },
        { key: 'epson-tm-t20', name: 'Epson TM-T20', widthDots: 576 },
      ],
    }),
    addPrinter: async (input) => {
      const id = `prn_${printers.size + 1}`;
      setPrinter(id, input);
      tell(['printing', 'state']);
      return printers.get(id) as PrinterView;
    },
    changePrinter: async ({ id, ...input }) => {
      setPrinter(id, input);
      tell(['printing', 'state']);
      return printers.get(id) as PrinterView;
    },
    removePrinter: async ({ id }) => {
      if (!printers.delete(id)) throw new AppError('printer.not_found', `no printer ${id}`);
      tell(['printing', 'state']);
      return {};
    },
    testPrinter: async ({ id }) => {
      const printer = printers.get(id);
      if (!printer) throw new AppError('printer.not_found', `no printer ${id}`);
      const job = buildPrintJob({
        id: `T-${++count}`,
        kind: 'test',
        orderId: null,
        printerId: id,
        printerName: printer.name,
        createdAtMs: clock.now(),
      });
      return { printJob: job };
    },
    listPrintJobs: async () => ({ printJobs: [...printJobs] }),
    cancelPrintJob: async ({ id }) => {
      const at = printJobs.findIndex((job) => job.id === id);
      if (at < 0) throw new AppError('print_job.not_found', `no print job ${id}`);
      printJobs.splice(at, 1);
      tell(['printing']);
      return {};
    },
    getSettings: async () => ({ ...settings }),
    changeSettings: async (input) => {
      const given = Object.entries(input).filter(([, value]) => value !== undefined);
      Object.assign(settings, Object.fromEntries(given));
      tell(['settings']);
      return { ...settings };
    },
    pair: async ({ code }) => {
      if (code.startsWith('WRONG')) throw new AppError('pairing.bad_code', 'no such code');
      state.relay = { ...state.relay, state: 'connected' };
      tell(['state']);
      return calls.state({});
    },
  };

  const guarded = Object.entries(calls).map(([name, run]) => [
    name,
    async (input: never) => {
      const failure = failures.get(name as keyof BranchApi);
      failures.delete(name as keyof BranchApi);
      if (failure) throw failure;
      return (run as (given: never) => Promise<unknown>)(input);
    },
  ]);

  return {
    api: Object.fromEntries(guarded) as BranchApi,
    live: {
      connected: () => connected,
      onConnection: (listener) => {
        connections.add(listener);
        return () => connections.delete(listener);
      },
      onNotice: (listener) => {
        notices.add(listener);
        return () => notices.delete(listener);
      },
      shown: (ids) => shown.push(...ids),
    },
    shown,
    state,
    settings,
    printJobs,
    receive(order, part = {}) {
      const atMs = clock.now();
      const status = part.status ?? 'pending';
      orders.set(order.id, {
        view: buildView({
          order,
          statusAtMs: atMs,
          receivedAtMs: atMs,
          offers: offersOf(status, order),
          ...part,
        }),
        history: [{ status: 'pending', atMs, by: 'platform', reason: '', taken: true }],
        hops: [
          { hop: 'platform_sent', atMs: atMs - 180, detail: order.platform },
          { hop: 'relay_stored', atMs: atMs - 42, detail: '' },
          { hop: 'relay_queued', atMs: atMs - 38, detail: '' },
          { hop: 'branch_stored', atMs, detail: '' },
        ],
      });
      tell(['orders'], status === 'pending' ? { newOrderIds: [order.id] } : {});
    },
    change(orderId, part) {
      const entry = kept(orderId);
      entry.view = { ...entry.view, ...part };
      tell(['orders']);
    },
    cancel(orderId) {
      move(orderId, 'cancelled');
      tell(['orders'], { cancelledOrderIds: [orderId] });
    },
    find: (orderId) => kept(orderId).view,
    setPrinter(id, part) {
      setPrinter(id, part);
      tell(['printing', 'state']);
    },
    setConnected(value) {
      connected = value;
      connections.forEach((listener) => listener());
    },
    onNotice(listener) {
      notices.add(listener);
      return () => notices.delete(listener);
    },
    tell,
    failNext: (call, error) => failures.set(call, error),
  };
}
