import {
  type BoardAction,
  branchApi,
  type BranchSettings,
  type BranchState,
  type HeardChange,
  type LiveNotice,
  type OrderDetail,
  type OrderLane,
  type OrderView,
} from '../../shared/contract/branch-api.ts';
import type { PrinterView, PrintJobView } from '../../shared/contract/printing.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { canMove, isOpen, type OrderStatus } from '../../shared/contract/order-status.ts';
import type { Hop, Order } from '../../shared/contract/order.ts';
import { type Clock, minuteMs } from '../../shared/kit/clock.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import type { BranchApi } from '../api/branch-api.tsx';
import type { Live } from '../api/live.ts';
import { buildView } from './build-order.ts';
import { createFakeBooks, type FakeBooks } from './fake-books.ts';
import { createFakeKeeping, type FakeKeeping } from './fake-keeping.ts';
import { createFakePrinting, type FakePrinting } from './fake-printing.ts';
import { createFakeRules, type FakeRules } from './fake-rules.ts';
import { createFakeFloor } from './fake-floor.ts';
import { createFakeSelling, type FakeSelling } from './fake-selling.ts';
import { createFakeShifts, type FakeShifts } from './fake-shifts.ts';
import { createFakeStaff, type FakeStaff } from './fake-staff.ts';
import { createFakeTerminals, type FakeTerminals } from './fake-terminals.ts';
import { createFakeTemplates, type FakeTemplates } from './fake-templates.ts';

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
  readonly books: FakeBooks;
  readonly printing: FakePrinting;
  readonly rules: FakeRules;
  readonly selling: FakeSelling;
  readonly shifts: FakeShifts;
  readonly staff: FakeStaff;
  readonly keeping: FakeKeeping;
  readonly templates: FakeTemplates;
  readonly terminals: FakeTerminals;
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

function kitchenOffers(order: Order): BoardAction[] {
  return [
    ...(order.delayMinutes.length > 0 ? (['delay'] as const) : []),
    'reprint',
    ...(order.actions.includes('cancel') ? (['cancel'] as const) : []),
  ];
}

