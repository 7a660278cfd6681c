import { afterEach, beforeEach, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import type { ItemAvailability, UpBody } from '../../src/shared/contract/relay.ts';
import { hourMs } from '../../src/shared/kit/clock.ts';
import { connectBranch, makeKey } from '../branch-link/testing/fake-branch.ts';
import { eventually } from '../outbound/testing/eventually.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { wishLifeMs } from './availability-routes.ts';

let relay: TestRelay;
let branchId: string;
let owner: string;
let branch: ReturnType<typeof connectBranch>;
let seq = 0;
beforeEach(async () => {
  relay = await startTestRelay();
  const { id: companyId } = await relay.company('Zaytoun');
  branchId = (await relay.branch(companyId)).id;
  owner = await relay.person(companyId, 'company_owner');
  const { code } = await relay.pairingCode(branchId);
  const key = makeKey('not known yet');
  const { publicKey } = key;
  const enrolled = await relay.call(consoleApi.enrolDevice, { code, publicKey, deviceName: 'PC' });
  branch = connectBranch({
    url: relay.url,
    key: { ...key, deviceId: enrolled.data.deviceId },
  });
  await branch.ready();
  seq = 0;
});
afterEach(async () => {
  branch.close();
  await relay.stop();
});

const say = (body: UpBody) =>
  branch.sendUp('epoch-1', [{ seq: ++seq, id: `up-${seq}`, atMs: 1, body }]);
const sayItems = (items: readonly Partial<ItemAvailability>[], isWhole = false) =>
  say({
    kind: 'availability.changed',
    isWhole,
    atMs: relay.clock.now(),
    items: items.map((item) => ({
      kind: 'product',
      id: 'prd_1',
      name: { en: 'Juice', ar: 'عصير' },
      isOut: true,
      untilMs: null,
      ...item,
    })),
  });
const outages = async () =>
  (await relay.call(consoleApi.listBranchOutages, { id: branchId }, owner)).data.outages;
const view = async () => (await relay.call(consoleApi.listBranches, {}, owner)).data.items[0];

test('the owner sees what a branch cannot sell, until it comes back by itself', async () => {
  await sayItems([{ untilMs: relay.clock.now() + hourMs }, { id: 'prd_2', kind: 'option' }]);
  expect(await view()).toMatchObject({ itemsOut: 2 });
  expect(await outages()).toMatchObject([
    { id: 'prd_1', name: { en: 'Juice', ar: 'عصير' } },
    { id: 'prd_2', kind: 'option', untilMs: null },
  ]);

  relay.clock.advance(hourMs);

  expect(await view()).toMatchObject({ itemsOut: 1 });
  expect(await outages()).toMatchObject([{ id: 'prd_2' }]);
});

test("of each thing the branch's last word counts", async () => {
  await sayItems([{}]);
  await sayItems([{ untilMs: relay.clock.now() + hourMs }]);
  expect(await outages()).toMatchObject([{ untilMs: relay.clock.now() + hourMs }]);
  await sayItems([{ isOut: false }]);
  expect(await outages()).toEqual([]);
});

test('what a branch says anew from nothing replaces what it said before', async () => {
  await sayItems([{}, { id: 'prd_2' }]);
  await sayItems([{ id: 'prd_3' }], true);
  expect((await outages()).map(({ id }) => id)).toEqual(['prd_3']);
});

test("what the console wants back is the branch's to bring back", async () => {
  await sayItems([{}]);
  const wish = { id: branchId, kind: 'product', itemId: 'prd_1', out: null };
  await relay.call(consoleApi.wishAvailability, wish, owner);

  await eventually(() => expect(branch.received).toHaveLength(1));
  expect(branch.received[0]?.body).toMatchObject({
    kind: 'availability.wished',
    item: { kind: 'product', id: 'prd_1' },
    out: null,
    expiresAtMs: relay.clock.now() + wishLifeMs,
  });
  expect(await outages()).toHaveLength(1);
  const log = (await relay.call(consoleApi.listAudit, {}, owner)).data.items;
  expect(log[0]).toMatchObject({ action: 'availability_wished', target: { name: 'Juice' } });
});

test('the owner sees how long a branch will be busy, and nothing once that is over', async () => {
  const untilMs = relay.clock.now() + hourMs;
  const busy = { sinceMs: 0, untilMs, extraMinutes: 15, stopsRules: true, by: 'Rana' };
  await say({ kind: 'busy.changed', busy });
  expect(await view()).toMatchObject({ busy: { untilMs, extraMinutes: 15 } });
  relay.clock.advance(hourMs);
  expect(await view()).toMatchObject({ busy: null });
});
