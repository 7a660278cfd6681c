import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { createApi } from '../http/serve.ts';
import { signatureHeader, signatureOf, testSecret } from '../ingress/testing/test-platform.ts';
import { eventually } from '../outbound/testing/eventually.ts';
import type { BreakerView } from '../outbound/index.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { troublesRoute } from './troubles-route.ts';
import { redactHeaders } from './redact-headers.ts';

let relay: TestRelay;
let webhookUrl: string;
let connectionId: string;
beforeEach(async () => {
  relay = await startTestRelay();
  const company = await relay.company();
  const branch = await relay.branch(company.id);
  const connection = await relay.connection(company.id, {
    platform: 'testeats',
    credentials: { secrets: [testSecret] },
  });
  webhookUrl = new URL(connection.webhookUrl).pathname;
  connectionId = connection.id;
  await relay.storeLink(connectionId, branch.id, 'store-1');
});
afterEach(() => relay.stop());

async function send(event: object, secret = testSecret): Promise<void> {
  const payload = JSON.stringify(event);
  await relay.inject({
    method: 'POST',
    url: `${webhookUrl}/orders`,
    headers: {
      'content-type': 'application/json',
      [signatureHeader]: signatureOf(payload, secret),
      authorization: 'Bearer a-token-of-the-platform',
    },
    payload,
  });
  await relay.ingress.processor.settled();
}

/** A refused call is written down after its sender was answered. */
async function sendForged(id: string): Promise<void> {
  await send({ kind: 'order', id }, 'a wrong secret');
  await eventually(async () => {
    const { db } = relay.store;
    const refused = db.selectFrom('webhook_calls').select('id').where('state', '=', 'refused');
    expect(await refused.execute()).toHaveLength(1);
  });
}

