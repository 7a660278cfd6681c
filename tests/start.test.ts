/** `npm start` as a person meets it on a fresh machine. */
import { createServer, type Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { branchApi } from '../src/shared/contract/branch-api.ts';
import { consoleApi } from '../src/shared/contract/console-api.ts';
import { loginToRelay } from '../tools/rig/relay-client.ts';
import { type Demo, isAlive, startDemo } from './testing/demo.ts';
import { until } from './testing/until.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-demo-'));
const startWithinMs = 120_000;

/** Somebody else already listens where the programs usually do. */
function occupy(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const ordersOf = async (demo: Demo) =>
  (await demo.branch.call(branchApi.listOrders, { lane: 'open' })).orders;

describe('one command', () => {
  let squatters: (Server | undefined)[];
  let demo: Demo;

  beforeAll(async () => {
    squatters = await Promise.all([8080, 4100, 4200].map(occupy));
    demo = await startDemo(dataDir, ['--fresh']);
  }, startWithinMs);

  afterAll(async () => {
    await demo?.stop();
    for (const server of squatters) server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('brings the first order to the board within ten seconds of its ready line', async () => {
    const orders = await until(
      'the first order',
      async () => {
        const open = await ordersOf(demo);
        return open.length > 0 ? open : undefined;
      },
      { withinMs: 10_000 },
    );
    expect(orders[0]?.offers).toContain('accept');
  });

  test('serves every address that it names, on free ports where the usual ones are taken', async () => {
    const { ready } = demo;
    const ports = [ready.relay, ready.branch, ready.demo].map((url) => Number(new URL(url).port));
    expect(new Set(ports).size).toBe(3);
    for (const port of ports) expect([8080, 4100, 4200]).not.toContain(port);
    for (const page of [ready.till, ready.console, ready.demo]) {
      const response = await fetch(page);
      expect(response.status, page).toBe(200);
      expect(await response.text(), page).toContain('<script type="module"');
    }
    expect(Object.keys(ready.simulators).toSorted()).toEqual([
      'careem',
      'deliveroo',
      'generic',
      'talabat',
    ]);
    const relay = await loginToRelay(ready.relay, ready.logins.console);
    const { items } = await relay.call(consoleApi.listBranches, { page: 1, limit: 5 });
    expect(items).toMatchObject([{ presence: 'connected' }]);
  });

  test(
    'stops everything it started when it is asked to, and starts again on the same data',
    async () => {
      const [first] = await ordersOf(demo);
      const processIds = demo.processIds();
      expect(processIds.length).toBeGreaterThanOrEqual(3);

      await demo.stop();

      await until('all of them to be gone', () => !processIds.some(isAlive));
      demo = await startDemo(dataDir);
      const again = await ordersOf(demo);
      expect(again.map(({ order }) => order.id)).toContain(first?.order.id);
      const state = await until('the branch to be connected again', async () => {
        const now = await demo.branch.call(branchApi.state, {});
        return now.relay.state === 'connected' && now.printers[0]?.state === 'ready'
          ? now
          : undefined;
      });
      expect(state.printers).toHaveLength(1);
    },
    startWithinMs,
  );
});
