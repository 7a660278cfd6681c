import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditExportPath } from '../src/shared/contract/audit.ts';
import { consoleApi, type Role, roles } from '../src/shared/contract/console-api.ts';
import type { Route } from '../src/shared/contract/route.ts';
import { signatureHeader, signatureOf, testSecret } from './ingress/testing/test-platform.ts';
import { startTestRelay, type TestRelay } from './testing/test-relay.ts';

/** One company with one of everything; every name and id of it must stay inside it. */
interface House {
  companyId: string;
  branchId: string;
  connectionId: string;
  deviceId: string;
  orderId: string;
  webhookCallId: number;
  platformCallId: number;
  people: Record<Role, string>;
}

interface Case {
  /** Who may, besides super_admin. */
  readonly who: readonly Role[];
  /** A call about that house's things, made by somebody of another one. */
  readonly about: (house: House) => object;
  /** `mine`: needs no id, and shows the caller's own world only. */
  readonly kind?: 'mine' | 'open';
}

const owner: readonly Role[] = ['company_owner'];
const managers: readonly Role[] = ['company_owner', 'branch_manager'];
const staff: readonly Role[] = ['company_owner', 'branch_manager', 'call_center'];
const all: readonly Role[] = [...staff, 'cashier'];
const credentials = { secrets: ['a secret of somebody'] };

const cases: Record<keyof typeof consoleApi, Case> = {
  login: { who: all, about: () => ({ email: 'x@y.example', password: 'x' }), kind: 'open' },
  logout: { who: all, about: () => ({}), kind: 'open' },
  enrolDevice: {
    who: all,
    about: () => ({ code: 'ABCD-EFGH', publicKey: `${'A'.repeat(43)}=`, deviceName: 'x' }),
    kind: 'open',
  },
  profile: { who: all, about: () => ({}), kind: 'mine' },
  listCompanies: { who: staff, about: () => ({}), kind: 'mine' },
  createCompany: { who: [], about: () => ({ name: 'New', country: 'JO', currency: 'JOD' }) },
  listUsers: { who: owner, about: ({ companyId }) => ({ companyId }) },
  createUser: {
    who: owner,
    about: ({ companyId }) => ({
      companyId,
      email: 'spy@other.example',
      password: 'a long password',
      role: 'cashier',
    }),
  },
  listBranches: { who: staff, about: ({ companyId }) => ({ companyId }) },
  createBranch: {
    who: owner,
    about: ({ companyId }) => ({ companyId, name: 'Spy', timeZone: 'Asia/Amman' }),
  },
  changeBranch: { who: owner, about: ({ branchId }) => ({ id: branchId, name: 'Taken' }) },
  listBranchOutages: { who: staff, about: ({ branchId }) => ({ id: branchId }) },
  wishAvailability: {
    who: staff,
    about: ({ branchId }) => ({ id: branchId, kind: 'product', itemId: 'p', out: null }),
  },
  createPairingCode: { who: owner, about: ({ branchId }) => ({ id: branchId }) },
  listDevices: { who: staff, about: ({ companyId }) => ({ companyId }) },
  renameDevice: { who: owner, about: ({ deviceId }) => ({ id: deviceId, name: 'Taken' }) },
  revokeDevice: { who: owner, about: ({ deviceId }) => ({ id: deviceId }) },
  listPlatforms: { who: managers, about: () => ({}), kind: 'mine' },
  listConnections: { who: managers, about: ({ companyId }) => ({ companyId }) },
  createConnection: {
    who: owner,
    about: ({ companyId }) => ({ companyId, platform: 'testeats', name: 'Spy', credentials }),
  },
  changeConnection: {
    who: owner,
    about: ({ connectionId }) => ({ id: connectionId, disabled: true }),
  },
  rotateCredentials: {
    who: owner,
    about: ({ connectionId }) => ({ id: connectionId, credentials }),
  },
  listStoreLinks: { who: managers, about: ({ connectionId }) => ({ id: connectionId }) },
  createStoreLink: {
    who: owner,
    about: ({ connectionId, branchId }) => ({ id: connectionId, branchId, storeId: 'spy' }),
  },
  removeStoreLink: {
    who: owner,
    about: ({ connectionId }) => ({ id: connectionId, storeId: 'store-1' }),
  },
  listMenus: { who: managers, about: ({ connectionId }) => ({ id: connectionId }) },
  publishMenu: {
    who: owner,
    about: ({ connectionId }) => ({ id: connectionId, names: { a: { en: 'A' } } }),
  },
  listWebhookCalls: { who: managers, about: ({ companyId }) => ({ companyId }) },
  countWebhookCalls: { who: managers, about: ({ companyId }) => ({ companyId }) },
  getWebhookCall: { who: managers, about: ({ webhookCallId }) => ({ id: webhookCallId }) },
  replayWebhookCall: { who: owner, about: ({ webhookCallId }) => ({ id: webhookCallId }) },
  replayUnreadable: {
    who: owner,
    about: ({ companyId }) => ({ companyId, platform: 'testeats' }),
  },
  listTroubles: { who: managers, about: ({ companyId }) => ({ companyId }) },
  listPlatformCalls: { who: managers, about: ({ companyId }) => ({ companyId }) },
  getPlatformCall: { who: managers, about: ({ platformCallId }) => ({ id: platformCallId }) },
  printOrder: {
    who: staff,
    about: ({ orderId }) => ({ id: orderId, document: 'kitchen', reason: 'spying' }),
  },
  testPrinter: {
    who: staff,
    about: ({ branchId }) => ({ id: branchId, printerId: 'printer-1' }),
  },
  listPrintRequests: { who: staff, about: ({ companyId }) => ({ companyId }) },
  listAudit: { who: owner, about: ({ companyId }) => ({ companyId }) },
  listOrders: { who: all, about: ({ companyId }) => ({ companyId }) },
  getOrder: { who: all, about: ({ orderId }) => ({ id: orderId }) },
  validateProvider: { who: managers, about: () => ({ platform: 'testeats' }), kind: 'mine' },
};
const names = Object.keys(cases) as (keyof typeof consoleApi)[];
const routeOf = (name: keyof typeof consoleApi): Route => consoleApi[name];
const kinds = (kind: Case['kind']) => names.filter((name) => cases[name].kind === kind);

