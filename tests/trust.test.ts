/** Who is believed, who sees what, and what becomes of a call that nobody can read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleApi } from '../src/shared/contract/console-api.ts';
import { loginToRelay, type RelayClient } from '../tools/rig/relay-client.ts';
import { connectPlatform, samplePlatforms } from '../tools/rig/sample-site.ts';
import {
  type CapturedCall,
  type Captor,
  deliverCall,
  flipBit,
  openCaptor,
} from './testing/captured-call.ts';
import { sendAsPartner } from './testing/partner.ts';
import { type RelayUnderTest, startRelay } from './testing/relay.ts';
import { findOrder, openRestaurant, type Restaurant } from './testing/restaurant.ts';
import { until } from './testing/until.ts';

const page = { page: 1, limit: 20 } as const;

let relay: RelayUnderTest;
let ours: Restaurant;
let theirs: Restaurant;

beforeAll(async () => {
  relay = await startRelay();
  // The same store ids on both sides: only the connection's address and secret tell them apart.
  ours = await openRestaurant(relay, { company: 'Our Grill' });
  theirs = await openRestaurant(relay, {
    company: 'Their Bakery',
    platforms: ['talabat', 'generic'],
  });
});

afterAll(async () => {
  await ours?.close();
  await theirs?.close();
  await relay?.close();
});

/** Everything that a call taken for true would have changed. */
async function tracesOf(externalId: string) {
  const { items } = await relay.admin.call(consoleApi.listOrders, { ...page, search: externalId });
  return { orders: items.length, board: await findOrder(ours.branch, externalId) };
}

/** What proves each platform's calls, and which header or body a forger would touch. */
const forgeries: Record<(typeof samplePlatforms)[number], (call: CapturedCall) => CapturedCall[]> =
  {
    talabat: (call) => [
      withHeader(call, 'authorization', ''),
      withHeader(call, 'authorization', flipBit(call.headers['authorization'] ?? '', 40)),
      withHeader(call, 'authorization', unsignedToken),
    ],
    careem: (call) => [
      withHeader(call, 'x-careem-api-key', ''),
      withHeader(call, 'x-careem-api-key', flipBit(call.headers['x-careem-api-key'] ?? '', 3)),
    ],
    deliveroo: (call) => [
      withHeader(call, 'x-deliveroo-hmac-sha256', ''),
      withHeader(
        call,
        'x-deliveroo-hmac-sha256',
        flipBit(call.headers['x-deliveroo-hmac-sha256'] ?? '', 3),
      ),
      withHeader(call, 'x-deliveroo-sequence-guid', 'another-guid'),
      { ...call, body: flipBit(call.body, call.body.indexOf(call.externalId) + 5) },
    ],
    generic: (call) => [
      withHeader(call, 'webhook-signature', ''),
      withHeader(call, 'webhook-signature', flipBit(call.headers['webhook-signature'] ?? '', 9)),
      withHeader(call, 'webhook-id', 'msg_another'),
      withHeader(call, 'webhook-timestamp', '1700000000'),
      { ...call, body: flipBit(call.body, call.body.indexOf(call.externalId) + 5) },
    ],
  };

const withHeader = (call: CapturedCall, name: string, value: string): CapturedCall => ({
  ...call,
  headers: { ...call.headers, [name]: value },
});

/** The classic forgery: a token that says it needs no signature. */
const unsignedToken = `Bearer ${['{"alg":"none"}', '{"service":"middleware"}']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.')}.`;

