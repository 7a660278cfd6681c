import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import { ensurePrinter } from '../../tools/rig/branch-client.ts';
import type { SamplePlatform } from '../../tools/rig/sample-site.ts';
import type { DemoState } from '../../tools/demo/demo-api.ts';
import { test as base } from './browser.ts';
import { type Demo, startDemo } from './demo.ts';

/** Where the panel of the demo turns a thing on and off. */
const turns = { cut: '/api/network', paper: '/api/paper', flow: '/api/flow' } as const;

/** A restaurant in which orders come when a test sends them. */
export interface House extends Demo {
  readonly dataDir: string;
  turn(what: keyof typeof turns, on: boolean): Promise<void>;
  /** Resolves once the branch has the order. */
  send(platform: SamplePlatform): Promise<OrderView>;
  /** Resolves once the relay has the order, which the branch may hear of later. */
  sendToRelay(platform: SamplePlatform): Promise<void>;
  openOrders(): Promise<OrderView[]>;
  /** Resolves with the first open order that is not among these. */
  newOrder(known: readonly OrderView[]): Promise<OrderView>;
  /** Ends whatever an earlier test left open. */
  clearBoard(): Promise<void>;
  /** How many tickets its printer has printed, once none is on its way to it. */
  printed(): Promise<number>;
  /** Connects its printer again where a test has taken it away. */
  ownPrinter(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-house-'));
  const demo = await startDemo(dataDir, ['--fresh', '--any-port']);
  const { branch } = demo;
  const post = async (path: string, body: object) => {
    const answer = await fetch(new URL(path, demo.ready.demo), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  };
  const panel = async () =>
    (await (await fetch(new URL('/api/state', demo.ready.demo))).json()) as DemoState;
  const openOrders = async () => (await branch.call(branchApi.listOrders, { lane: 'open' })).orders;
  const newOrder = async (known: readonly OrderView[]): Promise<OrderView> => {
    const ids = new Set(known.map(({ order }) => order.id));
    let found: OrderView | undefined;
    const look = async () => (found = (await openOrders()).find(({ order }) => !ids.has(order.id)));
    await expect.poll(look).toBeDefined();
    if (!found) throw new Error('no order came');
    return found;
  };
  const house: House = {
    ...demo,
    dataDir,
    openOrders,
    newOrder,
    turn: (what, on) => post(turns[what], { on }),
    sendToRelay: (platform) => post('/api/send', { platform }),
    async send(platform) {
      const known = await openOrders();
      await house.sendToRelay(platform);
      return newOrder(known);
    },
    async clearBoard() {
      for (const { order, offers } of await openOrders()) {
        const { id } = order;
        await (offers.includes('reject')
          ? branch.call(branchApi.rejectOrder, { id, reason: 'other', unavailableItemIds: [] })
          : branch.call(branchApi.moveOrder, { id, to: 'delivered' }));
      }
    },
    async printed() {
      const waiting = async () =>
        (await branch.call(branchApi.state, {})).printers.map(({ waitingJobs }) => waitingJobs);
      await expect.poll(waiting).toEqual([0]);
      const { tickets } = await panel();
      return Number(tickets[0]?.id.slice(1) ?? 0);
    },
    async ownPrinter() {
      const [host = '', port] = demo.ready.printer.split(':');
      const named = { name: 'Kitchen', profile: 'generic-80mm' };
      await ensurePrinter(branch, { ...named, host, port: Number(port) });
    },
    async stop() {
      const exitCode = await demo.stop();
      rmSync(dataDir, { recursive: true, force: true });
      return exitCode;
    },
  };
  await house.turn('flow', false);
  // What came by itself until then is there before the first test looks.
  const sent = (await panel()).platforms.reduce((sum, platform) => sum + platform.sent, 0);
  await expect.poll(async () => (await openOrders()).length).toBe(sent);
  return house;
}

/**
 * A test in a house that the files of a worker share: starting one takes as long as ten pages. Whoever hires, cuts or
 * changes what the branch does by itself leaves it as it was found.
 */
export const test = base.extend<object, { readonly house: House }>({
  house: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, provide) => {
      const house = await openHouse();
      await provide(house);
      await house.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
