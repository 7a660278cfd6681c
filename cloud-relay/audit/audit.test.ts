import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditExportPath } from '../../src/shared/contract/audit.ts';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { adminLogin, startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { actorOf, recordAudit } from './index.ts';
import { csvLine } from './csv-line.ts';

let relay: TestRelay;
let companyId: string;
let owner: string;
beforeEach(async () => {
  relay = await startTestRelay();
  companyId = (await relay.company('Zaytoun')).id;
  owner = await relay.person(companyId, 'company_owner');
});
afterEach(() => relay.stop());

const entries = async (filter: object = {}) =>
  (await relay.call(consoleApi.listAudit, filter, owner)).data.items;
const actions = async (filter: object = {}) => (await entries(filter)).map(({ action }) => action);

test('what an owner does stands in the log, newest first, with who, from where and to what', async () => {
  const branch = await relay.call(
    consoleApi.createBranch,
    { name: 'Abdoun', timeZone: 'Asia/Amman' },
    owner,
  );
  const { code } = (await relay.call(consoleApi.createPairingCode, { id: branch.data.id }, owner))
    .data;
  const enrol = { code, publicKey: `${'C'.repeat(43)}=`, deviceName: 'Counter PC' };
  const device = (await relay.call(consoleApi.enrolDevice, enrol)).data;
  // The same key again is the same device: nothing more has happened.
  await relay.call(consoleApi.enrolDevice, enrol);
  await relay.call(consoleApi.renameDevice, { id: device.deviceId, name: 'Till' }, owner);
  await relay.call(consoleApi.revokeDevice, { id: device.deviceId }, owner);

  const log = await entries({ area: 'branches' });
  expect(log.map(({ action }) => action)).toEqual([
    'device_revoked',
    'device_renamed',
    'device_enrolled',
    'pairing_code_made',
    'branch_created',
  ]);
  expect(log[0]).toMatchObject({
    companyId,
    atMs: relay.clock.now(),
    by: 'person-1@wasla.example',
    address: '127.0.0.1',
    target: { id: device.deviceId, name: 'Till' },
    details: { branch: 'Abdoun' },
  });
  expect(log[2]).toMatchObject({ userId: null, by: 'Counter PC' });
});

test('changes of a connection are told without its secrets', async () => {
  const connection = await relay.connection(companyId, {
    platform: 'testeats',
    credentials: { secrets: ['the first secret of all'] },
  });
  const branch = await relay.branch(companyId);
  const about = { id: connection.id };
  await relay.call(
    consoleApi.rotateCredentials,
    { ...about, credentials: { secrets: ['the second secret'] } },
    owner,
  );
  await relay.call(consoleApi.changeConnection, { ...about, disabled: true }, owner);
  const link = { ...about, storeId: 'store-1' };
  await relay.call(consoleApi.createStoreLink, { ...link, branchId: branch.id }, owner);
  await relay.call(consoleApi.removeStoreLink, link, owner);
  await relay.call(consoleApi.publishMenu, { ...about, names: { a: { en: 'A' } } }, owner);

  const log = await entries({ area: 'platforms' });
  expect(log.map(({ action, details }) => [action, details])).toEqual([
    ['menu_published', { version: '1', items: '1' }],
    ['store_unlinked', { store: 'store-1' }],
    ['store_linked', { store: 'store-1', branch: 'Abdoun' }],
    ['connection_changed', expect.objectContaining({ changes: '{"disabled":true}' })],
    ['credentials_changed', expect.objectContaining({ fields: 'secrets' })],
    ['connection_created', { platform: 'testeats', environment: 'production' }],
  ]);
  expect(JSON.stringify(log)).not.toContain('secret of all');
  expect(JSON.stringify(log)).not.toContain('second secret');
});

test('a sign-in that failed is told to the owner of the account, and no word of what was typed', async () => {
  const login = (email: string, password: string) =>
    relay.call(consoleApi.login, { email, password });
  await login('person-1@wasla.example', 'a guess');
  await login('my-password-in-the-wrong-field@x.example', 'a guess');

  expect(await entries({ area: 'sign_ins' })).toMatchObject([
    { action: 'sign_in_failed', userId: null, by: 'person-1@wasla.example', address: '127.0.0.1' },
    { action: 'signed_in', by: 'person-1@wasla.example' },
  ]);
  const all = await relay.store.db.selectFrom('audit_log').selectAll().execute();
  expect(JSON.stringify(all)).not.toContain('a guess');
  expect(JSON.stringify(all)).not.toContain('my-password');
});

test('a change that is refused leaves no entry', async () => {
  const before = await actions();
  const taken = { email: adminLogin.email, password: 'a long password', role: 'cashier' };
  const refused = await relay.call(consoleApi.createUser, taken, owner);
  expect(refused.error?.code).toBe('USER_EMAIL_TAKEN');
  expect(await actions()).toEqual(before);
});

test('entries are found by person and by time, page by page', async () => {
  const startMs = relay.clock.now();
  relay.clock.advance(60_000);
  await relay.branch(companyId, 'Khalda');
  await relay.call(consoleApi.createBranch, { name: 'Rabieh', timeZone: 'Asia/Amman' }, owner);
  const names = async (filter: object) => (await entries(filter)).map(({ target }) => target.name);
  expect(await names({ fromMs: startMs + 60_000 })).toEqual(['Rabieh', 'Khalda']);
  expect(await names({ untilMs: startMs + 60_000, area: 'branches' })).toEqual([]);
  const me = (await entries({ area: 'sign_ins' }))[0]?.userId ?? '';
  expect(await names({ userId: me, area: 'branches' })).toEqual(['Rabieh']);
  const page = await relay.call(consoleApi.listAudit, { limit: 1, page: 2 }, owner);
  expect(page.data.items).toHaveLength(1);
  expect(page.data.meta).toMatchObject({ page: 2, hasPrevPage: true });
});

describe('the log in the store', () => {
  test('can be added to and neither changed nor deleted from, whoever asks', async () => {
    const { db } = relay.store;
    await expect(db.deleteFrom('audit_log').execute()).rejects.toThrow('only added');
    const change = db.updateTable('audit_log').set({ by: 'nobody' }).execute();
    await expect(change).rejects.toThrow('only added');
    expect((await entries()).length).toBeGreaterThan(0);
  });

  test('is gone with its cause when that could not be stored', async () => {
    const before = await actions();
    const request = { ip: '127.0.0.1' } as Parameters<typeof actorOf>[0]['request'];
    const user = { id: 'usr_1', companyId, email: 'a@b.example', role: 'company_owner' } as const;
    const work = relay.store.transact(async (tx) => {
      await recordAudit(tx, actorOf({ user, request }), {
        atMs: 1,
        companyId,
        action: 'branch_created',
        target: { id: 'br_1', name: 'Gone' },
      });
      throw new Error('the disk is full');
    });
    await expect(work).rejects.toThrow('disk is full');
    expect(await actions()).toEqual(before);
  });
});

describe('the log as a file', () => {
  test('has every entry the filter lets through, more than one page of them', async () => {
    await relay.store.transact(async (tx) => {
      for (let count = 1; count <= 1_100; count += 1) {
        await recordAudit(
          tx,
          { userId: null, by: 'PC', address: '' },
          {
            atMs: 1_000,
            companyId,
            action: 'device_enrolled',
            target: { id: `dev_${count}`, name: 'كاشير' },
          },
        );
      }
    });
    const file = await relay.inject({
      method: 'GET',
      url: `${auditExportPath}?area=branches`,
      headers: { authorization: `Bearer ${owner}` },
    });
    expect(file.headers['content-disposition']).toContain('wasla-audit.csv');
    const lines = file.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1_101);
    expect(lines[0]).toBe('\uFEFFtime,action,by,address,target,id,details');
    expect(lines[1]).toBe('1970-01-01T00:00:01.000Z,device_enrolled,PC,,كاشير,dev_1100,');
    expect(new Set(lines).size).toBe(1_101);
  });

  test.each([
    [['a', 'b, c', 'd "e"'], 'a,"b, c","d ""e"""\r\n'],
    [['=1+1', '+962', '-1', '@x'], "'=1+1,'+962,'-1,'@x\r\n"],
    [['two\nlines'], '"two\nlines"\r\n'],
  ])('%j is text to a spreadsheet and never a formula', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  test('says which filter it does not understand', async () => {
    const reply = await relay.inject({
      method: 'GET',
      url: `${auditExportPath}?area=nowhere`,
      headers: { authorization: `Bearer ${owner}` },
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ error: { code: 'INPUT_INVALID' } });
  });
});
