import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import {
  createTestPlatform,
  signatureHeader,
  signatureOf,
  testSecret,
} from '../ingress/testing/test-platform.ts';
import { adminLogin, startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { createLogger } from './logger.ts';

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.stop());

const get = (
  url: string,
  about: { headers?: Record<string, string>; remoteAddress?: string } = {},
) => relay.inject({ method: 'GET', url, ...about });

describe('health', () => {
  test('says that the relay can work, in its fixed form', async () => {
    relay.clock.advance(61_000);
    expect((await get('/health')).json()).toEqual({
      status: 'healthy',
      service: 'wasla-relay',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      uptime: 61,
      checks: { database: 'ok' },
    });
  });

  test('answers in time while the database is held up, and says so', async () => {
    let release = () => undefined as void;
    const held = relay.store.transact(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const asked = get('/health');
    const patience = setInterval(() => relay.clock.advance(10), 1);
    const reply = await asked;
    clearInterval(patience);
    expect(reply.json()).toMatchObject({ status: 'degraded', checks: { database: 'slow' } });
    release();
    await held;
  });

  test('a database that fails is 503, for whoever balances the load', async () => {
    await relay.store.close();
    const reply = await get('/health');
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toMatchObject({ status: 'unhealthy', checks: { database: 'failing' } });
    expect((await get('/health/detailed')).statusCode).toBe(503);
  });

  test('details are for this machine and for people who are signed in', async () => {
    const remoteAddress = '203.0.113.7';
    expect((await get('/health/detailed')).statusCode).toBe(200);
    expect((await get('/health/detailed', { remoteAddress: '::1' })).statusCode).toBe(200);
    expect((await get('/health/detailed', { remoteAddress })).statusCode).toBe(401);
    const headers = { authorization: `Bearer ${relay.admin}` };
    expect((await get('/health/detailed', { remoteAddress, headers })).statusCode).toBe(200);
  });

  test('a call that came through a proxy of this machine is not this machine', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    expect((await get('/health/detailed', { headers })).statusCode).toBe(401);
  });
});

describe('metrics with a token', () => {
  test('are for whoever shows it, and for nobody else', async () => {
    const guarded = await startTestRelay({ config: { metricsToken: 'scrape-me-if-you-can' } });
    const read = async (authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      return (await guarded.inject({ method: 'GET', url: '/metrics', headers })).statusCode;
    };
    expect(await read('Bearer scrape-me-if-you-can')).toBe(200);
    expect(await read()).toBe(401);
    expect(await read('Bearer scrape-me-if-you-cam')).toBe(401);
    expect(await read('scrape-me-if-you-can')).toBe(401);
    expect(await read(`Bearer ${guarded.admin}`)).toBe(401);
    await guarded.stop();
  });
});

describe('what machines read', () => {
  test('counts webhooks by platform and names no tenant', async () => {
    const company = await relay.company('Zaytoun Secret');
    const connection = await relay.connection(company.id, {
      platform: 'testeats',
      credentials: { secrets: [testSecret] },
    });
    const payload = JSON.stringify({ kind: 'order', id: 'ext-1', store: 'nowhere' });
    await relay.inject({
      method: 'POST',
      url: new URL(connection.webhookUrl).pathname,
      headers: { 'content-type': 'application/json', [signatureHeader]: signatureOf(payload) },
      payload,
    });
    await relay.ingress.processor.settled();
    const metrics = (await get('/metrics')).body;
    expect(metrics).toContain('webhooks_received_total{provider="testeats"} 1');
    expect(metrics).toContain('webhook_processing_duration_seconds_bucket{le="0.005"');
    const detailed = await get('/health/detailed');
    expect(detailed.json()).toMatchObject({
      queues: { webhooksWaiting: 1, webhooksUnreadable: 0, outbound: 0 },
      platforms: { testeats: { connections: 1 } },
    });
    for (const text of [metrics, detailed.body]) {
      expect(text).not.toMatch(/Zaytoun|co_|con_|ext-1/);
    }
  });

  test('the health of a platform is that of our side of it', async () => {
    expect((await get('/api/webhooks/health/testeats')).json()).toEqual({
      status: 'healthy',
      provider: 'testeats',
      timestamp: expect.any(String) as string,
      endpoint: '/api/webhooks/testeats/:connection',
      configuration: { signatureValidation: true, rateLimiting: true, ipWhitelisting: false },
    });
    expect((await get('/api/webhooks/health/nothing')).statusCode).toBe(404);
  });
});

describe('the log of a whole run', () => {
  test('holds no secret, no webhook address and nothing about a customer', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const broken = {
      ...createTestPlatform(),
      reply: () => {
        throw new Error('the adapter forgot how to reply');
      },
    };
    const run = await startTestRelay({
      deps: { logger: createLogger('debug', sink), adapters: { testeats: broken } },
    });
    const company = await run.company();
    const branch = await run.branch(company.id);
    const connection = await run.connection(company.id, {
      platform: 'testeats',
      credentials: { secrets: [testSecret] },
    });
    const { code } = await run.pairingCode(branch.id);
    const guess = { email: 'guess@wasla.example', password: 'a wrong password' };
    await run.call(consoleApi.login, guess);
    await run.call(consoleApi.enrolDevice, { code, publicKey: 'AAAA', deviceName: 'x' });
    const payload = JSON.stringify({ kind: 'order', id: 'ext-1', note: 'Sami 0791234567' });
    const url = new URL(connection.webhookUrl).pathname;
    const send = (signature: string, at = url) =>
      run.inject({
        method: 'POST',
        url: at,
        headers: { 'content-type': 'application/json', [signatureHeader]: signature },
        payload,
      });
    expect((await send(signatureOf(payload))).statusCode).toBe(500);
    expect((await send(signatureOf(payload, 'forged secret'))).statusCode).toBe(401);
    await run.store.close();
    expect((await send(signatureOf(payload))).statusCode).toBe(503);
    expect(lines.length).toBeGreaterThan(8);
    const secrets = [
      run.admin,
      adminLogin.password,
      guess.password,
      guess.email,
      testSecret,
      code,
      url.split('/').at(-1) ?? '',
      signatureOf(payload),
      '0791234567',
    ];
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
    await run.stop();
  });
});

describe('the log', () => {
  test('is JSON without what proves an identity or describes a person', () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const logger = createLogger('info', sink);
    logger.info(
      { password: 'p1', request: { headers: { authorization: 'p2', cookie: 'p3' } }, id: 'kept' },
      'signed in',
    );
    logger.warn({ order: { customer: { phone: 'p4' } }, credentials: { secrets: ['p5'] } }, 'odd');
    logger.debug({}, 'too quiet to be heard');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      message: 'signed in',
      id: 'kept',
    });
    expect(lines.join('')).not.toMatch(/p[1-5]/);
  });
});