function offersOf(status: OrderStatus, order: Order): BoardAction[] {
  switch (status) {
    case 'pending':
      return ['accept', 'reject'];
    case 'confirmed':
      return ['preparing', 'ready', ...kitchenOffers(order)];
    case 'preparing':
      return ['ready', ...kitchenOffers(order)];
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
  const failures = new Map<keyof BranchApi, AppError>();
  const notices = new Set<(notice: LiveNotice) => void>();
  const connections = new Set<() => void>();
  const shown: string[] = [];
  let connected = true;

  const state: BranchState = {
    branchName: 'Abdoun',
    companyName: 'Bayt Al Zaytoun',
    currency: 'JOD',
    timeZone: 'Asia/Amman',
    relay: {
      state: 'connected',
      sinceMs: clock.now(),
      waiting: 0,
      url: 'https://relay.example',
      oldestWaitingAtMs: null,
      clockOffsetMs: 0,
    },
    printers: [],
    printTrouble: { unknown: 0, failed: 0, expired: 0 },
    openOrders: 0,
    serverTimeMs: 0,
    appVersion: '0.1.0',
  };
  const settings: BranchSettings = {
    kitchenTicketOn: 'accepted',
    defaultPrepMinutes: 20,
    reprintDoubtfulTickets: true,
    ticketExpiryMinutes: 120,
    backupAfterSeconds: 20,
    documentTemplates: {},
    ticketLanguage: 'both',
    branchName: '',
    keepBackupDays: 14,
    lockAfterMinutes: 0,
  };
  const tell = (topics: LiveNotice['topics'], part: Partial<LiveNotice> = {}) => {
    const nothing = { orderIds: [], changedBills: [], newOrderIds: [], cancelledOrderIds: [] };
    const notice = { topics, ...nothing, ...part };
    notices.forEach((listener) => listener(notice));
  };
  const books = createFakeBooks(clock);
  const printing = createFakePrinting(clock, () => tell(['printing', 'state']));
  printing.setPrinter('prn_1', {});
  const rules = createFakeRules(clock, () => tell(['rules']));
  const selling = createFakeSelling(clock, tell);
  const shifts = createFakeShifts(
    clock,
    () => printing.print({ kind: 'report', orderId: null, displayNumber: '' }),
    tell,
  );
  const staff = createFakeStaff(clock, () => tell(['settings']));
  const keeping = createFakeKeeping(clock, state, () => tell(['state']));
  const terminals = createFakeTerminals(clock, (topics) => tell(topics));
  const templates = createFakeTemplates(clock, () => tell(['settings']));
  const kept = (id: string): Kept => {
    const found = orders.get(id);
    if (!found) throw new AppError('order.not_found', `no order ${id}`);
    return found;
  };
  const printTicket = (id: string, part: Partial<PrintJobView> = {}) => {
    const entry = kept(id);
    const { displayNumber } = entry.view.order;
    const job = printing.print({ orderId: id, displayNumber, ...part });
    entry.hops.push({ hop: 'ticket_printed', atMs: clock.now(), detail: job.printerName });
  };
  /** Jobs are the printers' own: an order only shows them, the oldest first. */
  const shownView = ({ view }: Kept): OrderView => ({
    ...view,
    printJobs: printing.jobs.filter(({ orderId }) => orderId === view.order.id).toReversed(),
  });
  const giveJobs = ({ id, displayNumber }: Order, jobs: readonly PrintJobView[] | undefined) => {
    if (!jobs) return;
    const others = printing.jobs.filter(({ orderId }) => orderId !== id);
    const given = jobs.map((job) => ({ ...job, orderId: id, displayNumber }));
    printing.jobs.splice(0, printing.jobs.length, ...given.toReversed(), ...others);
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
    tell(['orders'], { orderIds: [id] });
    return { order: shownView(kept(id)) };
  };
  const views = () => [...orders.values()].map(shownView);
  const isScheduled = ({ order, status, offers }: OrderView) =>
    (order.startAtMs ?? 0) > clock.now() &&
    (status === 'confirmed' || (status === 'pending' && !offers.includes('accept')));
  const laneOf = (view: OrderView): OrderLane => {
    if (!isOpen(view.status)) return 'done';
    return isScheduled(view) ? 'scheduled' : 'open';
  };

  const readState = async (): Promise<BranchState> => ({
    ...state,
    printers: [...printing.printers.values()],
    printTrouble: printing.trouble((id) => isOpen(kept(id).view.status)),
    openOrders: views().filter((view) => isOpen(view.status)).length,
    serverTimeMs: clock.now(),
  });

  const calls = {
    ...books.calls,
    ...printing.calls,
    ...rules.calls,
    ...selling.calls,
    ...createFakeFloor(() => selling.selling.list('open').map(({ table }) => table), tell),
    ...shifts.calls,
    ...staff.calls,
    ...keeping.calls,
    ...templates.calls,
    ...terminals.calls,
    state: readState,
    listOrders: async ({ lane }) => ({
      serverTimeMs: clock.now(),
      orders: views().filter((view) => laneOf(view) === lane),
    }),
    readOrders: async ({ ids }) => ({
      serverTimeMs: clock.now(),
      orders: views()
        .filter((view) => ids.includes(view.order.id))
        .map((view) => ({ lane: laneOf(view), view })),
    }),
    getOrder: async ({ id }): Promise<OrderDetail> => {
      const { history, hops } = kept(id);
      return { ...shownView(kept(id)), history, hops };
    },
    acceptOrder: async ({ id, prepMinutes }) => {
      move(id, 'confirmed', { prepMinutes, readyByMs: clock.now() + prepMinutes * minuteMs });
      printTicket(id);
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
    cancelOrder: async ({ id }) => {
      move(id, 'cancelled');
      return reply(id);
    },
    reprintOrder: async ({ id, reason }) => {
      printTicket(id, { mark: 'copy', copy: 2, reason });
      return reply(id);
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
      return readState();
    },
  } satisfies Partial<BranchApi>;

  const notPlayed = async () => {
    throw new AppError('route.not_found', 'no screen of these tests makes that call');
  };
  const guarded = Object.keys(branchApi).map((name) => [
    name,
    async (input: never) => {
      const failure = failures.get(name as keyof BranchApi);
      failures.delete(name as keyof BranchApi);
      if (failure) throw failure;
      const run = (calls as Partial<Record<string, unknown>>)[name] ?? notPlayed;
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
    books,
    printing,
    rules,
    selling,
    shifts,
    staff,
    keeping,
    templates,
    terminals,
    receive(order, part = {}) {
      const atMs = clock.now();
      const status = part.status ?? 'pending';
      giveJobs(order, part.printJobs);
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
      const orderIds = [order.id];
      tell(['orders'], status === 'pending' ? { orderIds, newOrderIds: orderIds } : { orderIds });
    },
    change(orderId, part) {
      const entry = kept(orderId);
      entry.view = { ...entry.view, ...part };
      giveJobs(entry.view.order, part.printJobs);
      tell(['orders'], { orderIds: [orderId] });
    },
    cancel(orderId) {
      move(orderId, 'cancelled');
      tell(['orders'], { orderIds: [orderId], cancelledOrderIds: [orderId] });
    },
    find: (orderId) => shownView(kept(orderId)),
    setPrinter(id, part) {
      printing.setPrinter(id, part);
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
