import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tillSocketPath } from '../../../shared/contract/branch-api.ts';
import { buildChange, buildOrder, placed, platformStatus } from '../testing/builders.ts';
import { defaultSettings } from '../settings/settings.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

/** A request with headers that fetch does not let a caller set. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(branch.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describe('the door', () => {
  test('nothing of the API opens without the token', async () => {
    for (const path of [
      '/api/state',
      '/api/orders',
      '/api/printing/printers',
      '/%61pi/state',
      '/api/nothing',
    ]) {
      expect((await fetch(branch.url + path)).status).toBe(401);
    }
    const wrong = await fetch(`${branch.url}/api/state`, {
      headers: { authorization: 'Bearer wrong' },
    });
    expect(await wrong.json()).toMatchObject({ code: 'auth.required' });
  });

  test('the token is made once and readable by nobody else', async () => {
    const file = join(branch.dataDir, 'local-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(branch.dataDir, 'device-key.pem')).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, 'utf8');
    await branch.close();
    await branch.open();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('the link of the installation signs a browser in, any other does not', async () => {
    const login = await branch.fetch('GET', `/login?token=${branch.token}`);
    expect(login.status).toBe(302);
    expect(login.headers.get('location')).toBe('/');
    const cookie = login.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const signedIn = await fetch(`${branch.url}/api/state`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    expect(signedIn.status).toBe(200);
    expect((await fetch(`${branch.url}/login?token=guess`)).status).toBe(401);
  });

  test('a foreign host name is turned away, even with the token', async () => {
    const authorization = `Bearer ${branch.token}`;
    expect(await raw('/api/state', { authorization, host: 'evil.example:80' })).toBe(403);
    expect(await raw('/health', { host: 'evil.example' })).toBe(403);
    expect(await raw('/api/state', { authorization })).toBe(200);
  });

  test('a page of another origin can change nothing', async () => {
    const change = (headers: Record<string, string>) =>
      branch.fetch('PUT', '/api/settings', { defaultPrepMinutes: 5 }, headers);
    expect((await change({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await change({ origin: 'null' })).status).toBe(403);
    expect((await change({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await change({ origin: branch.url })).status).toBe(200);
  });

  test('every answer carries the rules for the browser', async () => {
    const { headers } = await fetch(`${branch.url}/health`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src|style-src|unsafe/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('the health is open to everybody on the machine', async () => {
    const health = await fetch(`${branch.url}/health`);
    expect(await health.json()).toMatchObject({
      status: 'ok',
      service: 'wasla-branch',
      version: '1.2.3',
      checks: { database: 'ok', relay: 'connected' },
    });
  });

  test('the till is served where it was built', async () => {
    const tillDir = join(branch.dataDir, 'till');
    mkdirSync(tillDir);
    writeFileSync(join(tillDir, 'index.html'), '<!doctype html><title>till</title>');
    await branch.close();
    await branch.open({ tillDir });
    expect(await (await fetch(`${branch.url}/`)).text()).toContain('<title>till</title>');
    expect((await fetch(`${branch.url}/../branch.db`)).status).toBe(404);
  });
});

describe('a wrong call', () => {
  test('is told which field is wrong', async () => {
    const answer = await branch.fetch('POST', '/api/printing/printers', { name: '', text: 'tiny' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'input.invalid',
      details: { fields: { name: expect.anything() as string, text: expect.anything() as string } },
    });
  });

  test('of a shape that is no JSON is the caller’s fault', async () => {
    const answer = await fetch(`${branch.url}/api/settings`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${branch.token}`, 'content-type': 'application/json' },
      body: '{',
    });
    expect(await answer.json()).toMatchObject({ code: 'input.invalid' });
  });

  test('of a size or kind that is not taken is said to be that', async () => {
    const send = async (type: string, body: string) => {
      const headers = { authorization: `Bearer ${branch.token}`, 'content-type': type };
      const answer = await fetch(`${branch.url}/api/settings`, { method: 'PUT', headers, body });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await send('application/json', JSON.stringify('x'.repeat(300_000)))).toEqual([
      413,
      'request.too_large',
    ]);
    expect(await send('text/csv', 'a,b')).toEqual([415, 'request.media_type']);
  });

  test('of an unknown address is said to be that', async () => {
    expect(await (await branch.fetch('GET', '/api/nothing')).json()).toMatchObject({
      code: 'route.not_found',
    });
  });
});

test('a storage that takes nothing is said in its own words, and is over when it takes again', async () => {
  branch.relay.say(placed(buildOrder('o-1')));
  await branch.arrived('o-1');
  // Another program that keeps the file locked is refused the same way as a full disk.
  await branch.withDatabase(async (db) => {
    db.exec('BEGIN IMMEDIATE');
    await expect(branch.accept('o-1')).rejects.toMatchObject({
      status: 503,
      reply: { code: 'database.refused' },
    });
    expect(await branch.state()).toMatchObject({ cannotStore: true });
    expect(await (await fetch(`${branch.url}/health`)).json()).toMatchObject({
      status: 'degraded',
      checks: { database: 'refused' },
    });
    db.exec('COMMIT');
  });

  expect(await branch.accept('o-1')).toMatchObject({ status: 'confirmed' });
  expect((await branch.state()).cannotStore).toBeUndefined();
});

describe('settings', () => {
  test('keep what was changed and leave the rest', async () => {
    await branch.call('PUT', '/api/settings', { ticketLanguage: 'ar' });
    await branch.call('PUT', '/api/settings', { defaultPrepMinutes: 25 });
    await branch.close();
    await branch.open();
    expect(await branch.call('GET', '/api/settings')).toEqual({
      ...defaultSettings,
      defaultPrepMinutes: 25,
      ticketLanguage: 'ar',
    });
  });
});

describe('the live socket', () => {
  const refused = (headers: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      const till = io(branch.url, {
        path: tillSocketPath,
        forceNew: true,
        reconnection: false,
        transports: ['websocket'],
        extraHeaders: headers,
      });
      const answer = (isRefused: boolean) => () => {
        till.disconnect();
        resolve(isRefused);
      };
      till.on('connect', answer(false)).on('connect_error', answer(true));
    });

  test('opens with the token, and never for another origin', async () => {
    const authorization = `Bearer ${branch.token}`;
    expect(await refused({})).toBe(true);
    expect(await refused({ authorization, origin: 'http://evil.example' })).toBe(true);
    expect(await refused({ authorization })).toBe(false);
  });

  test('tells two tills that are signed in, and the first answer wins on both', async () => {
    const tills = [await branch.till(), await branch.till()];
    branch.relay.say(placed(buildOrder('o-1')));
    for (const { notices } of tills) {
      await eventually(() => notices.some(({ newOrderIds }) => newOrderIds.includes('o-1')));
      notices.splice(0);
    }

    const answers = await Promise.allSettled([branch.accept('o-1', 10), branch.accept('o-1', 20)]);

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    for (const { notices } of tills) {
      await eventually(() => notices.some(({ topics }) => topics.includes('orders')));
      expect(notices.flatMap(({ newOrderIds }) => newOrderIds)).toEqual([]);
    }
    expect(await branch.orders()).toMatchObject([{ status: 'confirmed', prepMinutes: 10 }]);
  });

  test('tells of new and cancelled orders, and notes once that one was shown', async () => {
    const { socket, notices } = await branch.till();
    branch.relay.say(placed(buildOrder('o-1')));
    await eventually(() => notices.some((notice) => notice.newOrderIds.includes('o-1')));

    socket.emit('orders.shown', { orderIds: ['o-1', 'o-unknown'] });
    socket.emit('orders.shown', { orderIds: ['o-1'] });
    branch.relay.say(platformStatus('o-1', 'cancelled'));

    await eventually(() => notices.some((notice) => notice.cancelledOrderIds.includes('o-1')));
    const shown = (await branch.order('o-1')).hops.filter((hop) => hop.hop === 'till_shown');
    expect(shown).toHaveLength(1);
  });

  test('an order that came already ended rings no bell', async () => {
    const { notices } = await branch.till();
    branch.relay.say(placed(buildOrder('o-1'), buildChange('delivered')));
    await eventually(() => notices.some((notice) => notice.topics.includes('orders')));
    expect(notices.flatMap((notice) => notice.newOrderIds)).toEqual([]);
  });
});
