/**
 * Serves the built till from a branch in memory, over real HTTP and a real socket, to look at the screens.
 *
 * `node src/renderer/testing/dev-branch.ts [--port n] [--orders n] [--calm | --unpaired]`
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { branchApi, OrdersShown, tillSocketPath } from '../../shared/contract/branch-api.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { isOpen } from '../../shared/contract/order-status.ts';
import type { Route } from '../../shared/contract/route.ts';
import { type Clock, minuteMs, secondMs, systemClock } from '../../shared/kit/clock.ts';
import { generateOrder } from './build-order.ts';
import { buildFoundPrinter, buildPrintJob, buildStation } from './build-printing.ts';
import { createFakeBranch, type FakeBranch } from './fake-branch.ts';

/** No inline anything: what the real branch server may ask for at its strictest. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ');

export const devToken = 'dev-token';

/** The fake branch behind HTTP and a socket. Resolves with the address it serves on. */
export async function serveFakeBranch(branch: FakeBranch, tillDir: string, port = 0) {
  const app = Fastify();
  const isIn = (headers: { cookie?: string | undefined }) =>
    headers.cookie?.includes(`till=${devToken}`) ?? false;
  app.setErrorHandler((error, _request, response) => {
    const known = error instanceof AppError ? error : new AppError('internal', String(error));
    const { code, message, details } = known;
    return response.status(known.status).send({ code, message, details });
  });
  app.addHook('onRequest', async (request, response) => {
    response.header('content-security-policy', policy);
    if (!request.url.startsWith('/api/') || isIn(request.headers)) return;
    throw new AppError('auth.required', 'no cookie');
  });
  app.get<{ Querystring: { token?: string } }>('/login', async (request, response) => {
    if (request.query.token !== devToken) throw new AppError('auth.bad_credentials', 'wrong key');
    return response
      .header('set-cookie', `till=${devToken}; HttpOnly; SameSite=Strict; Path=/`)
      .redirect('/');
  });
  for (const [name, route] of Object.entries(branchApi)) {
    serveRoute(app, route, branch.api[name as keyof typeof branchApi] as Handler);
  }
  await app.register(fastifyStatic, { root: tillDir });
  const sockets = new Server(app.server, {
    path: tillSocketPath,
    allowRequest: (request, decide) => decide(null, isIn(request.headers)),
  });
  sockets.on('connection', (socket) => {
    socket.on('orders.shown', (body: unknown) => {
      branch.shown.push(...OrdersShown.parse(body).orderIds);
    });
  });
  branch.onNotice((notice) => sockets.emit('changed', notice));
  const url = await app.listen({ host: '127.0.0.1', port });
  return {
    url,
    stop: async () => {
      await sockets.close();
      await app.close();
    },
  };
}

type Handler = (input: unknown) => Promise<unknown>;

function serveRoute(app: FastifyInstance, route: Route, handle: Handler): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request) => {
      const given = {
        ...(request.query as object),
        ...(request.body as object | null),
        ...(request.params as object),
      };
      const input = route.input.safeParse(given);
      if (!input.success) throw new AppError('input.invalid', input.error.message);
      return route.reply.parse(await handle(input.data));
    },
  });
}

/** A rush: every lane filled, some orders late, some in trouble. */
export function fillWithRush(branch: FakeBranch, clock: Clock, count: number): void {
  const now = clock.now();
  const statuses = ['pending', 'confirmed', 'preparing', 'ready_for_pickup'] as const;
  for (let number = 1; number <= count; number++) {
    const status = statuses[number % 4] ?? 'pending';
    const order = generateOrder(number, now - (number % 3) * minuteMs);
    const readyByMs = now + ((number % 7) * 4 - 4) * minuteMs;
    branch.receive(order, {
      status,
      statusAtMs: now - (number % 6) * minuteMs,
      ...(status !== 'pending' && {
        prepMinutes: 20,
        readyByMs,
        printJobs: [
          buildPrintJob({
            id: `T-${1000 + number}`,
            orderId: order.id,
            createdAtMs: now,
            printedAtMs: now + 800,
          }),
        ],
      }),
      ...(number % 3 === 0 && {
        courier: {
          state: number % 2 === 0 ? ('arrived' as const) : ('assigned' as const),
          name: 'Yazan',
          phone: '+962 7 8000 4321',
          etaMs: now + 8 * minuteMs,
          atMs: now,
        },
      }),
    });
  }
  const scheduled = generateOrder(9_001, now);
  branch.receive({ ...scheduled, startAtMs: now + 90 * minuteMs, dueAtMs: now + 120 * minuteMs });
  branch.receive(generateOrder(9_002, now), { status: 'delivered' });
  branch.receive(generateOrder(9_003, now), { status: 'rejected' });
  addTrouble(branch, now);
}

