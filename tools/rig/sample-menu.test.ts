import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { TestBranch } from '../../src/main/branch/testing/test-branch.ts';
import type { BranchClient } from './branch-client.ts';
import { callRoute } from './http-call.ts';
import { ensureMenu } from './sample-menu.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let client: BranchClient;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  client = {
    call: (route, input) => callRoute(route, input, { baseUrl: branch.url, token: branch.token }),
  };
});
afterEach(() => branch.end());

test('a new branch of the demo can sell a meal with a large drink at once, and is given one menu', async () => {
  await ensureMenu(client);
  await ensureMenu(client);
  const { menu } = await client.call(branchApi.readMenu, { knownVersion: '' });
  expect(menu?.categories.map(({ name }) => name.en)).toEqual([
    ...new Set(menu?.categories.map(({ name }) => name.en)),
  ]);
  const shawarma = menu?.products.find(({ name }) => name.en === 'Chicken shawarma');
  const { bill } = await client.call(branchApi.openBill, {
    commandId: 'command-open',
    kind: 'takeaway',
    table: '',
    customer: null,
  });
  const choice = (optionId: string) => ({ optionId, quantity: 1, choices: [] as [] });
  const added = await client.call(branchApi.addLines, {
    id: bill.id,
    version: bill.version,
    commandId: 'command-add',
    lines: [
      {
        productId: shawarma?.id ?? '',
        quantity: 1,
        note: '',
        choices: [choice('bread-1'), { ...choice('meal-1'), choices: [choice('drinkSize-2')] }],
      },
    ],
  });
  expect(added.bill.dueMinor).toBe(1_750 + 1_250 + 350);
});
