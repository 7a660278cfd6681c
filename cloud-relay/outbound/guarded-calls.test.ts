import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/shared/kit/clock.ts';
import type { Resolve } from './address-guard.ts';
import { createHttpClient, type HttpClient, type OutgoingCall } from './http-client.ts';
import { patienceMs } from './testing/eventually.ts';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';
import { createTestOutbound, credentials, type TestOutbound } from './testing/test-outbound.ts';

vi.setConfig({ testTimeout: patienceMs });

let platform: FakePlatform;
let outbound: TestOutbound | undefined;

beforeEach(async () => {
  platform = await startFakePlatform();
});
afterEach(async () => {
  await outbound?.stop();
  outbound = undefined;
  await platform.stop();
});

const acceptOne = async (options: Partial<Parameters<typeof createTestOutbound>[0]> = {}) => {
  outbound = await createTestOutbound({ origin: platform.origin, ...options });
  await outbound.worker.start();
  await outbound.givenOrder('o-1');
  await outbound.enqueue('o-1', { action: 'accept' });
  await outbound.settled(1);
  return outbound;
};

describe('an order’s callback address', () => {
  test('on another host is not called, and a person hears it at once', async () => {
    const other = await startFakePlatform();
    const relay = await acceptOne({ settings: { callbackUrl: other.origin } });
    await other.stop();

    expect(other.calls).toEqual([]);
    expect(await relay.answers()).toMatchObject([
      { outcome: 'refused', detail: `${other.origin} is not an address of this platform` },
    ]);
  });

  test('on this machine is not called for a real platform', async () => {
    const relay = await acceptOne({ environment: 'production' });

    expect(platform.calls).toEqual([]);
    expect(platform.tokens.given).toEqual([]);
    expect(await relay.answers()).toMatchObject([{ outcome: 'refused' }]);
    expect((await relay.hops('o-1')).map(({ hop }) => hop)).toEqual(['platform_refused']);
  });
});

test('a redirect is not followed', async () => {
  const other = await startFakePlatform();
  platform.answer(() => ({ status: 307, headers: { Location: `${other.origin}/stolen` } }));
  const relay = await acceptOne();
  await other.stop();

  expect(other.calls).toEqual([]);
  expect(await relay.answers()).toMatchObject([{ outcome: 'refused', detail: '307' }]);
});

describe('the way out', () => {
  let client: HttpClient;
  afterEach(() => client.close());

  const clientWith = (resolve: Resolve, maxAnswerBytes = 1_000) => {
    client = createHttpClient({ clock: systemClock, repeatAfterMs: 1, resolve, maxAnswerBytes });
    return client;
  };
  const callTo = (origin: string, over: Partial<OutgoingCall> = {}): OutgoingCall => ({
    request: { method: 'POST', url: `${origin}/orders`, headers: {}, body: 'x' },
    reach: 'loopback',
    allowedOrigins: [origin],
    ...over,
  });
  const loopback = { address: '127.0.0.1', family: 4 } as const;

  test('connects to the address it has checked: a name that changes its mind finds no second look-up', async () => {
    let asked = 0;
    const rebinding: Resolve = () =>
      Promise.resolve([asked++ === 0 ? loopback : { address: '10.0.0.1', family: 4 }]);
    const origin = `http://platform.test:${platform.port}`;
    const answer = await clientWith(rebinding).send(callTo(origin));

    expect(answer.status).toBe(200);
    expect(asked).toBe(1);
    expect(platform.calls).toHaveLength(1);
  });

  test('leads nowhere when a name points inside, for http and https', async () => {
    const knocks: string[] = [];
    const inside = createServer((socket) => {
      knocks.push('knock');
      socket.destroy();
    });
    await new Promise<void>((resolve) => {
      inside.listen(0, '127.0.0.1', resolve);
    });
    const { port } = inside.address() as AddressInfo;
    const origin = `https://api.example:${port}`;
    const call = callTo(origin, { reach: 'internet' });
    await expect(clientWith(() => Promise.resolve([loopback])).send(call)).rejects.toMatchObject({
      kind: 'refused',
      message: 'api.example leads to 127.0.0.1',
    });
    inside.close();

    expect(knocks).toEqual([]);
  });

  test('takes no more of an answer than it can bear', async () => {
    platform.answer(() => ({ status: 200, body: 'x'.repeat(2_000) }));
    const sent = clientWith(() => Promise.resolve([loopback])).send(callTo(platform.origin));
    await expect(sent).rejects.toMatchObject({ kind: 'too_large' });
  });

  test('says so when nobody is there, after two quick repeats', async () => {
    await platform.stop();
    const sent = clientWith(() => Promise.resolve([loopback])).send(callTo(platform.origin));
    await expect(sent).rejects.toMatchObject({ kind: 'unreachable', message: 'ECONNREFUSED' });
  });

  test('sends the bytes of the request and returns those of the answer', async () => {
    platform.answer(() => ({ status: 202, headers: { 'X-Note': 'a' }, body: '{"n": 1.500}' }));
    const sending = callTo(platform.origin);
    const request = { ...sending.request, body: '{"total": 12.500, "note": "سلام"}' };
    const answer = await clientWith(() => Promise.resolve([loopback])).send({
      ...sending,
      request,
    });

    expect(platform.calls[0]?.body).toBe(request.body);
    expect(answer).toMatchObject({ status: 202, body: '{"n": 1.500}' });
    expect(answer.headers['x-note']).toBe('a');
  });
});

test('no secret is anywhere in the log of calls', async () => {
  platform.answer(({ authorization, path, body }) => ({
    status: 200,
    body: JSON.stringify({
      echo: { authorization, path, body },
      customer: { name: 'Rana Haddad' },
      phone: '0791234567',
    }),
  }));
  const relay = await acceptOne();
  const [token = ''] = platform.tokens.given;
  const written = JSON.stringify(await relay.log());

  const { clientSecret } = credentials;
  const spellings = [
    token,
    clientSecret,
    encodeURIComponent(clientSecret),
    Buffer.from(clientSecret).toString('base64'),
  ];
  for (const secret of [...spellings, 'client-77', 'Rana', '0791234567'])
    expect(written).not.toContain(secret);
  expect(await relay.log()).toMatchObject([
    { operation: 'token', company_id: 'company-a', connection_id: 'conn-a', order_id: null },
    { operation: 'accept', order_id: 'o-1', method: 'POST', status: 200 },
  ]);
  expect(written).toContain('grant_type=client_credentials');
});
