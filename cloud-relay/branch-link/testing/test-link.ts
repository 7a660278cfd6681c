import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemIds } from '../../../src/shared/kit/ids.ts';
import type { Logger } from '../../../src/shared/kit/logger.ts';
import { createFakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import { appendDown, createBranchWakeups, findLog } from '../../branch-log/index.ts';
import { openStore } from '../../database/database.ts';
import { createMetrics } from '../../ops/metrics.ts';
import { seedCompanies, seedOrder, type SeededOrder } from '../../outbound/testing/seed.ts';
import { createBranchLink, type LinkLimits } from '../index.ts';
import {
  type BranchKey,
  connectBranch,
  type FakeBranch,
  type FakeBranchOptions,
  makeKey,
} from './fake-branch.ts';

export type TestLink = Awaited<ReturnType<typeof createTestLink>>;

/** The branches' door on a real server with real tables; only the clock is not real. */
export async function createTestLink(
  limits: Partial<LinkLimits> = {},
  trustedProxies: readonly string[] = [],
) {
  const logged: { level: string; message: string; fields: object }[] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, message, fields });
  const logger: Logger = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  };
  const store = await openStore({ file: ':memory:', logger });
  await seedCompanies(store, 'a', 'b');
  const clock = createFakeClock();
  const wakeups = createBranchWakeups();
  const metrics = createMetrics({ ofProcess: false });
  const pokes: number[] = [];
  const http = createServer((_request, response) => response.end('http'));
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const link = createBranchLink({
    httpServer: () => http,
    store,
    clock,
    ids: systemIds,
    logger,
    wakeups,
    outbound: { poke: () => void pokes.push(clock.now()) },
    metrics,
    trustedProxies,
    limits,
  });
  await link.start();
  const branches: FakeBranch[] = [];

  const enrol = async (letter: string, deviceId = `device-${letter}`): Promise<BranchKey> => {
    const key = makeKey(deviceId);
    const about = {
      company_id: `company-${letter}`,
      branch_id: `branch-${letter}`,
      name: 'Till 1',
    };
    await store.db
      .insertInto('devices')
      .values({
        id: deviceId,
        ...about,
        public_key: key.publicKey,
        created_at_ms: 0,
        last_seen_at_ms: null,
        revoked_at_ms: null,
      })
      .execute();
    return key;
  };

  return {
    clock,
    http,
    link,
    logged,
    metrics,
    pokes,
    store,
    url,
    wakeups,
    enrol,
    connect(key: BranchKey, over: Omit<FakeBranchOptions, 'url' | 'key'> = {}): FakeBranch {
      const branch = connectBranch({ url, key, ...over });
      branches.push(branch);
      return branch;
    },
    givenOrder: (id: string, about?: SeededOrder) => seedOrder(store, id, about),
    /** Appends small events to a branch's log and wakes it, as the ingress does after its commit. */
    async append(letter: string, names: readonly string[]) {
      const owner = {
        branchId: `branch-${letter}`,
        companyId: `company-${letter}`,
        ids: systemIds,
      };
      const change = { status: 'cancelled', atMs: 1, by: 'platform', reason: '' } as const;
      await store.transact((tx) =>
        appendDown(
          tx,
          owner,
          names.map((name) => ({
            eventId: name,
            orderId: name,
            body: { kind: 'order.platform_status', orderId: name, change },
            atMs: clock.now(),
          })),
        ),
      );
      wakeups.wake(owner.branchId);
    },
    log: (letter: string) => findLog(store.db, `branch-${letter}`),
    order: (id: string) =>
      store.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    outboundCalls: () =>
      store.db.selectFrom('outbound_calls').selectAll().orderBy('position').execute(),
    putAside: () => store.db.selectFrom('unreadable_up_events').selectAll().orderBy('id').execute(),
    async stop() {
      for (const branch of branches) branch.close();
      await link.stop();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
      await store.close();
    },
  };
}
