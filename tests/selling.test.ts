/** A counter that goes on selling while its branch server is killed again and again, without any relay. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Bill } from '../src/shared/contract/bill.ts';
import { branchApi } from '../src/shared/contract/branch-api.ts';
import type { Route } from '../src/shared/contract/route.ts';
import { systemIds } from '../src/shared/kit/ids.ts';
import { seededRandom } from '../src/shared/kit/random.ts';
import { createBranchClient, type BranchClient } from '../tools/rig/branch-client.ts';
import { startProgram, type Program } from '../tools/rig/program.ts';
import { ensureMenu } from '../tools/rig/sample-menu.ts';
import { until } from './testing/until.ts';

vi.setConfig({ testTimeout: 180_000 });

const Ready = z.object({ url: z.string(), tokenFile: z.string() });
const dataDir = mkdtempSync(join(tmpdir(), 'wasla-selling-'));
const kills = 4;
let program: Program<z.infer<typeof Ready>>;
let client: BranchClient;
let answers = 0;

async function start(): Promise<void> {
  program = await startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: Ready,
    env: { BRANCH_PORT: '0', BRANCH_DATA_DIR: dataDir, BRANCH_LOG_LEVEL: 'warn' },
  });
  client = createBranchClient(program.ready.url, program.ready.tokenFile);
}

beforeEach(start);
afterEach(async () => {
  await program.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks again, with the very same command, until the branch has answered: what a till does that heard nothing. */
async function insist<Input extends object, Reply>(
  route: Route<Input, Reply>,
  input: Input,
  restarted: () => Promise<void>,
): Promise<Reply> {
  for (;;) {
    try {
      const reply = await client.call(route, input);
      answers += 1;
      return reply;
    } catch (error) {
      // The branch's own refusal is no lost answer.
      if (!(error instanceof TypeError)) throw error;
      await restarted();
    }
  }
}

test('every sale is there once, with one receipt and one ticket, however often the server dies', async () => {
  await ensureMenu(client);
  const { menu } = await client.call(branchApi.readMenu, { knownVersion: '' });
  const tea = menu?.products.find(({ name }) => name.en === 'Tea')?.id ?? '';
  const random = seededRandom(7);
  let restarting = Promise.resolve();
  const restarted = () => restarting;
  const closing = new AbortController();

  // Counted in answers, so that a slow machine sells as much between two deaths as a fast one.
  const kill = async () => {
    for (let count = 0; count < kills; count += 1) {
      const enough = answers + 6 + Math.floor(random() * 12);
      await until('the next death', () => answers >= enough || undefined, {
        withinMs: 60_000,
        everyMs: 5,
      });
      restarting = program.kill().then(start);
      await restarting;
    }
    closing.abort();
  };

  const sellOne = async (): Promise<Bill> => {
    const opening = {
      commandId: systemIds('cmd'),
      kind: 'takeaway',
      table: '',
      customer: null,
    } as const;
    const { bill } = await insist(branchApi.openBill, opening, restarted);
    const lines = [{ productId: tea, quantity: 2, choices: [], note: '' }];
    const adding = { id: bill.id, version: bill.version, commandId: systemIds('cmd'), lines };
    const added = await insist(branchApi.addLines, adding, restarted);
    const paying = {
      id: bill.id,
      version: added.bill.version,
      commandId: systemIds('cmd'),
      part: null,
      payment: { method: 'cash', tenderedMinor: 5_000 },
    } as const;
    return (await insist(branchApi.payBill, paying, restarted)).bill;
  };

  const sold: Bill[] = [];
  const till = async () => {
    while (!closing.signal.aborted) sold.push(await sellOne());
  };
  await Promise.all([kill(), till(), till()]);

  const { bills } = await client.call(branchApi.listBills, { lane: 'open' });
  expect(bills).toEqual([]);
  expect(sold.length).toBeGreaterThan(kills);
  for (const bill of sold) {
    expect(bill).toMatchObject({ state: 'closed', payments: [{ amountMinor: 1_000 }] });
    expect(bill.payments).toHaveLength(1);
    expect(bill.receipts).toHaveLength(1);
  }
  const numbers = sold.flatMap((bill) => bill.receipts.map((receipt) => Number(receipt.number)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(sold.map((_, index) => index + 1));
  const { orders } = await client.call(branchApi.listOrders, { lane: 'open' });
  expect(orders.map(({ order }) => order.id).toSorted((a, b) => a.localeCompare(b))).toEqual(
    sold
      .flatMap((bill) => bill.lines.map((line) => line.sent?.orderId ?? ''))
      .toSorted((a, b) => a.localeCompare(b)),
  );
  expect(orders.every(({ printJobs }) => printJobs.length === 1)).toBe(true);
});