let relay: TestRelay;
let mine: House;
let theirs: House;
beforeAll(async () => {
  relay = await startTestRelay();
  mine = await houseOf('Zaytoun');
  theirs = await houseOf('Qamar');
});
afterAll(() => relay.stop());

async function houseOf(name: string): Promise<House> {
  const company = await relay.company(name);
  const branch = await relay.branch(company.id, `${name} street`);
  const connection = await relay.connection(company.id, {
    platform: 'testeats',
    name: `${name} eats`,
    credentials: { secrets: [testSecret] },
  });
  await relay.storeLink(connection.id, branch.id, 'store-1');
  const { code } = await relay.pairingCode(branch.id);
  const enrolled = await relay.call(consoleApi.enrolDevice, {
    code,
    publicKey: `${'B'.repeat(43)}=`,
    deviceName: `${name} till`,
  });
  const payload = JSON.stringify({ kind: 'order', id: `${name}-1` });
  await relay.inject({
    method: 'POST',
    url: new URL(connection.webhookUrl).pathname,
    headers: { 'content-type': 'application/json', [signatureHeader]: signatureOf(payload) },
    payload,
  });
  await relay.ingress.processor.settled();
  const { db } = relay.store;
  const one = async (table: 'orders' | 'webhook_calls' | 'platform_calls') =>
    db
      .selectFrom(table)
      .select('id')
      .where('company_id', '=', company.id)
      .executeTakeFirstOrThrow();
  await db
    .insertInto('platform_calls')
    .values({
      company_id: company.id,
      connection_id: connection.id,
      outbound_id: null,
      order_id: null,
      operation: 'accept',
      method: 'POST',
      url: `https://eats.example/${name}`,
      request_body: name,
      status: 200,
      response_body: name,
      error: '',
      started_at_ms: 1,
      duration_ms: 1,
    })
    .execute();
  await db
    .insertInto('print_requests')
    .values({
      id: `prq-${name}`,
      company_id: company.id,
      branch_id: branch.id,
      document: 'kitchen',
      order_id: null,
      printer_id: null,
      printer_name: '',
      reason: `${name} is loud`,
      by: 'somebody',
      requested_at_ms: 1,
      expires_at_ms: 2,
      report: '',
      reported_at_ms: null,
    })
    .execute();
  const people = {} as Record<Role, string>;
  for (const role of roles) {
    people[role] = role === 'super_admin' ? relay.admin : await relay.person(company.id, role);
  }
  return {
    companyId: company.id,
    branchId: branch.id,
    connectionId: connection.id,
    deviceId: enrolled.data.deviceId,
    orderId: String((await one('orders')).id),
    webhookCallId: Number((await one('webhook_calls')).id),
    platformCallId: Number((await one('platform_calls')).id),
    people,
  };
}

