import Database from 'better-sqlite3';
import { branchApi } from '../../../src/shared/contract/branch-api.ts';
import { type Figure, median, toFigure } from '../figures.ts';
import { flood } from '../load.ts';
import { createOrderPress } from '../signed-orders.ts';
import { type Setting, type Site, startBranch, startSite } from '../site.ts';
import { untilCount } from '../watch.ts';

const length = {
  quick: { rounds: 3, orders: 1_000 },
  full: { rounds: 3, orders: 10_000 },
} as const;

const countLogged = 'SELECT coalesce(sum(down_head), 0) AS count FROM branch_logs';
const countArrived = 'SELECT count(*) AS count FROM orders';

/** How fast a branch takes in what came while it was off, from its connection to its last commit. */
export async function measureCatchUp(setting: Setting): Promise<Figure[]> {
  const { rounds, orders } = setting.quick ? length.quick : length.full;
  const site = await startSite(setting, 1);
  const perSecond: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await sendWhileOff(site, orders, round);
    perSecond.push(orders / ((await catchUp(setting, site, orders * round)) / 1_000));
  }
  await site.relay.stop();
  return [
    toFigure(
      { name: `catch-up after ${orders} orders`, value: median(perSecond), unit: '/s' },
      { of: 'value', atLeast: 1_000 },
    ),
  ];
}

async function sendWhileOff(site: Site, orders: number, round: number): Promise<void> {
  await flood(site.relay.ready.url, createOrderPress(site.connections)(orders));
  await untilCount(site.relayDatabase, countLogged, orders * round);
}

/** @returns how long it took, by the branch's own clock: the same that stamps its orders */
async function catchUp(setting: Setting, site: Site, orders: number): Promise<number> {
  const branch = await startBranch(setting, site);
  const state = await branch.till.call(branchApi.state, {});
  await untilCount(branch.database, countArrived, orders);
  const connected = await branch.till.call(branchApi.state, {});
  await branch.program.stop();
  if (connected.relay.state !== 'connected') throw new Error('the branch lost the relay');
  const database = new Database(branch.database, { readonly: true });
  const last = database
    .prepare<[], { atMs: number }>('SELECT max(received_at_ms) AS atMs FROM orders')
    .get();
  database.close();
  return (last?.atMs ?? state.serverTimeMs) - connected.relay.sinceMs;
}
