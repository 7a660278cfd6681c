import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { menuRoutes, type OutageSpan } from '../../../shared/contract/menu.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { ask, givenMenu, type SampleMenu } from '../selling/testing/counter-client.ts';
import { noonMs } from '../testing/builders.ts';
import { TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let sample: SampleMenu;
let said = 0;
beforeEach(async () => {
  branch = await new TestBranch().start();
  sample = await givenMenu(branch);
  said = 0;
});
afterEach(() => branch.end());

/** Somebody at the console wants it, and the branch has heard. */
async function wish(id: string, out: OutageSpan, expiresAtMs = noonMs + minuteMs): Promise<void> {
  const item = { kind: 'product', id } as const;
  branch.relay.say({ kind: 'availability.wished', item, out, by: 'Owner', expiresAtMs });
  await branch.caughtUp(++said);
}
const outages = async () =>
  (await ask(branch, menuRoutes.readMenu, { knownVersion: '' })).menu?.outages;

test('what the console wants off is off, and back when it wants it back', async () => {
  await wish(sample.juice, 'for_good');
  expect(await outages()).toEqual([{ kind: 'product', id: sample.juice, untilMs: null }]);
  await wish(sample.juice, null);
  expect(await outages()).toEqual([]);
});

test('a wish that comes too late, or for something that is gone, changes nothing', async () => {
  await wish(sample.juice, 'for_good', noonMs - 1);
  await wish('prd_gone', 'for_good');
  expect(await outages()).toEqual([]);
});