/** Every word by which a reply would betray the other house. */
function secretsOf(house: House): string[] {
  const { people: _people, ...ids } = house;
  return [...Object.values(ids).filter((id) => typeof id === 'string'), 'Qamar'];
}

test('every route of the API has its case here, and every other route is known', () => {
  const registered = new Set(
    relay.routes
      .filter(({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && path !== '*')
      .map(({ method, path }) => `${method} ${path}`),
  );
  const inContract = names.map((name) => `${routeOf(name).method} ${routeOf(name).path}`);
  const others = ['GET /', 'GET /health', 'GET /health/detailed', 'GET /metrics'];
  others.push(
    `GET ${auditExportPath}`,
    'GET /api/webhooks/health/:platform',
    'GET /api/openapi.json',
    'GET /api/docs',
  );
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    others.push(`${method} /api/webhooks/:platform/:connection`);
    others.push(`${method} /api/webhooks/:platform/:connection/*`);
  }
  expect([...registered].toSorted()).toEqual([...inContract, ...others].toSorted());
});

describe.each(names.filter((name) => cases[name].kind !== 'open'))('%s', (name) => {
  const { who, about } = cases[name];

  test('is closed to whoever is not signed in', async () => {
    for (const token of [undefined, 'x'.repeat(43)]) {
      const reply = await relay.call(routeOf(name), about(theirs), token);
      expect(reply).toMatchObject({ status: 401, error: { code: 'AUTH_REQUIRED' } });
    }
  });

  test.each(roles.filter((role) => role !== 'super_admin' && !who.includes(role)))(
    'is closed to %s',
    async (role) => {
      for (const house of [mine, theirs]) {
        const reply = await relay.call(routeOf(name), about(house), mine.people[role]);
        expect(reply).toMatchObject({ status: 403, error: { code: 'AUTH_FORBIDDEN' } });
      }
    },
  );
});

describe.each(kinds(undefined).filter((name) => cases[name].who.length > 0))(
  '%s about another company',
  (name) => {
    const { who, about } = cases[name];

    test.each(who)('is for %s as if it did not exist, and betrays nothing', async (role) => {
      const before = await fingerprint();
      const reply = await relay.call(routeOf(name), about(theirs), mine.people[role]);
      expect(reply.status).toBe(404);
      expect(reply.error?.code).toMatch(/_NOT_FOUND$/);
      // The id the caller sent may come back in the message; nothing else of the house may.
      const sent = JSON.stringify(about(theirs));
      const betrayed = secretsOf(theirs).filter(
        (secret) => reply.text.includes(secret) && !sent.includes(secret),
      );
      expect(betrayed).toEqual([]);
      expect(await fingerprint()).toEqual(before);
    });
  },
);

describe.each([...kinds('mine'), ...kinds(undefined).filter((name) => name.startsWith('list'))])(
  '%s without naming a company',
  (name) => {
    const { who, about } = cases[name];
    test.each(who)('shows %s nothing of another company', async (role) => {
      const { companyId: _left, ...input } = { companyId: '', ...about(mine) };
      const reply = await relay.call(routeOf(name), input, mine.people[role]);
      expect(reply.status).toBe(200);
      expect(secretsOf(theirs).filter((secret) => reply.text.includes(secret))).toEqual([]);
    });
  },
);

test('a branch, a store link and a user cannot be put into the company of somebody else', async () => {
  const token = mine.people.company_owner;
  const link = { id: mine.connectionId, branchId: theirs.branchId, storeId: 'spy' };
  const linked = await relay.call(consoleApi.createStoreLink, link, token);
  expect(linked).toMatchObject({ status: 404, error: { code: 'BRANCH_NOT_FOUND' } });
  const asAdmin = await relay.call(consoleApi.createStoreLink, link, relay.admin);
  expect(asAdmin).toMatchObject({ status: 404, error: { code: 'BRANCH_NOT_FOUND' } });
  const person = { email: 'boss@x.example', password: 'a long password', role: 'super_admin' };
  const made = await relay.call(consoleApi.createUser, person, token);
  expect(made).toMatchObject({ status: 403, error: { code: 'AUTH_FORBIDDEN' } });
});

test('only a super_admin says where a simulator is', async () => {
  const input = { platform: 'testeats', name: 'S', environment: 'simulator', credentials };
  const byOwner = await relay.call(consoleApi.createConnection, input, mine.people.company_owner);
  expect(byOwner).toMatchObject({ status: 403, error: { code: 'AUTH_FORBIDDEN' } });
  const byAdmin = await relay.call(
    consoleApi.createConnection,
    { ...input, companyId: mine.companyId },
    relay.admin,
  );
  expect(byAdmin.status).toBe(200);
  const change = { id: byAdmin.data.id, settings: {} };
  const changed = await relay.call(consoleApi.changeConnection, change, mine.people.company_owner);
  expect(changed).toMatchObject({ status: 403, error: { code: 'AUTH_FORBIDDEN' } });
  const off = { id: byAdmin.data.id, disabled: true };
  const stopped = await relay.call(consoleApi.changeConnection, off, mine.people.company_owner);
  expect(stopped.status).toBe(200);
});

test('the audit log as a file is for the owner of the company it is about', async () => {
  const read = (query: string, token?: string) =>
    relay.inject({
      method: 'GET',
      url: `${auditExportPath}${query}`,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  expect((await read('')).statusCode).toBe(401);
  for (const role of ['branch_manager', 'call_center', 'cashier'] as const) {
    expect((await read('', mine.people[role])).statusCode).toBe(403);
  }
  const file = await read('', mine.people.company_owner);
  expect(file.statusCode).toBe(200);
  expect(file.body).toContain(mine.connectionId);
  expect(secretsOf(theirs).filter((secret) => file.body.includes(secret))).toEqual([]);
  const asked = await read(`?companyId=${theirs.companyId}`, mine.people.company_owner);
  expect(asked.statusCode).toBe(404);
});

/** What a forbidden call must not have changed. */
async function fingerprint(): Promise<unknown> {
  const { db } = relay.store;
  return {
    users: await db.selectFrom('users').selectAll().execute(),
    branches: await db.selectFrom('branches').selectAll().execute(),
    devices: await db.selectFrom('devices').selectAll().execute(),
    connections: await db.selectFrom('connections').selectAll().execute(),
    links: await db.selectFrom('store_links').selectAll().execute(),
    menus: await db.selectFrom('menu_snapshots').selectAll().execute(),
    codes: await db.selectFrom('pairing_codes').selectAll().execute(),
    prints: await db.selectFrom('print_requests').selectAll().execute(),
    events: await db.selectFrom('down_events').select(['branch_id', 'seq']).execute(),
    audit: await db.selectFrom('audit_log').selectAll().execute(),
    calls: await db.selectFrom('webhook_calls').select(['id', 'state']).execute(),
  };
}