describe.each(samplePlatforms)('a call in the name of %s', (platform) => {
  let captor: Captor;

  beforeAll(async () => {
    captor = await openCaptor(ours.connection(platform));
  });

  afterAll(() => captor.close());

  test('is taken as it was signed, and a repeat hears the very same reply', async () => {
    const call = await captor.order();

    const first = await deliverCall(ours.connection(platform).url, call);
    const second = await deliverCall(ours.connection(platform).url, call);

    expect(first.status).toBe(200);
    expect(second).toEqual(first);
    await ours.orderOf(call);
    expect(await tracesOf(call.externalId)).toMatchObject({ orders: 1 });
  });

  test('that is forged or changed by one bit is refused without a word, and leaves no order', async () => {
    const call = await captor.order();
    const forged = forgeries[platform](call);
    const refusedBefore = (await relay.admin.call(consoleApi.countWebhookCalls, {})).refused;

    const replies = [];
    for (const forgery of forged) {
      expect(forgery).not.toEqual(call);
      replies.push(await deliverCall(ours.connection(platform).url, forgery));
    }

    expect(replies.map(({ status }) => status)).toEqual(forged.map(() => 401));
    expect(new Set(replies.map(({ body }) => withoutTime(body))).size).toBe(1);
    // A genuine order behind them is through: whatever the forgeries did would be done by now.
    const proof = await captor.order();
    await deliverCall(ours.connection(platform).url, proof);
    await ours.orderOf(proof);
    expect(await tracesOf(call.externalId)).toEqual({ orders: 0, board: undefined });
    const { refused } = await relay.admin.call(consoleApi.countWebhookCalls, {});
    expect(refused - refusedBefore).toBe(forged.length);
  });

  test('at an address that no connection has is not found', async () => {
    const { url } = ours.connection(platform);
    const call = await captor.order();

    const reply = await deliverCall(url.slice(0, -6) + url.slice(-6).toUpperCase() + 'x', call);

    expect(reply.status).toBe(404);
    expect(await tracesOf(call.externalId)).toEqual({ orders: 0, board: undefined });
  });
});

const outcomeOf = (attempt: PromiseSettledResult<unknown>) =>
  attempt.status === 'rejected' && /: 404 /.test(String(attempt.reason)) ? 'not found' : attempt;

const withoutTime = (body: string) => body.replace(/"timestamp":"[^"]*"/, '');

describe('two companies on one relay', () => {
  let owner: RelayClient;

  beforeAll(async () => {
    const login = { email: 'owner@their.example', password: 'a long enough password' };
    const { companyId } = theirs.site;
    await relay.admin.call(consoleApi.createUser, { ...login, companyId, role: 'company_owner' });
    owner = await loginToRelay(relay.url, login);
  });

  test('each branch gets its own orders only, whatever the store is called', async () => {
    const sent = await ours.simulator('talabat').sendOrder();
    const other = await theirs.simulator('talabat').sendOrder();

    await ours.orderOf(sent);
    await theirs.orderOf(other);

    expect(await findOrder(theirs.branch, sent.externalId)).toBeUndefined();
    expect(await findOrder(ours.branch, other.externalId)).toBeUndefined();
  });

  test('a call signed with the secret of one is refused at the address of the other', async () => {
    const captor = await openCaptor(theirs.connection('generic'));
    const call = await captor.order();
    await captor.close();

    const reply = await deliverCall(ours.connection('generic').url, call);

    expect(reply.status).toBe(401);
    expect(await tracesOf(call.externalId)).toEqual({ orders: 0, board: undefined });
  });

  test('an owner sees nothing of the other company, neither in lists nor by id', async () => {
    const sent = await ours.simulator('generic').sendOrder();
    const view = await ours.orderOf(sent);
    const { items: calls } = await relay.admin.call(consoleApi.listWebhookCalls, {
      ...page,
      externalId: sent.externalId,
    });

    const [orders, branches, connections, devices, webhooks] = await Promise.all([
      owner.call(consoleApi.listOrders, page),
      owner.call(consoleApi.listBranches, page),
      owner.call(consoleApi.listConnections, page),
      owner.call(consoleApi.listDevices, page),
      owner.call(consoleApi.listWebhookCalls, page),
    ]);

    expect(orders.items.map(({ branchId }) => branchId)).not.toContain(ours.site.branchId);
    expect(branches.items.map(({ id }) => id)).toEqual([theirs.site.branchId]);
    expect(new Set(connections.items.map(({ companyId }) => companyId))).toEqual(
      new Set([theirs.site.companyId]),
    );
    expect(devices.items.map(({ branchId }) => branchId)).toEqual([theirs.site.branchId]);
    expect(webhooks.items.map(({ id }) => id)).not.toContain(calls[0]?.id);
    const attempts = await Promise.allSettled([
      owner.call(consoleApi.getOrder, { id: view.order.id }),
      owner.call(consoleApi.getWebhookCall, { id: calls[0]?.id ?? 0 }),
      owner.call(consoleApi.replayWebhookCall, { id: calls[0]?.id ?? 0 }),
      owner.call(consoleApi.createPairingCode, { id: ours.site.branchId }),
      owner.call(consoleApi.listOrders, { ...page, companyId: ours.site.companyId }),
    ]);
    expect(attempts.map(outcomeOf)).toEqual(attempts.map(() => 'not found'));
  });
});

