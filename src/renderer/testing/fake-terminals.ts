import { AppError } from '../../shared/contract/errors.ts';
import type { KitchenBoard, kitchenRoutes, KitchenTicket } from '../../shared/contract/kitchen.ts';
import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import type {
  NetworkView,
  Terminal,
  TerminalSelf,
  terminalRoutes,
  TerminalSettings,
} from '../../shared/contract/terminal.ts';
import { type Clock, minuteMs } from '../../shared/kit/clock.ts';
import type { BranchApi } from '../api/branch-api.tsx';

type Calls = Pick<BranchApi, keyof typeof terminalRoutes | keyof typeof kitchenRoutes>;

export interface FakeTerminals {
  readonly calls: Calls;
  /** Which terminal the page under test is. */
  self: Pick<TerminalSelf, 'id' | 'kind' | 'name'>;
  readonly board: { -readonly [Part in keyof KitchenBoard]: KitchenBoard[Part] };
  /** What was bumped, by order. */
  readonly bumped: string[];
  hang(ticket: Partial<KitchenTicket> & { orderId: string }): void;
  /** Somebody has typed the code that is out. */
  arrive(): void;
}

export function createFakeTerminals(
  clock: Clock,
  tell: (topics: LiveNotice['topics']) => void,
): FakeTerminals {
  const terminals: Terminal[] = [];
  const network: { -readonly [Part in keyof NetworkView]: NetworkView[Part] } = {
    lan: false,
    lanForced: false,
    urls: [],
    problems: [],
  };
  const board: FakeTerminals['board'] = {
    stations: [],
    tickets: [],
    lastBumped: null,
    serverTimeMs: 0,
  };
  const bumped: string[] = [];
  let bumpedIsReady = true;
  let wanted: TerminalSettings | undefined;
  const changeTicket = (
    { orderId }: { orderId: string },
    change: (ticket: KitchenTicket) => KitchenTicket[],
  ) => {
    board.tickets = board.tickets.flatMap((ticket) =>
      ticket.orderId === orderId ? change(ticket) : [ticket],
    );
    tell(['kitchen']);
    return {};
  };
  const find = (id: string): Terminal => {
    const found = terminals.find((terminal) => terminal.id === id);
    if (!found) throw new AppError('terminal.not_found', `no terminal ${id}`);
    return found;
  };
  const fake: FakeTerminals = {
    self: { id: 'main', kind: 'main', name: '' },
    board,
    bumped,
    hang(ticket) {
      board.tickets = [...board.tickets, buildTicket(ticket, clock.now())];
      tell(['kitchen']);
    },
    arrive() {
      if (!wanted) throw new Error('no code is out');
      const id = `trm_${terminals.length + 1}`;
      const seen = { enrolledAtMs: clock.now(), lastSeenAtMs: clock.now() };
      terminals.push({ ...wanted, ...seen, id, lastAddress: '192.168.1.31', connected: true });
      tell(['terminals']);
    },
    calls: {
      whoAmI: async () => ({
        ...fake.self,
        drawerId: 'main',
        denied: [],
        branchName: 'Abdoun',
        timeZone: 'Asia/Amman',
        serverTimeMs: clock.now(),
      }),
      listTerminals: async () => ({
        terminals: [...terminals],
        network: { ...network },
        bumpedIsReady,
      }),
      changeNetwork: async ({ lan, bumpedIsReady: isReady }) => {
        network.lan = lan ?? network.lan;
        network.urls = network.lan ? ['http://192.168.1.20:4100'] : [];
        bumpedIsReady = isReady ?? bumpedIsReady;
        return { ...network };
      },
      makeEnrolmentCode: async (settings) => {
        wanted = settings;
        const qr = { side: 29, path: 'M4 4h1v1h-1z' };
        const addresses = network.urls.map((url) => ({ url, qr }));
        return { code: 'K7M2WXYZ', expiresAtMs: clock.now() + 10 * minuteMs, addresses };
      },
      enrol: async () => ({ kind: 'kitchen', name: 'Grill' }),
      changeTerminal: async ({ id, ...settings }) => {
        const changed = { ...find(id), ...settings };
        terminals.splice(terminals.indexOf(find(id)), 1, changed);
        return { terminal: changed };
      },
      removeTerminal: async ({ id }) => {
        terminals.splice(terminals.indexOf(find(id)), 1);
        return {};
      },
      kitchenBoard: async () => ({ ...board, serverTimeMs: clock.now() }),
      strikeLine: async ({ place, struck, ...key }) =>
        changeTicket(key, (ticket) => [
          {
            ...ticket,
            lines: ticket.lines.map((line) => (line.place === place ? { ...line, struck } : line)),
          },
        ]),
      bumpTicket: async (key) => {
        bumped.push(key.orderId);
        const { number } = board.tickets.find(({ orderId }) => orderId === key.orderId) ?? {
          number: '',
        };
        board.lastBumped = { ...key, number };
        return changeTicket(key, () => []);
      },
      recallTicket: async (key) => {
        board.lastBumped = null;
        fake.hang({ ...key, recalled: true });
        return {};
      },
      acknowledgeTicket: async (key) =>
        changeTicket(key, (ticket) =>
          ticket.cancelled
            ? []
            : [
                {
                  ...ticket,
                  lines: ticket.lines.map((line) =>
                    line.voided === 'no' ? line : { ...line, voided: 'seen' },
                  ),
                },
              ],
        ),
      pickupNumbers: async () => {
        const sinceMs = clock.now();
        const one = (number: string, platform: string) => ({
          orderId: number,
          number,
          platform,
          name: '',
          sinceMs,
        });
        return {
          preparing: [one('A-11', 'counter'), one('T-204', 'talabat')],
          ready: [one('A-10', 'counter')],
          branchName: 'Abdoun',
          serverTimeMs: sinceMs,
        };
      },
    },
  };
  return fake;
}

function buildTicket(
  part: Partial<KitchenTicket> & { orderId: string },
  sinceMs: number,
): KitchenTicket {
  return {
    stationId: '',
    number: part.orderId,
    platform: 'counter',
    fulfilment: 'pickup',
    table: '',
    sinceMs,
    readyByMs: null,
    note: '',
    lines: [
      {
        place: 0,
        name: { default: 'Shawarma', ar: 'شاورما', en: 'Shawarma' },
        quantity: 2,
        note: '',
        modifiers: [],
        removed: [],
        struck: false,
        voided: 'no',
      },
    ],
    cancelled: false,
    recalled: false,
    ...part,
  };
}
