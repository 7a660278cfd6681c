import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { consoleApi } from '../src/shared/contract/console-api.ts';
import { connectBranch, makeKey } from './branch-link/testing/fake-branch.ts';
import { signatureHeader, signatureOf, testSecret } from './ingress/testing/test-platform.ts';
import { eventually } from './outbound/testing/eventually.ts';
import {
  adminLogin,
  startTestRelay,
  type TestRelay,
  type TestRelayOptions,
} from './testing/test-relay.ts';

let relays: TestRelay[] = [];
let folders: string[] = [];
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true });
  relays = [];
  folders = [];
});
async function start(options?: TestRelayOptions): Promise<TestRelay> {
  const relay = await startTestRelay(options);
  relays.push(relay);
  return relay;
}
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  folders.push(folder);
  return folder;
}

async function connected(relay: TestRelay) {
  const company = await relay.company();
  const branch = await relay.branch(company.id);
  const connection = await relay.connection(company.id, {
    platform: 'testeats',
    credentials: { secrets: [testSecret] },
  });
  await relay.storeLink(connection.id, branch.id, 'store-1');
  return { company, branch, connection };
}

function sendOrder(relay: TestRelay, webhookUrl: string, id: string) {
  const payload = JSON.stringify({ kind: 'order', id });
  return relay.inject({
    method: 'POST',
    url: new URL(webhookUrl).pathname,
    headers: { 'content-type': 'application/json', [signatureHeader]: signatureOf(payload) },
    payload,
  });
}

test('an order sent to the address the console shows is in the console a moment later', async () => {
  const relay = await start();
  const { branch, connection } = await connected(relay);

  const reply = await sendOrder(relay, connection.webhookUrl, 'ext-1');
  await relay.ingress.processor.settled();

  expect(reply.statusCode).toBe(200);
  const { items } = (await relay.call(consoleApi.listOrders, {}, relay.admin)).data;
  expect(items).toMatchObject([{ externalId: 'ext-1', branchId: branch.id, totalMinor: 3_000 }]);
  const life = await relay.call(consoleApi.getOrder, { id: items[0]?.id }, relay.admin);
  expect(life.data.hops.map(({ hop }) => hop)).toContain('relay_stored');
  const branches = await relay.call(consoleApi.listBranches, {}, relay.admin);
  expect(branches.data.items).toMatchObject([{ presence: 'unpaired', undelivered: 1 }]);
});

test('a paired branch gets its orders, is seen, and is cut off the moment its PC is removed', async () => {
  const relay = await start();
  const { branch, connection } = await connected(relay);
  const { code } = await relay.pairingCode(branch.id);
  const fresh = makeKey('');
  const enrolled = await relay.call(consoleApi.enrolDevice, {
    code,
    publicKey: fresh.publicKey,
    deviceName: 'Counter PC',
  });
  const id = enrolled.data.deviceId;
  const key = { ...fresh, deviceId: id };
  const till = connectBranch({ url: relay.url, key });
  expect(await till.ready()).toMatchObject({ branchName: 'Abdoun', companyName: 'Zaytoun' });

  await sendOrder(relay, connection.webhookUrl, 'ext-1');
  const view = async () =>
    (await relay.call(consoleApi.listBranches, {}, relay.admin)).data.items[0];
  await eventually(async () => {
    expect(till.received).toMatchObject([
      { seq: 1, body: { kind: 'order.placed', order: { externalId: 'ext-1' } } },
    ]);
    expect(await view()).toMatchObject({ presence: 'connected', undelivered: 0 });
  });

  await relay.call(consoleApi.revokeDevice, { id }, relay.admin);
  await till.ended();
  await eventually(async () => expect(await view()).toMatchObject({ presence: 'unpaired' }));
  const again = connectBranch({ url: relay.url, key });
  await again.ended();
  expect(again.told.refused).toBe('revoked');
});

test('everything is there again after a restart, and the key in the data folder opens it', async () => {
  const dataDir = newFolder();
  const before = await start({ config: { dataDir, secretKey: undefined } });
  const { connection } = await connected(before);
  await sendOrder(before, connection.webhookUrl, 'ext-1');
  await before.stop();

  const after = await start({ config: { dataDir, secretKey: undefined } });
  await after.ingress.processor.settled();

  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  const { path } = { path: new URL(connection.webhookUrl).pathname };
  expect((await sendOrder(after, `${after.url}${path}`, 'ext-2')).statusCode).toBe(200);
  await after.ingress.processor.settled();
  const orders = await after.call(consoleApi.listOrders, {}, after.admin);
  expect(orders.data.meta.total).toBe(2);
});

test('whatever was answered 2xx while the relay was told to stop is there after it', async () => {
  const dataDir = newFolder();
  const relay = await start({ config: { dataDir } });
  const { connection } = await connected(relay);
  await relay.call(
    consoleApi.changeConnection,
    { id: connection.id, webhooksPerMinute: 100_000 },
    relay.admin,
  );
  const send = async (id: string): Promise<string | undefined> => {
    const body = JSON.stringify({ kind: 'order', id });
    const headers = { 'content-type': 'application/json', [signatureHeader]: signatureOf(body) };
    const reply = await fetch(connection.webhookUrl, { method: 'POST', headers, body }).catch(
      () => undefined,
    );
    return reply?.status === 200 ? id : undefined;
  };
  const sent = Array.from({ length: 200 }, (_, n) => send(`ext-${n}`));
  await Promise.race(sent);
  await relay.stop();
  const promised = (await Promise.all(sent)).filter((id) => id !== undefined);

  const after = await start({ config: { dataDir } });
  await after.ingress.processor.settled();

  const kept = await after.store.db.selectFrom('orders').select('external_id').execute();
  const found = new Set(kept.map((row) => row.external_id));
  expect(promised.length).toBeGreaterThan(0);
  expect(promised.filter((id) => !found.has(id))).toEqual([]);
});

test('another secret key than the one the database was written with is refused at once', async () => {
  const dataDir = newFolder();
  await (await start({ config: { dataDir } })).stop();
  const other = start({ config: { dataDir, secretKey: Buffer.alloc(32, 1) } });
  await expect(other).rejects.toThrow('not the key this database was written with');
});

test('a relay that cannot listen closes its database again', async () => {
  const dataDir = newFolder();
  const first = await start();
  const port = Number(new URL(first.url).port);
  await expect(start({ config: { dataDir, port } })).rejects.toThrow('http did not start');
  await expect(start({ config: { dataDir } })).resolves.toBeDefined();
});

test('the first admin is made once; later settings do not change who may sign in', async () => {
  const dataDir = newFolder();
  await (await start({ config: { dataDir } })).stop();
  const again = await start({ config: { dataDir } });
  const users = await again.call(consoleApi.listUsers, {}, again.admin);
  expect(users.data.items.map(({ email }) => email)).toEqual([adminLogin.email]);
});

test('nothing is written when the database is to vanish', async () => {
  await start();
  expect(existsSync(':memory:')).toBe(false);
});