describe('a call that verifies but cannot be read', () => {
  /** A partner whose fields are called otherwise than the connection was told. */
  const foreignOrder = {
    ref: 'foreign-1',
    displayNumber: '801',
    storeId: 'store-generic',
    placedAt: new Date().toISOString(),
    currency: 'JOD',
    lines: [{ id: 'x', nameEn: 'Falafel plate', quantity: 1, modifiers: [] }],
    total: '2.500',
  };

  test('is kept, answered and shown, and becomes an order once the connection understands it', async () => {
    const { items } = await relay.admin.call(consoleApi.listConnections, page);
    const connection = items.find(
      ({ webhookUrl }) => webhookUrl === ours.connection('generic').url,
    );
    if (!connection) throw new Error('the connection is not listed');

    const reply = await sendAsPartner(ours.connection('generic'), foreignOrder);

    expect(reply.status).toBe(200);
    const kept = await until('the unreadable call in the console', async () => {
      const { items: calls } = await relay.admin.call(consoleApi.listWebhookCalls, {
        ...page,
        state: 'unreadable',
      });
      return calls[0];
    });
    expect(kept).toMatchObject({ verified: true, connectionId: connection.id });
    const detail = await relay.admin.call(consoleApi.getWebhookCall, { id: kept.id });
    expect(detail.bodyText).toContain('foreign-1');
    const { unreadable } = await relay.admin.call(consoleApi.countWebhookCalls, {});
    expect(unreadable).toBe(1);

    const untouched = await relay.admin.call(consoleApi.replayWebhookCall, { id: kept.id });
    expect(untouched.state).toBe('unreadable');
    await relay.admin.call(consoleApi.changeConnection, {
      id: connection.id,
      settings: { ...connection.settings, orderFields: { id: '/data/ref' } },
    });
    const read = await relay.admin.call(consoleApi.replayWebhookCall, { id: kept.id });

    expect(read.state).toBe('applied');
    const view = await ours.orderOf({ externalId: 'foreign-1' });
    expect(view.order).toMatchObject({ displayNumber: '801', totalMinor: 2_500 });
  });

  test('or that is for a store nobody linked waits, and arrives once the store is linked', async () => {
    const late = await connectPlatform(relay.admin, ours.site, 'deliveroo', {
      port: ours.connection('deliveroo').port,
      name: 'Late link',
      storeId: 'late-site',
    });
    const { items } = await relay.admin.call(consoleApi.listConnections, { page: 1, limit: 50 });
    const id = items.find(({ webhookUrl }) => webhookUrl === late.url)?.id ?? '';
    await relay.admin.call(consoleApi.removeStoreLink, { id, storeId: 'late-site' });
    const captor = await openCaptor(late);
    const call = await captor.order();
    await captor.close();

    const reply = await deliverCall(late.url, call);

    expect(reply.status).toBe(200);
    await until('the call that waits for its store', async () => {
      const { waiting } = await relay.admin.call(consoleApi.countWebhookCalls, {});
      return waiting === 1;
    });
    await relay.admin.call(consoleApi.createStoreLink, {
      id,
      storeId: 'late-site',
      branchId: ours.site.branchId,
    });
    await ours.orderOf(call);
  });
});
