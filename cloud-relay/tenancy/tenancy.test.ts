import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { signatureHeader, signatureOf, testSecret } from '../ingress/testing/test-platform.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';

let relay: TestRelay;
let companyId: string;
let branchId: string;
beforeEach(async () => {
  relay = await startTestRelay();
  companyId = (await relay.company()).id;
  branchId = (await relay.branch(companyId)).id;
});
afterEach(() => relay.stop());

function newPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
}

describe('pairing a branch server', () => {
  const enrol = (code: string, publicKey = newPublicKey(), remoteAddress = '203.0.113.7') =>
    relay.inject({
      method: 'POST',
      url: '/api/devices/enrol',
      payload: { code, publicKey, deviceName: 'Counter PC' },
      remoteAddress,
    });
  const devices = async () =>
    (await relay.call(consoleApi.listDevices, {}, relay.admin)).data.items;

  test('the code becomes a device of that branch, and the branch counts as paired', async () => {
    const { code, expiresAtMs } = await relay.pairingCode(branchId);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(expiresAtMs).toBe(relay.clock.now() + 15 * minuteMs);
    const reply = await enrol(code);
    expect(reply.json()).toMatchObject({
      success: true,
      data: { branchId, branchName: 'Abdoun', currency: 'JOD', timeZone: 'Asia/Amman' },
    });
    expect(await devices()).toMatchObject([{ branchId, name: 'Counter PC', connected: false }]);
    const { items } = (await relay.call(consoleApi.listBranches, {}, relay.admin)).data;
    expect(items[0]?.presence).toBe('offline');
  });

  test('the code may be typed as people type: small, without the dash, O for 0 and l for 1', async () => {
    const { code } = await relay.pairingCode(branchId);
    const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await enrol(typed)).statusCode).toBe(200);
  });

  test('a code serves one key; the same key may ask again when the answer got lost', async () => {
    const { code } = await relay.pairingCode(branchId);
    const key = newPublicKey();
    const first = await enrol(code, key);
    const repeat = await enrol(code, key);
    expect(repeat.json<object>()).toMatchObject({ data: first.json<{ data: object }>().data });
    const stranger = await enrol(code);
    expect(stranger.statusCode).toBe(403);
    expect(stranger.json()).toMatchObject({ error: { code: 'PAIRING_BAD_CODE' } });
    expect(await devices()).toHaveLength(1);
  });

  test('what is no Ed25519 key is refused and leaves the code as it was', async () => {
    const { code } = await relay.pairingCode(branchId);
    const tooShort = Buffer.alloc(31, 1).toString('base64');
    expect((await enrol(code, tooShort)).statusCode).toBe(400);
    expect((await enrol(code)).statusCode).toBe(200);
  });

  test('two computers with the same code at the same moment: one gets in', async () => {
    const { code } = await relay.pairingCode(branchId);
    const replies = await Promise.all([enrol(code), enrol(code), enrol(code)]);
    expect(replies.filter((reply) => reply.statusCode === 200)).toHaveLength(1);
  });

  test('a code is over after fifteen minutes', async () => {
    const { code } = await relay.pairingCode(branchId);
    relay.clock.advance(15 * minuteMs);
    expect((await enrol(code)).statusCode).toBe(403);
  });

  test('the code itself is not in the database', async () => {
    const { code } = await relay.pairingCode(branchId);
    const rows = await relay.store.db.selectFrom('pairing_codes').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  test('guessing codes is stopped at its address', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await enrol('AAAA-AAAA')).statusCode);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    const { code } = await relay.pairingCode(branchId);
    expect((await enrol(code, newPublicKey(), '198.51.100.1')).statusCode).toBe(200);
  });

  test('a revoked device is shown as such and its key cannot use the code again', async () => {
    const { code } = await relay.pairingCode(branchId);
    const key = newPublicKey();
    const id = (await enrol(code, key)).json<{ data: { deviceId: string } }>().data.deviceId;
    const renamed = await relay.call(consoleApi.renameDevice, { id, name: 'Old PC' }, relay.admin);
    expect(renamed.data.name).toBe('Old PC');
    const revoked = await relay.call(consoleApi.revokeDevice, { id }, relay.admin);
    expect(revoked.data.revokedAtMs).toBe(relay.clock.now());
    expect((await enrol(code, key)).statusCode).toBe(403);
    const { items } = (await relay.call(consoleApi.listBranches, {}, relay.admin)).data;
    expect(items[0]?.presence).toBe('unpaired');
  });
});