function addTrouble(branch: FakeBranch, now: number): void {
  branch.change('ord_1', {
    printJobs: [
      buildPrintJob({
        orderId: 'ord_1',
        state: 'blocked',
        problem: 'paper_out',
        printedAtMs: null,
      }),
    ],
  });
  branch.change('ord_2', {
    answers: [{ action: 'accept', state: 'gave_up', detail: '503', atMs: now }],
  });
  branch.setPrinter('prn_1', { state: 'paper_out', waitingJobs: 3, stateSinceMs: now - 90_000 });
  branch.setPrinter('prn_2', {
    name: 'Bar',
    connection: { kind: 'tcp', host: '192.168.1.51', port: 9100 },
  });
  givePrinting(branch, now);
}

/** Two stations, a receipt in doubt, a late ticket and a copy. */
function givePrinting({ printing }: FakeBranch, now: number): void {
  printing.setPrinter('prn_2', { drawer: 'pin2', backups: ['prn_1'] });
  printing.setPrinter('prn_1', { backups: ['prn_2'] });
  printing.world.categories = [
    { id: 'drinks', name: { default: 'Drinks', ar: 'المشروبات' } },
    { id: 'sweets', name: { default: 'Desserts', ar: 'الحلويات' } },
    { id: 'grill', name: { default: 'Grill', ar: 'المشاوي' } },
  ];
  printing.world.items = [
    { id: 'item-1', name: { default: 'Fattoush', ar: 'فتوش' }, categoryId: null },
  ];
  printing.world.discovery = { running: true, done: 96, total: 254, found: [], failed: [] };
  printing.world.discovery.found.push(
    buildFoundPrinter(),
    buildFoundPrinter({
      key: 'serial',
      name: '',
      connection: { kind: 'serial', path: '/dev/ttyUSB0', baud: 9_600, flow: 'none' },
      certainty: 'unknown',
    }),
    buildFoundPrinter({ key: 'added', printerId: 'prn_1', name: '' }),
  );
  const takes = { platforms: [], fulfilments: [], itemIds: [], categoryIds: ['drinks', 'sweets'] };
  printing.stations.push(
    buildStation({ isDefault: true }),
    buildStation({ id: 'sta_2', name: 'Bar', printerId: 'prn_2', takes }),
    buildStation({ id: 'sta_3', name: 'Receipts', prints: 'receipt', printerId: 'prn_2' }),
  );
  const bar = { printerId: 'prn_2', printerName: 'Bar', createdAtMs: now };
  printing.jobs.push(
    buildPrintJob({
      ...bar,
      id: 'job-9Q1',
      kind: 'receipt',
      state: 'unknown',
      problem: 'in_doubt',
    }),
    buildPrintJob({ id: 'job-9Q2', orderId: 'ord_5', state: 'queued', createdAtMs: now }),
    buildPrintJob({
      id: 'job-9Q3',
      state: 'expired',
      problem: 'paper_out',
      createdAtMs: now - 150 * minuteMs,
      printedAtMs: null,
    }),
    buildPrintJob({ ...bar, id: 'job-9Q4', backupFrom: 'Kitchen 1', printedAtMs: now }),
    buildPrintJob({
      ...bar,
      id: 'job-9Q5',
      kind: 'receipt',
      mark: 'copy',
      copy: 2,
      reason: 'Ticket was lost',
    }),
  );
}

/** One more order every half minute, and now and then a cancelled one. */
function keepComing(branch: FakeBranch, clock: Clock, number: number): void {
  clock.after(30 * secondMs, () => {
    branch.receive(generateOrder(number, clock.now()));
    if (number % 4 === 0 && isOpen(branch.find(`ord_${number - 1}`).status)) {
      branch.cancel(`ord_${number - 1}`);
    }
    keepComing(branch, clock, number + 1);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4199' },
      orders: { type: 'string', default: '16' },
      calm: { type: 'boolean', default: false },
      unpaired: { type: 'boolean', default: false },
    },
  });
  const branch = createFakeBranch(systemClock);
  if (values.unpaired) branch.state.relay = { ...branch.state.relay, state: 'unpaired' };
  else if (!values.calm) fillWithRush(branch, systemClock, Number(values.orders));
  const tillDir = join(import.meta.dirname, '../../../dist/till');
  const { url } = await serveFakeBranch(branch, tillDir, Number(values.port));
  if (!values.calm && !values.unpaired) keepComing(branch, systemClock, 501);
  process.stdout.write(`${url}/login?token=${devToken}\n`);
}

if (import.meta.main) await main();
