import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/shared/contract/audit.ts';
import type {
  Branch,
  OrderLife,
  PrintRequestView,
} from '../../../src/shared/contract/console-api.ts';
import { CallFailed } from './api/console-api.tsx';
import { list, openConsole, signedInAs } from './testing/open-console.tsx';

beforeEach(() => localStorage.setItem('wasla-console-language', 'en'));
afterEach(() => {
  localStorage.clear();
  location.hash = '';
});

const noonMs = Date.UTC(2026, 0, 15, 12);
const abdoun: Branch = {
  id: 'br_1',
  companyId: 'co_1',
  name: 'Abdoun',
  timeZone: 'Asia/Amman',
  createdAtMs: 0,
  presence: 'connected',
  lastSeenAtMs: noonMs,
  undelivered: 0,
  itemsOut: 0,
  busy: null,
  report: {
    atMs: noonMs,
    printers: [
      { id: 'p1', name: 'Grill', state: 'paper_out', stateSinceMs: 0, waitingJobs: 3 },
      { id: 'p2', name: 'Counter', state: 'ready', stateSinceMs: 0, waitingJobs: 0 },
    ],
    openOrders: 3,
    waitingJobs: 3,
    printTrouble: { unknown: 2, failed: 0, expired: 1 },
  },
};
const request = (over: Partial<PrintRequestView>): PrintRequestView => ({
  id: 'prq_1',
  branchId: 'br_1',
  branchName: 'Abdoun',
  document: 'kitchen',
  orderId: 'o-1',
  printerId: null,
  printerName: '',
  reason: 'fell into the soup',
  by: 'rana@zaytoun.example',
  requestedAtMs: noonMs,
  expiresAtMs: noonMs + 1_800_000,
  outcome: 'sending',
  why: '',
  papers: [],
  ...over,
});
const paper = (over: Partial<PrintRequestView['papers'][number]>) => ({
  printJobId: 'job-1',
  printerName: 'Grill',
  state: 'printed' as const,
  problem: '',
  printedAtMs: noonMs,
  ...over,
});
const quiet = {
  listDevices: async () => list([]),
  listTroubles: async () => ({
    brokenConnections: [],
    openBreakers: [],
    unreadableBranchEvents: 0,
  }),
};

describe('the card of a branch', () => {
  test('says in words which printer is without paper, what waits and what somebody must look at', async () => {
    openConsole({
      ...quiet,
      profile: signedInAs('company_owner'),
      listBranches: async () => list([abdoun]),
      listPrintRequests: async () => list([]),
    });
    const card = await screen.findByRole('article');
    expect(card.textContent).toContain('GrillNo paper');
    expect(card.textContent).toContain('3 papers wait. They print by themselves.');
    expect(card.textContent).toContain('Nobody knows whether 2 papers were printed.');
    expect(card.textContent).toContain('1 paper waited so long');
    expect(card.textContent).not.toContain('could not be printed');
    expect(card.textContent).not.toContain('As it was');
  });

  test('says what the branch cannot sell and how long it will be busy', async () => {
    const untilMs = noonMs + 3_600_000;
    const busy = { sinceMs: noonMs, untilMs, extraMinutes: 15, stopsRules: false, by: 'Rana' };
    openConsole({
      ...quiet,
      profile: signedInAs('company_owner'),
      listBranches: async () => list([{ ...abdoun, itemsOut: 1, busy }]),
      listPrintRequests: async () => list([]),
      listBranchOutages: async () => ({
        outages: [{ kind: 'product', id: 'p', name: { en: '', ar: 'كنافة' }, untilMs: null }],
      }),
    });
    const card = await screen.findByRole('article');
    expect(await screen.findByText('كنافة')).toBeTruthy();
    expect(card.textContent).toContain('1 item off');
    expect(card.textContent).toContain('until somebody brings it back');
    expect(card.textContent).toContain('Busy: 15 more minutes');
    expect(card.textContent).toContain('Rana');
  });

  test('of a dark branch says as of when that was', async () => {
    openConsole({
      ...quiet,
      profile: signedInAs('company_owner'),
      listBranches: async () => list([{ ...abdoun, presence: 'offline' as const }]),
      listPrintRequests: async () => list([]),
    });
    const card = await screen.findByRole('article');
    expect(card.textContent).toContain('As it was when the branch was last there:');
    expect(card.querySelector('time[datetime="2026-01-15T12:00:00.000Z"]')).not.toBeNull();
  });

  test('prints a test page at the printer that was chosen and tells what became of it', async () => {
    const asked: object[] = [];
    const person = openConsole({
      ...quiet,
      profile: signedInAs('call_center'),
      listBranches: async () => list([abdoun]),
      listPrintRequests: async () =>
        list(
          asked.map(() =>
            request({
              document: 'test',
              printerId: 'p2',
              outcome: 'taken',
              papers: [paper({ printerName: 'Counter' })],
            }),
          ),
        ),
      testPrinter: async (input) => {
        asked.push(input);
        return request({});
      },
    });
    const buttons = await screen.findAllByRole('button', { name: 'Print a test' });
    await person.click(buttons[1] as HTMLElement);
    expect(asked).toEqual([{ id: 'br_1', printerId: 'p2' }]);
    expect((await screen.findByText(/^Printed/)).textContent).toMatch(/at .?Counter/);
    expect(screen.queryByRole('button', { name: 'Pair a PC' })).toBeNull();
  });
});

