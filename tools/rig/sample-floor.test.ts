import { expect, test } from 'vitest';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { TestBranch } from '../../src/main/branch/testing/test-branch.ts';
import type { BranchClient } from './branch-client.ts';
import { callRoute } from './http-call.ts';
import { ensureFloor } from './sample-floor.ts';

test('a new branch of the demo has a hall and a terrace, and keeps what was changed since', async () => {
  const branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  const client: BranchClient = {
    call: (route, input) => callRoute(route, input, { baseUrl: branch.url, token: branch.token }),
  };
  try {
    await ensureFloor(client);
    const { areas, version } = await client.call(branchApi.readFloor, {});
    expect(areas.map(({ tables }) => tables.length)).toEqual([12, 5]);
    await client.call(branchApi.saveFloor, { version, areas: areas.slice(0, 1) });
    await ensureFloor(client);
    expect((await client.call(branchApi.readFloor, {})).areas).toHaveLength(1);
  } finally {
    await branch.end();
  }
});