describe('the log of received calls', () => {
  const list = async (query: object = {}) =>
    (await relay.call(consoleApi.listWebhookCalls, query, relay.admin)).data;

  test('newest first, with what became of each and what still wants somebody', async () => {
    await send({ kind: 'order', id: 'ext-1' });
    await send({ kind: 'riddle', id: 'ext-2' });
    await send({ kind: 'order', id: 'ext-3', store: 'elsewhere' });
    await sendForged('ext-4');
    const { items, meta } = await list();
    expect(items.map(({ state }) => state)).toEqual([
      'refused',
      'waiting',
      'unreadable',
      'applied',
    ]);
    expect(items[3]).toMatchObject({
      platform: 'testeats',
      connectionName: 'Main',
      externalId: 'ext-1',
      verified: true,
    });
    expect(meta.total).toBe(4);
    const counts = await relay.call(consoleApi.countWebhookCalls, {}, relay.admin);
    expect(counts.data).toEqual({ unreadable: 1, waiting: 1, refused: 1 });
    expect((await list({ state: 'waiting' })).items.map((call) => call.externalId)).toEqual([
      'ext-3',
    ]);
    expect((await list({ externalId: 'ext-1', connectionId })).meta.total).toBe(1);
    expect((await list({ connectionId: 'con_other' })).meta.total).toBe(0);
  });

  test('shows a call as it came, without what proves who sent it', async () => {
    await send({ kind: 'order', id: 'ext-1', note: 'بدون بصل <b>' });
    const id = (await list()).items[0]?.id;
    const { data, text } = await relay.call(consoleApi.getWebhookCall, { id }, relay.admin);
    expect(JSON.parse(data.bodyText)).toMatchObject({ note: 'بدون بصل <b>' });
    expect(data.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: '[removed]',
      [signatureHeader]: '[removed]',
    });
    expect(text).not.toContain('a-token-of-the-platform');
  });

  test('an unreadable call is read again once the adapter has learned it', async () => {
    await send({ kind: 'riddle', id: 'ext-2' });
    const id = (await list()).items[0]?.id;
    const replay = () => relay.call(consoleApi.replayWebhookCall, { id }, relay.admin);
    expect((await replay()).data.state).toBe('unreadable');
    relay.platform.learnRiddles();
    expect((await replay()).data.state).toBe('applied');
    await replay();
    const orders = await relay.call(consoleApi.listOrders, {}, relay.admin);
    expect(orders.data.items.map(({ externalId }) => externalId)).toEqual(['ext-2']);
  });

  test('all unreadable calls of a platform are read again at once, of the asked company only', async () => {
    await send({ kind: 'riddle', id: 'ext-1' });
    await send({ kind: 'riddle', id: 'ext-2' });
    const other = await relay.company('Qamar');
    const replay = async (companyId?: string) =>
      (
        await relay.call(
          consoleApi.replayUnreadable,
          { platform: 'testeats', ...(companyId && { companyId }) },
          relay.admin,
        )
      ).data;
    expect(await replay()).toEqual({ tried: 2, done: 0 });
    relay.platform.learnRiddles();
    expect(await replay(other.id)).toEqual({ tried: 0, done: 0 });
    expect(await replay()).toEqual({ tried: 2, done: 2 });
    const unknown = { platform: 'nothing' };
    const reply = await relay.call(consoleApi.replayUnreadable, unknown, relay.admin);
    expect(reply.error?.code).toBe('PLATFORM_UNKNOWN');
  });

  test('many calls read again let others in between', async () => {
    for (let n = 0; n < 100; n += 1) await send({ kind: 'riddle', id: `ext-${n}` });
    let turns = 0;
    const count = () => {
      turns += 1;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    await relay.ingress.processor.replayUnreadable('testeats', null);
    clearImmediate(counting);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test('a call that never verified stays what it is', async () => {
    await sendForged('ext-4');
    const id = (await list()).items[0]?.id;
    const reply = await relay.call(consoleApi.replayWebhookCall, { id }, relay.admin);
    expect(reply.status).toBe(400);
    expect((await list()).items[0]?.state).toBe('refused');
  });
});

describe('orders', () => {
  test('are found by the number people say or by the platform’s key, never by a wildcard', async () => {
    await send({ kind: 'order', id: 'abc-1234' });
    await send({ kind: 'order', id: 'abc-5678' });
    const search = async (text: string) =>
      (await relay.call(consoleApi.listOrders, { search: text }, relay.admin)).data.items.map(
        ({ externalId }) => externalId,
      );
    expect(await search('1234')).toEqual(['abc-1234']);
    expect(await search('abc-5678')).toEqual(['abc-5678']);
    expect(await search('%')).toHaveLength(2);
    expect(await search('_999')).toEqual([]);
    const byStatus = await relay.call(consoleApi.listOrders, { status: 'delivered' }, relay.admin);
    expect(byStatus.data.meta.total).toBe(0);
  });

  test('show their whole life and what the platform is to be told', async () => {
    await send({ kind: 'order', id: 'ext-1', owes: true });
    await send({ kind: 'status', id: 'ext-1', status: 'cancelled' });
    const { items } = (await relay.call(consoleApi.listOrders, {}, relay.admin)).data;
    const { data } = await relay.call(consoleApi.getOrder, { id: items[0]?.id }, relay.admin);
    expect(data.history.map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    expect(data.hops.map(({ hop }) => hop)).toEqual(
      expect.arrayContaining(['platform_sent', 'relay_stored', 'relay_queued']),
    );
    expect(data.outbound.map(({ action }) => action)).toEqual(['accept']);
    expect(data.order.lines[0]?.name).toMatchObject({ ar: 'فلافل' });
  });
});

describe('the log of sent calls', () => {
  test('tells failures from the rest', async () => {
    const company = await relay.store.db.selectFrom('companies').select('id').executeTakeFirst();
    for (const status of [200, 404, null]) {
      await relay.store.db
        .insertInto('platform_calls')
        .values({
          company_id: company?.id ?? '',
          connection_id: connectionId,
          outbound_id: null,
          order_id: status === 200 ? 'o_1' : null,
          operation: 'accept',
          method: 'POST',
          url: 'https://testeats.example/accept',
          request_body: '{}',
          status,
          response_body: '',
          error: status === null ? 'no answer' : '',
          started_at_ms: 1,
          duration_ms: 2,
        })
        .execute();
    }
    const list = async (query: object) =>
      (await relay.call(consoleApi.listPlatformCalls, query, relay.admin)).data.items;
    expect((await list({})).map(({ status }) => status)).toEqual([null, 404, 200]);
    expect((await list({ failed: true })).map(({ status }) => status)).toEqual([null, 404]);
    expect(await list({ orderId: 'o_1' })).toHaveLength(1);
  });
});

test('what branches said and nobody understood is counted, here and for whoever watches', async () => {
  const [branch] = await relay.store.db.selectFrom('branches').selectAll().execute();
  await relay.store.db
    .insertInto('unreadable_up_events')
    .values({
      branch_id: branch?.id ?? '',
      company_id: branch?.company_id ?? '',
      branch_epoch: 'e',
      seq: 1,
      raw: '{}',
      why: 'of a later version',
      received_at_ms: 1,
    })
    .execute();
  const troubles = async (companyId?: string) =>
    (await relay.call(consoleApi.listTroubles, companyId ? { companyId } : {}, relay.admin)).data;
  const none = { brokenConnections: [], openBreakers: [], unreadableBranchEvents: 0 };
  expect(await troubles(branch?.company_id)).toEqual({ ...none, unreadableBranchEvents: 1 });
  expect(await troubles((await relay.company('Qamar')).id)).toEqual(none);
  const health = await relay.inject('/health/detailed');
  expect(health.json()).toMatchObject({
    queues: { branchEventsUnreadable: 1 },
    platforms: { testeats: { connectionsBroken: 0, breakersOpen: 0 } },
  });
});

describe('troubles with a platform', () => {
  test('are shown to the company that has them, while its breaker holds calls back', async () => {
    const app = Fastify();
    const key = { platform: 'testeats', operation: 'answer' } as const;
    const breakers = (): BreakerView[] => [
      { ...key, companyId: 'mine', state: 'open', openedAtMs: 5, isHolding: true },
      {
        ...key,
        companyId: 'mine',
        operation: 'delay',
        state: 'open',
        openedAtMs: 5,
        isHolding: false,
      },
      { ...key, companyId: 'other', state: 'half_open', openedAtMs: 6, isHolding: true },
    ];
    const user = {
      id: 'u',
      companyId: 'mine',
      email: 'a@b.example',
      role: 'company_owner',
    } as const;
    app.addHook('onRequest', async (request) => {
      request.user = user;
    });
    const { store } = relay;
    const connections = { listBroken: () => [] };
    troublesRoute(createApi(app, relay.clock), { store, connections, breakers });
    const reply = await app.inject('/api/troubles');
    expect(reply.json()).toMatchObject({ data: { openBreakers: [{ ...key, openedAtMs: 5 }] } });
    await app.close();
  });
});

test('headers that prove a sender are hidden, those that describe the call are not', () => {
  const shown = redactHeaders({
    Authorization: 'a',
    'x-careem-api-key': 'b',
    'x-deliveroo-hmac-sha256': 'c',
    'webhook-signature': 'd',
    'webhook-id': 'e',
    'user-agent': 'f',
    cookie: 'g',
  });
  expect(Object.values(shown).filter((value) => value !== '[removed]')).toEqual(['e', 'f']);
});

describe('the page', () => {
  test('is served under a policy that lets nothing in, its files for good, itself never', async () => {
    const consoleDir = mkdtempSync(join(tmpdir(), 'console-'));
    mkdirSync(join(consoleDir, 'assets'));
    writeFileSync(join(consoleDir, 'index.html'), '<!doctype html><title>console</title>');
    writeFileSync(join(consoleDir, 'assets', 'index-1a2b.js'), 'export {};');
    const served = await startTestRelay({ config: { consoleDir } });
    const page = await served.inject('/');
    expect(page.body).toContain('<title>console</title>');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe/);
    const script = await served.inject('/assets/index-1a2b.js');
    expect(script.headers['cache-control']).toContain('immutable');
    const outside = await served.inject('/..%2f..%2fetc/passwd');
    expect(outside.statusCode).toBeGreaterThanOrEqual(400);
    await served.stop();
    rmSync(consoleDir, { recursive: true });
  });
});