describe('an order', () => {
  const order = {
    id: 'o-1',
    branchId: 'br_1',
    branchName: 'Abdoun',
    connectionId: 'con_1',
    platform: 'talabat',
    externalId: 'x-1',
    displayNumber: '714',
    status: 'confirmed',
    isTest: false,
    currency: 'JOD',
    totalMinor: null,
    receivedAtMs: noonMs,
    updatedAtMs: noonMs,
    acceptByMs: null,
  } as const;
  const life = {
    ...order,
    order: { lines: [], note: '' },
    courier: null,
    history: [],
    hops: [],
    outbound: [],
  } as unknown as OrderLife;
  const open = async (
    over: Parameters<typeof openConsole>[0],
    role = signedInAs('call_center'),
  ) => {
    location.hash = '#/co_1/orders';
    const person = openConsole({
      ...quiet,
      profile: role,
      listOrders: async () => list([order]),
      getOrder: async () => life,
      ...over,
    });
    await person.click(await screen.findByRole('button', { name: /714/ }));
    return person;
  };

  test('is printed again only with a reason, and the sheet tells where the paper is', async () => {
    const asked: object[] = [];
    const person = await open({
      listPrintRequests: async () =>
        list(
          asked.map(() =>
            request({
              outcome: 'taken',
              papers: [
                paper({}),
                paper({
                  printJobId: 'job-2',
                  state: 'blocked',
                  problem: 'paper_out',
                  printerName: 'Bar',
                }),
              ],
            }),
          ),
        ),
      printOrder: async (input) => {
        asked.push(input);
        return request({});
      },
    });
    await person.click(await screen.findByRole('button', { name: 'Print again' }));
    const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Print at the branch' });
    expect(send.disabled).toBe(true);
    await person.click(screen.getByRole('button', { name: 'Receipt' }));
    await person.click(screen.getByRole('button', { name: 'The paper is lost' }));
    await person.click(send);
    expect(asked).toEqual([{ id: 'o-1', document: 'receipt', reason: 'The paper is lost' }]);
    expect((await screen.findByText(/^Printed/)).textContent).toMatch(/at .?Grill/);
    expect(screen.getByText(/^Waits at/).textContent).toContain('No paper.');
    expect(screen.getByText('fell into the soup')).toBeDefined();
  });

  test.each([
    [{ outcome: 'waiting' }, /branch is dark.*at the latest/],
    [{ outcome: 'too_late' }, /did not answer by/],
    [{ outcome: 'expired' }, /was not printed/],
    [{ outcome: 'refused', why: 'order.not_found' }, /does not have this order/],
    [{ outcome: 'taken', papers: [paper({ state: 'unknown' })] }, /Ask the branch to look/],
  ] as const)('tells of a paper that is %j', async (over, sentence) => {
    await open({
      listPrintRequests: async () => list([request(over as Partial<PrintRequestView>)]),
    });
    expect(await screen.findByText(sentence)).toBeDefined();
  });

  test('cannot be printed by somebody whose role may not, and shows no way to try', async () => {
    await open({}, signedInAs('cashier'));
    await screen.findByText('Life of the order');
    expect(screen.queryByRole('button', { name: 'Print again' })).toBeNull();
    expect(screen.queryByRole('link', { name: /Changes|Branches/ })).toBeNull();
  });

  test('says why it could not be asked for', async () => {
    const person = await open({
      listPrintRequests: async () => list([]),
      printOrder: () => Promise.reject(new CallFailed('ORDER_NOT_FOUND')),
    });
    await person.click(await screen.findByRole('button', { name: 'Print again' }));
    await person.click(screen.getByRole('button', { name: 'It cannot be read' }));
    await person.click(screen.getByRole('button', { name: 'Print at the branch' }));
    expect((await screen.findByRole('alert')).textContent).toContain('That order is not there');
  });
});

describe('the log of changes', () => {
  const entry: AuditEntry = {
    id: 1,
    atMs: noonMs,
    companyId: 'co_1',
    action: 'print_requested',
    userId: 'u',
    by: 'rana@zaytoun.example',
    address: '192.0.2.7',
    target: { id: 'o-1', name: '714' },
    details: { document: 'kitchen', reason: '<b>lost</b>' },
  };

  test('tells who did what, is narrowed by a chip and taken along as a file of the same', async () => {
    location.hash = '#/co_1/audit';
    const asked: object[] = [];
    const person = openConsole({
      ...quiet,
      profile: signedInAs('company_owner'),
      listAudit: async (input) => {
        asked.push(input);
        return list(input.area === 'people' ? [] : [entry]);
      },
    });
    const card = await screen.findByRole('article');
    for (const said of ['Paper asked for', '714', 'rana@', '192.0.2.7', '<b>lost</b>']) {
      expect(card.textContent).toContain(said);
    }
    await person.click(screen.getByRole('button', { name: 'People' }));
    expect(await screen.findByText('Nothing here')).toBeDefined();
    expect(asked.at(-1)).toEqual({ companyId: 'co_1', area: 'people', page: 1 });
    expect(screen.getByRole('link', { name: /CSV/ }).getAttribute('href')).toBe(
      '/api/audit.csv?companyId=co_1&area=people',
    );
  });
});