describe('connections', () => {
  const connect = (about: object = {}) =>
    relay.connection(companyId, {
      platform: 'testeats',
      credentials: { secrets: [testSecret] },
      ...about,
    });
  const send = (webhookUrl: string, secret: string) => {
    const payload = JSON.stringify({ kind: 'nothing' });
    return relay.inject({
      method: 'POST',
      url: new URL(webhookUrl).pathname,
      headers: {
        'content-type': 'application/json',
        [signatureHeader]: signatureOf(payload, secret),
      },
      payload,
    });
  };

  test('the address is long, unguessable and works at once', async () => {
    const connection = await connect();
    const key = connection.webhookUrl.split('/').at(-1) ?? '';
    expect(connection.webhookUrl).toBe(`${relay.url}/api/webhooks/testeats/${key}`);
    expect(key).toMatch(/^[\w-]{32}$/);
    expect((await send(connection.webhookUrl, testSecret)).statusCode).toBe(204);
  });

  test('secrets are sealed on the disk and given back by no answer', async () => {
    await connect();
    const rows = await relay.store.db.selectFrom('connections').selectAll().execute();
    const sealed = Buffer.from(rows[0]?.credentials_sealed ?? []).toString('latin1');
    expect(sealed).not.toContain(testSecret);
    const list = await relay.call(consoleApi.listConnections, {}, relay.admin);
    expect(list.text).not.toContain(testSecret);
    expect(list.text).not.toMatch(/sealed|secrets/);
  });

  test('credentials of the wrong shape are refused by field, without their value', async () => {
    const reply = await relay.call(
      consoleApi.createConnection,
      { companyId, platform: 'testeats', name: 'X', credentials: { secrets: ['short'] } },
      relay.admin,
    );
    expect(reply.status).toBe(400);
    expect(reply.error?.details).toMatchObject({ issues: [{ path: 'credentials.secrets.0' }] });
    expect(reply.text).not.toContain('"short"');
  });

  test('a misspelt setting is named, not dropped', async () => {
    const reply = await relay.call(
      consoleApi.createConnection,
      {
        companyId,
        platform: 'testeats',
        name: 'X',
        credentials: { secrets: [testSecret] },
        settings: { acceptWithinMinuets: 5 },
      },
      relay.admin,
    );
    expect(reply.status).toBe(400);
    expect(reply.error?.details).toMatchObject({
      issues: [{ path: 'settings.acceptWithinMinuets' }],
    });
  });

  test.each(['nothing', 'constructor', '__proto__'])(
    'there is no platform %s',
    async (platform) => {
      const reply = await relay.call(
        consoleApi.createConnection,
        { companyId, platform, name: 'X', credentials: {} },
        relay.admin,
      );
      expect(reply).toMatchObject({ status: 404, error: { code: 'PLATFORM_UNKNOWN' } });
    },
  );

  test('while a secret is changed both are good; after the next change the oldest is not', async () => {
    const { id, webhookUrl } = await connect();
    const rotate = (secret: string) =>
      relay.call(
        consoleApi.rotateCredentials,
        { id, credentials: { secrets: [secret] } },
        relay.admin,
      );
    await rotate('second secret');
    expect((await send(webhookUrl, 'second secret')).statusCode).toBe(204);
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(204);
    await rotate('third secret');
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(401);
    expect((await send(webhookUrl, 'second secret')).statusCode).toBe(204);
  });

  test('a leaked secret can be ended at once', async () => {
    const { id, webhookUrl } = await connect();
    const input = { id, credentials: { secrets: ['second secret'] }, keepPrevious: false };
    await relay.call(consoleApi.rotateCredentials, input, relay.admin);
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(401);
  });

  test('a disabled connection is for the outside one that does not exist, until it is enabled', async () => {
    const { id, webhookUrl } = await connect();
    const disable = (disabled: boolean) =>
      relay.call(consoleApi.changeConnection, { id, disabled }, relay.admin);
    await disable(true);
    const gone = await send(webhookUrl, testSecret);
    const never = await send(`${relay.url}/api/webhooks/testeats/never`, testSecret);
    expect(gone.statusCode).toBe(404);
    expect({ ...gone.json(), timestamp: '' }).toEqual({ ...never.json(), timestamp: '' });
    await disable(false);
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(204);
  });

  test('secrets that cannot be opened make the platform wait, and are mended by entering them anew', async () => {
    const { id, webhookUrl } = await connect();
    await relay.store.db
      .updateTable('connections')
      .set({ credentials_sealed: Buffer.from('damaged') })
      .execute();
    const change = (about: object) =>
      relay.call(consoleApi.changeConnection, { id, ...about }, relay.admin);
    expect((await change({ name: 'Broken' })).data).toMatchObject({ isBroken: true });

    const kept = await send(webhookUrl, testSecret);
    expect(kept.statusCode).toBe(503);
    expect(Number(kept.headers['retry-after'])).toBe(30);
    expect((await send(`${webhookUrl}x`, testSecret)).statusCode).toBe(404);
    const health = await relay.inject('/health/detailed');
    expect(health.json()).toMatchObject({ platforms: { testeats: { connectionsBroken: 1 } } });
    const troubles = async () =>
      (await relay.call(consoleApi.listTroubles, { companyId }, relay.admin)).data;
    expect(await troubles()).toMatchObject({
      brokenConnections: [{ id, name: 'Broken', platform: 'testeats' }],
    });
    await change({ disabled: true });
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(404);
    await change({ disabled: false });

    const rotate = (credentials: object) =>
      relay.call(consoleApi.rotateCredentials, { id, credentials }, relay.admin);
    expect((await rotate({})).status).toBe(400);
    const mended = await rotate({ secrets: [testSecret] });
    expect(mended.data).toMatchObject({ isBroken: false });
    expect((await send(webhookUrl, testSecret)).statusCode).toBe(204);
    expect(await troubles()).toMatchObject({ brokenConnections: [] });
  });

  test('the form of each platform comes as JSON Schema', async () => {
    const reply = await relay.call(consoleApi.listPlatforms, {}, relay.admin);
    expect(reply.data.platforms).toMatchObject([
      {
        platform: 'testeats',
        verified: false,
        credentialsSchema: { type: 'object', required: ['secrets'] },
      },
    ]);
  });

  test('a store belongs to one branch until its link is removed', async () => {
    const { id } = await connect();
    const other = await relay.branch(companyId, 'Sweifieh');
    await relay.storeLink(id, branchId, 'store-1');
    const link = { id, branchId: other.id, storeId: 'store-1' };
    const taken = await relay.call(consoleApi.createStoreLink, link, relay.admin);
    expect(taken).toMatchObject({ status: 409, error: { code: 'STORE_LINK_TAKEN' } });
    const where = { id, storeId: 'store-1' };
    await relay.call(consoleApi.removeStoreLink, where, relay.admin);
    const again = await relay.call(consoleApi.removeStoreLink, where, relay.admin);
    expect(again).toMatchObject({ status: 404, error: { code: 'STORE_LINK_NOT_FOUND' } });
    expect((await relay.call(consoleApi.createStoreLink, link, relay.admin)).status).toBe(200);
  });

  test('what stops a platform from reaching a branch is said before the first order', async () => {
    const { id } = await connect();
    const check = async () =>
      (await relay.call(consoleApi.validateProvider, { platform: 'testeats' }, relay.admin)).data;
    expect(await check()).toMatchObject({
      valid: false,
      connections: [{ id, problems: ['no store is linked to a branch'] }],
    });
    await relay.storeLink(id, branchId, 'store-1');
    expect(await check()).toMatchObject({ valid: true, connections: [{ id, problems: [] }] });
  });
});
