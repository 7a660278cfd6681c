import { afterEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { Envelope } from '../../src/shared/contract/envelope.ts';
import type { Logger } from '../../src/shared/kit/logger.ts';
import { startTestRelay, type TestRelay, type TestRelayOptions } from '../testing/test-relay.ts';

let relay: TestRelay;
afterEach(() => relay.stop());
async function start(options?: TestRelayOptions): Promise<TestRelay> {
  relay = await startTestRelay(options);
  return relay;
}

describe('every answer comes in the envelope', () => {
  test.each([
    [
      'an address that is not there',
      { method: 'GET', url: '/api/nothing' },
      404,
      'ROUTE_NOT_FOUND',
    ],
    ['a method that is not', { method: 'PUT', url: '/api/auth/login' }, 404, 'ROUTE_NOT_FOUND'],
    [
      'broken JSON',
      { method: 'POST', url: '/api/auth/login', payload: '{"email":' },
      400,
      'INPUT_INVALID',
    ],
    [
      'a wrong field',
      { method: 'POST', url: '/api/auth/login', payload: '{}' },
      400,
      'INPUT_INVALID',
    ],
    ['an address that cannot be read', { method: 'GET', url: '/api/%zz' }, 400, 'INPUT_INVALID'],
    [
      'an address that is too long',
      { method: 'GET', url: `/api/orders/${'a'.repeat(500)}` },
      400,
      'INPUT_INVALID',
    ],
    [
      'too much',
      { method: 'POST', url: '/api/auth/login', payload: `"${'x'.repeat(1024 * 1024)}"` },
      413,
      'REQUEST_TOO_LARGE',
    ],
  ] as const)('%s', async (_what, request, status, code) => {
    await start();
    const reply = await relay.inject({
      ...request,
      headers: 'payload' in request ? { 'content-type': 'application/json' } : {},
    });
    expect(reply.statusCode).toBe(status);
    expect(Envelope.parse(reply.json())).toMatchObject({ success: false, error: { code } });
  });

  test('whoever sends slowly is let go, first of all whoever does not even ask', async () => {
    const { server } = (await start()).app;
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBe(30_000);
  });

  test('a wrong field is named and its value is not repeated', async () => {
    await start();
    const reply = await relay.call(consoleApi.login, { email: 'no-mail', password: 'hunter2!' });
    expect(reply.error?.details).toEqual({
      issues: [{ path: 'email', message: expect.any(String) as string }],
    });
    expect(reply.text).not.toContain('hunter2!');
  });

  test('lists say where they are in the whole', async () => {
    await start();
    for (const name of ['A', 'B', 'C']) await relay.company(name);
    const reply = await relay.call(consoleApi.listCompanies, { page: 2, limit: 2 }, relay.admin);
    expect(reply.data).toMatchObject({
      items: [{ name: 'C' }],
      meta: { page: 2, limit: 2, total: 3, totalPages: 2, hasNextPage: false, hasPrevPage: true },
    });
  });

  test('what nobody foresaw is logged in full and told in one sentence', async () => {
    const errors: object[] = [];
    const logger: Logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (fields) => void errors.push(fields),
    };
    await start({ deps: { logger } });
    await relay.store.db.schema.dropTable('menu_snapshots').execute();
    await relay.store.db.schema.dropTable('store_links').execute();
    const reply = await relay.call(consoleApi.listConnections, {}, relay.admin);
    expect(reply).toMatchObject({ status: 500, error: { code: 'INTERNAL' } });
    expect(reply.text).not.toMatch(/store_links|SQL/i);
    expect(JSON.stringify(errors)).toContain('no such table: store_links');
    expect(errors).toContainEqual(expect.objectContaining({ route: '/api/connections' }));
  });
});

test('whoever changes something is in the log under the id the answer carries', async () => {
  const lines: object[] = [];
  const quiet = () => undefined;
  const logger: Logger = {
    debug: quiet,
    info: (fields, message) => void lines.push({ ...fields, message }),
    warn: quiet,
    error: quiet,
  };
  await start({ deps: { logger } });
  const input = { name: 'Logged', country: 'JO', currency: 'JOD' };
  const reply = await relay.call(consoleApi.createCompany, input, relay.admin);
  await relay.call(consoleApi.listCompanies, {}, relay.admin);
  expect(reply.headers['x-request-id']).toMatch(/^[0-9a-z]{8}-[0-9a-z]+$/);
  const answered = lines.filter((line) => 'message' in line && line.message === 'call answered');
  expect(answered.at(-1)).toMatchObject({
    requestId: reply.headers['x-request-id'],
    method: 'POST',
    route: '/api/companies',
    status: 200,
    userId: expect.stringMatching(/^usr_/) as string,
  });
});

describe('limits', () => {
  const ask = (remoteAddress: string) =>
    relay.inject({ method: 'GET', url: '/api/auth/profile', remoteAddress });

  test('an address that asks too often waits; others do not', async () => {
    await start({ config: { apiCallsPerWindow: 3 } });
    for (let n = 0; n < 3; n += 1) expect((await ask('203.0.113.7')).statusCode).toBe(401);
    const over = await ask('203.0.113.7');
    expect(over.statusCode).toBe(429);
    expect(over.json()).toMatchObject({ error: { code: 'REQUEST_RATE_LIMITED' } });
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('203.0.113.8')).statusCode).toBe(401);
  });

  test('webhooks and health are not counted', async () => {
    await start({ config: { apiCallsPerWindow: 2 } });
    for (let n = 0; n < 5; n += 1) {
      expect((await relay.inject('/health')).statusCode).toBe(200);
      expect((await relay.inject('/api/webhooks/testeats/unknown')).statusCode).toBe(404);
    }
  });
});

describe('proxies', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7' };
  const signIn = (server: TestRelay, remoteAddress: string) =>
    server.inject({ method: 'GET', url: '/api/auth/profile', headers: forwarded, remoteAddress });

  test('only a configured one is believed about where a call came from', async () => {
    await start({ config: { apiCallsPerWindow: 1, trustedProxies: ['10.0.0.0/8'] } });
    expect((await signIn(relay, '10.1.2.3')).statusCode).toBe(401);
    // The same customer through another of our proxies: counted as the same address.
    expect((await signIn(relay, '10.9.9.9')).statusCode).toBe(429);
    // A stranger who writes the header himself is counted as himself.
    expect((await signIn(relay, '198.51.100.1')).statusCode).toBe(401);
  });
});

describe('the page', () => {
  test('without a built console says how to build it', async () => {
    await start();
    const reply = await relay.inject('/');
    expect(reply.body).toContain('npm run build');
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'");
  });

  test('no cross-origin page may read anything', async () => {
    await start();
    const reply = await relay.inject({
      method: 'OPTIONS',
      url: '/api/companies',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });
});
