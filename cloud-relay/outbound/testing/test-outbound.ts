import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { DownBody } from '../../../src/shared/contract/relay.ts';
import { systemIds } from '../../../src/shared/kit/ids.ts';
import { silentLogger } from '../../../src/shared/kit/logger.ts';
import { createFakeClock, type FakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import type { ConnectionView, OutboundAction } from '../../adapters/adapter.ts';
import { readDown } from '../../branch-log/index.ts';
import { openStore } from '../../database/database.ts';
import { createMetrics } from '../../ops/metrics.ts';
import { applyChange, getOrder, listHops } from '../../orders/index.ts';
import type { LiveConnection } from '../../tenancy/connections.ts';
import { createOutboundWorker, enqueueAction } from '../index.ts';
import type { HttpClientOptions } from '../http-client.ts';
import { eventually } from './eventually.ts';
import {
  type AdapterScript,
  createScriptedAdapter,
  type ScriptedSettings,
} from './scripted-adapter.ts';
import { platform, seedCompanies, seedOrder, type SeededOrder } from './seed.ts';

export const credentials = { clientId: 'client-77', clientSecret: 's3cret+value/=' };

export interface TestOutboundOptions {
  /** Where the platform listens. */
  readonly origin: string;
  readonly script?: AdapterScript;
  readonly settings?: Partial<ScriptedSettings>;
  readonly environment?: ConnectionView['environment'];
  readonly http?: Omit<HttpClientOptions, 'clock'>;
  readonly clock?: FakeClock;
  /** A folder that outlives this relay: what a crash leaves behind. */
  readonly folder?: string;
  readonly random?: () => number;
}

export type TestOutbound = Awaited<ReturnType<typeof createTestOutbound>>;

/** The queue and its worker on real tables; only the clock and the platform are not real. */
export async function createTestOutbound(options: TestOutboundOptions) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'relay-outbound-'));
  const store = await openStore({ file: join(folder, 'relay.sqlite'), logger: silentLogger });
  const clock = options.clock ?? createFakeClock();
  await seedCompanies(store, 'a', 'b');
  const live = new Map<string, LiveConnection>();
  const connect = (letter: string, over: Partial<LiveConnection> = {}) => {
    live.set(`conn-${letter}`, {
      view: {
        id: `conn-${letter}`,
        environment: options.environment ?? 'simulator',
        credentials,
        settings: { baseUrl: options.origin, ...options.settings },
        country: 'JO',
      },
      companyId: `company-${letter}`,
      platform,
      addressKey: `address-${letter}`,
      disabled: false,
      rateLimitPerMinute: 100,
      allows: () => true,
      menu: { isPublished: () => false, find: () => undefined },
      ...over,
    });
  };
  connect('a');
  connect('b');
  const woken: string[] = [];
  const metrics = createMetrics({ ofProcess: false });
  const worker = createOutboundWorker({
    store,
    clock,
    ids: systemIds,
    random: options.random ?? (() => 1),
    logger: silentLogger,
    adapters: { [platform]: createScriptedAdapter(options.script) },
    connections: { get: (id) => live.get(id) },
    wakeups: { wake: (branchId) => void woken.push(branchId) },
    metrics,
    http: { repeatAfterMs: 1, ...options.http },
  });
  const rows = () =>
    store.db.selectFrom('outbound_calls').selectAll().orderBy('position').execute();
  return {
    clock,
    connect,
    folder,
    live,
    metrics,
    store,
    woken,
    worker,
    rows,
    givenOrder: (id: string, about?: SeededOrder) => seedOrder(store, id, about),
    /** Queues a call as a branch's event would. */
    async enqueue(
      orderId: string,
      action: Partial<OutboundAction> & Pick<OutboundAction, 'action'>,
      cause = action.action as string,
    ) {
      const full = { atMs: clock.now(), ...action };
      await store.transact(async (tx) => {
        const order = await getOrder(tx, orderId);
        await enqueueAction(tx, { order, action: full, cause, nowMs: clock.now() });
      });
      worker.poke();
    },
    setStatus: (orderId: string, status: OrderStatus) =>
      store.transact((tx) =>
        applyChange(
          tx,
          orderId,
          { status, atMs: clock.now(), by: 'platform', reason: '' },
          { from: 'platform', nowMs: clock.now() },
        ),
      ),
    /** What the branch of a letter would hear. */
    async answers(letter = 'a'): Promise<(DownBody & { kind: 'order.platform_answer' })[]> {
      const events = await readDown(store.db, `branch-${letter}`, 0, { events: 1_000, bytes: 1e9 });
      return events.map(({ body }) => body).filter((body) => body.kind === 'order.platform_answer');
    },
    /** The steps the queue has added to an order's life. */
    async hops(orderId: string) {
      const all = (await listHops(store.db, [orderId])).get(orderId) ?? [];
      const ours = all.filter(({ hop }) => /^platform_(called|told|refused)$/.test(hop));
      return ours.map(({ hop, detail }) => ({ hop, detail }));
    },
    log: () => store.db.selectFrom('platform_calls').selectAll().orderBy('id').execute(),
    /** Waits until as many calls have left the queue. */
    settled: (count: number) =>
      eventually(async () => {
        const done = (await rows()).filter(({ state }) => state !== 'queued').length;
        if (done < count) throw new Error(`${done} of ${count} settled`);
      }),
    /** Waits until a call has been tried that often without ending. */
    tried: (attempts: number, index = 0) =>
      eventually(async () => {
        const row = (await rows())[index];
        if (row?.attempts !== attempts) throw new Error(`tried ${row?.attempts} times`);
      }),
    async stop() {
      await worker.stop();
      await store.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
