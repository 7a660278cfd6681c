import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { silentLogger } from '../../../src/shared/kit/logger.ts';
import { createFakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import { systemIds } from '../../../src/shared/kit/ids.ts';
import { createBranchWakeups, readDown } from '../../branch-log/index.ts';
import { openStore, type RelayStore } from '../../database/database.ts';
import { createMetrics } from '../../ops/metrics.ts';
import { orderIdOf } from '../../orders/index.ts';
import { createConnectionDirectory } from '../../tenancy/connections.ts';
import { createSealer } from '../../tenancy/sealed-credentials.ts';
import type { InboxLimits } from '../inbox.ts';
import { createIngress } from '../index.ts';
import {
  createTestPlatform,
  signatureHeader,
  signatureOf,
  type TestEvent,
  testSecret,
} from './test-platform.ts';

export interface TestIngressOptions {
  /** A folder that outlives this ingress: what a crash leaves behind. */
  readonly folder?: string;
  readonly rateLimitPerMinute?: number;
  /** Networks that may call; every address without. */
  readonly allowedSources?: readonly string[];
  readonly inboxLimits?: Partial<InboxLimits>;
  readonly keptCalls?: number;
  /** Stands between the ingress and the store. */
  readonly wrapStore?: (store: RelayStore) => RelayStore;
  /** False leaves what is stored unprocessed, as a crash right after the commit would. */
  readonly processing?: boolean;
}

export type TestIngress = Awaited<ReturnType<typeof createTestIngress>>;

const connectionId = 'conn-1';
const companyId = 'company-1';
const branchId = 'branch-1';
const sealer = createSealer(Buffer.alloc(32, 7));

/** The ingress with real tables, real routes and a platform of its own; only the clock is not real. */
export async function createTestIngress(options: TestIngressOptions = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'relay-ingress-'));
  const realStore = await openStore({ file: join(folder, 'relay.sqlite'), logger: silentLogger });
  const store = options.wrapStore?.(realStore) ?? realStore;
  const clock = createFakeClock();
  await seed(realStore, options);
  const platform = createTestPlatform();
  const adapters = { [platform.platform]: platform };
  const metrics = createMetrics({ ofProcess: false });
  const connections = createConnectionDirectory({ store, adapters, sealer, logger: silentLogger });
  await connections.load();
  const wakeups = createBranchWakeups();
  const woken: string[] = [];
  wakeups.onWake((id) => void woken.push(id));
  const outboundPokes: number[] = [];
  const ingress = createIngress({
    store,
    adapters,
    connections,
    wakeups,
    outbound: { poke: () => void outboundPokes.push(clock.now()) },
    clock,
    ids: systemIds,
    random: () => 1,
    logger: silentLogger,
    metrics,
    ...(options.keptCalls !== undefined && { keptCalls: options.keptCalls }),
    ...(options.inboxLimits && { inboxLimits: options.inboxLimits }),
  });
  const app = Fastify();
  await app.register(ingress.routes);
  if (options.processing !== false) await ingress.part.start();
  const calls = callsOf(app);
  return {
    app,
    branchId,
    clock,
    companyId,
    connectionId,
    connections,
    folder,
    metrics,
    outboundPokes,
    platform,
    processor: ingress.processor,
    store: realStore,
    woken,
    ...calls,
    orderIdOf: (externalId: string) => orderIdOf(connectionId, externalId),
    /** Sends a call and waits until it is worked off. */
    async sendAndSettle(event: TestEvent) {
      const reply = await calls.send(event);
      await ingress.processor.settled();
      return reply;
    },
    settled: () => ingress.processor.settled(),
    start: () => ingress.part.start(),
    states: () => listStates(realStore),
    downEvents: () => readDown(realStore.db, branchId, 0, { events: 10_000, bytes: 1e9 }),
    order: (externalId: string) =>
      realStore.db
        .selectFrom('orders')
        .selectAll()
        .where('external_id', '=', externalId)
        .executeTakeFirst(),
    async linkStore(storeId: string) {
      await linkStore(realStore, storeId);
      await connections.refresh(connectionId);
      await ingress.processor.settled();
    },
    /** As a crash: what is in memory is gone, what is on the disk stays. */
    async crash() {
      await app.close();
      await realStore.close();
    },
    async stop() {
      await app.close();
      await ingress.part.stop();
      await realStore.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function callsOf(app: FastifyInstance) {
  const address = '/api/webhooks/testeats/address-1';
  const post = (body: string | Buffer, headers: Record<string, string> = {}, url = address) =>
    app.inject({
      method: 'POST',
      url: `${url}/orders`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: body,
    });
  return {
    address,
    post,
    /** A genuine call. */
    send(event: TestEvent) {
      const body = JSON.stringify(event);
      return post(body, { [signatureHeader]: signatureOf(body) });
    },
    sendForged(event: TestEvent) {
      const body = JSON.stringify(event);
      return post(body, { [signatureHeader]: signatureOf(body, 'not-the-secret') });
    },
  };
}

async function seed(
  { db }: RelayStore,
  { rateLimitPerMinute = 1_000_000, allowedSources = [] }: TestIngressOptions,
): Promise<void> {
  const known = await db.selectFrom('companies').select('id').executeTakeFirst();
  if (known) return;
  const created_at_ms = 0;
  const company = { id: companyId, name: 'Abu Jad', country: 'JO', currency: 'JOD', created_at_ms };
  await db.insertInto('companies').values(company).execute();
  await db
    .insertInto('branches')
    .values({
      id: branchId,
      company_id: companyId,
      name: 'Abdoun',
      time_zone: 'Asia/Amman',
      created_at_ms,
    })
    .execute();
  await db
    .insertInto('connections')
    .values({
      id: connectionId,
      company_id: companyId,
      platform: 'testeats',
      name: 'Test Eats',
      environment: 'production',
      address_key: 'address-1',
      credentials_sealed: sealer.seal(JSON.stringify({ secrets: [testSecret] }), connectionId),
      settings: '{}',
      rate_limit_per_minute: rateLimitPerMinute,
      allowed_sources: JSON.stringify(allowedSources),
      created_at_ms,
      disabled_at_ms: null,
    })
    .execute();
  await linkStore({ db }, 'store-1');
}

async function linkStore({ db }: Pick<RelayStore, 'db'>, storeId: string): Promise<void> {
  await db
    .insertInto('store_links')
    .values({
      connection_id: connectionId,
      store_id: storeId,
      company_id: companyId,
      branch_id: branchId,
      created_at_ms: 0,
    })
    .execute();
}

async function listStates({ db }: RelayStore): Promise<string[]> {
  const rows = await db.selectFrom('webhook_calls').select('state').orderBy('id').execute();
  return rows.map(({ state }) => state);
}
