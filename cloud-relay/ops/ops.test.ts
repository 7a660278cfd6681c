import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signatureHeader, signatureOf, testSecret } from '../ingress/testing/test-platform.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
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
