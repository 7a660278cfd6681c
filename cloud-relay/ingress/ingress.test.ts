import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { refusedBodyBytes, refusedPerMinute } from './refusals.ts';
import {
  createTestIngress,
  type TestIngress,
  type TestIngressOptions,
} from './testing/test-ingress.ts';
import { signatureHeader, signatureOf } from './testing/test-platform.ts';
import { webhookBodyBytes } from './webhook-routes.ts';

const open: TestIngress[] = [];
async function given(options?: TestIngressOptions): Promise<TestIngress> {
  const ingress = await createTestIngress(options);
  open.push(ingress);
  return ingress;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((ingress) => ingress.stop()));
});

const call = (ingress: TestIngress, id: number) =>
  ingress.store.db
    .selectFrom('webhook_calls')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

describe('an address that nobody has', () => {
  test('takes no large body into memory, while one that somebody has does', async () => {
    const relay = await given();
    const address = await relay.app.listen({ host: '127.0.0.1', port: 0 });
    const send = async (key: string, length: number): Promise<string> => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      socket.write(
        `POST /api/webhooks/testeats/${key} HTTP/1.1\r\nhost: relay\r\n` +
          `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n{`,
      );
      const heard = await Promise.race([
        once(socket, 'data').then(([data]) => String(data)),
        delay(200, 'nothing yet'),
      ]);
      socket.destroy();
      return heard;
    };
    expect(await send('address-9', 4_000_000)).toMatch(/^HTTP\/1.1 404 [^]*connection: close/);
    expect(await send('address-9', 1_000)).toBe('nothing yet');
    expect(await send('address-1', 4_000_000)).toBe('nothing yet');
  });
});

describe('an order call', () => {
  test('becomes an order, the start of its life and an event for the branch', async () => {
    const relay = await given();

    const reply = await relay.sendAndSettle({
      kind: 'order',
      id: 'x-1',
      note: '<b>بدون بصل</b> 🌶',
    });

    expect(reply.statusCode).toBe(200);
    expect(reply.headers['x-test']).toBe('reply');
    expect(reply.json()).toEqual({ orderId: relay.orderIdOf('x-1') });
    const [event, ...more] = await relay.downEvents();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      seq: 1,
      id: `${relay.orderIdOf('x-1')}/placed`,
      body: {
        kind: 'order.placed',
        order: { externalId: 'x-1', lines: [{ note: '<b>بدون بصل</b> 🌶' }] },
        standing: { status: 'pending', by: 'platform' },
      },
    });
    if (event?.body.kind !== 'order.placed') throw new Error('not placed');
    expect(event.body.hops.map(({ hop }) => hop)).toEqual([
      'platform_sent',
      'relay_stored',
      'relay_queued',
    ]);
    expect(relay.woken).toEqual([relay.branchId]);
    expect(await relay.states()).toEqual(['applied']);
  });

  test('is kept byte by byte, with headers, query, path and source', async () => {
    const relay = await given();
    const body = '{ "kind":"nothing",\n\t"note":"  طبق  " }';

    const reply = await relay.app.inject({
      method: 'PUT',
      url: `${relay.address}/remote/7/status?a=1&a=2&b=%D8%A7`,
      headers: {
        'content-type': 'application/vnd.test+json; charset=utf-8',
        [signatureHeader]: signatureOf(body),
        'x-extra': 'kept',
      },
      payload: body,
    });
    await relay.settled();

    expect(reply.statusCode).toBe(204);
    expect(reply.body).toBe('');
    const kept = await call(relay, 1);
    expect(Buffer.from(kept.body).toString()).toBe(body);
    expect(kept).toMatchObject({
      connection_id: relay.connectionId,
      company_id: relay.companyId,
      method: 'PUT',
      path: 'remote/7/status',
      query: '{"a":"2","b":"ا"}',
      source_address: '127.0.0.1',
      verified: 1,
      verification: 'hmac',
      state: 'ignored',
      note: 'a heartbeat',
      received_at_ms: relay.clock.now(),
    });
    expect(JSON.parse(kept.headers)).toMatchObject({ 'x-extra': 'kept' });
  });

  test('may come without body, path or JSON type where the platform calls so', async () => {
    const relay = await given();
    const reply = await relay.app.inject({
      method: 'GET',
      url: relay.address,
      headers: { [signatureHeader]: signatureOf('') },
    });
    await relay.settled();

    expect(reply.json()).toEqual({ kept: '1' });
    expect(await call(relay, 1)).toMatchObject({ method: 'GET', path: '', state: 'unreadable' });
  });

  test('that the platform had decided already arrives with its standing', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1', status: 'cancelled' });
    expect(await relay.downEvents()).toMatchObject([
      { body: { kind: 'order.placed', standing: { status: 'cancelled' } } },
    ]);
  });

  test('queues the call to the platform that it owes, once', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1', owes: true });
    await relay.sendAndSettle({ kind: 'order', id: 'x-1', owes: true });
    const queued = await relay.store.db.selectFrom('outbound_calls').selectAll().execute();
    expect(queued).toMatchObject([
      { order_id: relay.orderIdOf('x-1'), action: 'accept', state: 'queued' },
    ]);
    expect(relay.outboundPokes).toHaveLength(1);
  });
});

describe('a repeated call', () => {
  test('hears the identical reply and changes nothing', async () => {
    const relay = await given();
    const first = await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    const second = await relay.sendAndSettle({ kind: 'order', id: 'x-1' });

    expect(second.body).toBe(first.body);
    expect(second.statusCode).toBe(first.statusCode);
    expect(await relay.downEvents()).toHaveLength(1);
    expect(await relay.states()).toEqual(['applied', 'repeated']);
  });

  test('is one order even when a hundred come at once', async () => {
    const relay = await given();
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => relay.send({ kind: 'order', id: 'x-1' })),
    );
    await relay.settled();

    expect(new Set(replies.map(({ body, statusCode }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(await relay.downEvents()).toHaveLength(1);
    const states = await relay.states();
    expect(states.filter((state) => state === 'applied')).toHaveLength(1);
    expect(states.filter((state) => state === 'repeated')).toHaveLength(99);
  });
});

describe('the sender', () => {
  test('with a forged signature is refused without a reason, and nothing is appended', async () => {
    const relay = await given();
    const reply = await relay.sendForged({ kind: 'order', id: 'x-1' });
    // A genuine call is stored after it, so the refused one is on the disk when it is answered.
    await relay.sendAndSettle({ kind: 'nothing' });

    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toMatchObject({ success: false, error: { code: 'INVALID_SIGNATURE' } });
    expect(reply.body).not.toContain('differs');
    expect(await relay.downEvents()).toEqual([]);
    expect(relay.platform.parsed).toEqual(['{"kind":"nothing"}']);
    expect(await call(relay, 1)).toMatchObject({
      state: 'refused',
      verified: 0,
      verification: 'signature differs',
    });
  });

  test('is refused when any single bit of the body was flipped on the way', async () => {
    const relay = await given();
    const body = Buffer.from(JSON.stringify({ kind: 'order', id: 'x-1' }));
    const signature = signatureOf(body);
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const flipped = Buffer.from(body);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const reply = await relay.post(flipped, { [signatureHeader]: signature });
      expect(reply.statusCode).toBe(401);
    }
    await relay.settled();
    expect(await relay.downEvents()).toEqual([]);
  });

  test('at an unknown address learns nothing: its call is verified all the same', async () => {
    const relay = await given();
    const body = '{"kind":"nothing"}';
    const headers = { [signatureHeader]: signatureOf(body) };

    const reply = await relay.post(body, headers, '/api/webhooks/testeats/somewhere-else');

    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toMatchObject({ error: { code: 'CONNECTION_NOT_FOUND' } });
    expect(relay.platform.verifiedAgainst).toEqual(['made-up']);
    expect(await relay.states()).toEqual([]);
  });

  test('finds no disabled connection and no unknown platform, not even one named like a method', async () => {
    const relay = await given();
    await relay.store.db.updateTable('connections').set({ disabled_at_ms: 1 }).execute();
    await relay.connections.refresh(relay.connectionId);

    expect((await relay.send({ kind: 'nothing' })).statusCode).toBe(404);
    expect(relay.platform.verifiedAgainst).toEqual(['made-up']);
    for (const name of ['constructor', '__proto__', 'noeats']) {
      expect((await relay.post('{}', {}, `/api/webhooks/${name}/address-1`)).statusCode).toBe(404);
    }
  });

  test('who floods with refused calls fills no disk: few and short ones are kept, the rest counted', async () => {
    const relay = await given();
    const long = 'x'.repeat(3 * refusedBodyBytes);
    for (let count = 0; count < 200; count += 1) await relay.post(long);
    relay.clock.advance(61_000);
    await relay.post('short');
    await relay.send({ kind: 'nothing' });

    const kept = await relay.store.db
      .selectFrom('webhook_calls')
      .select(['body', 'note'])
      .where('state', '=', 'refused')
      .orderBy('id')
      .execute();
    expect(kept).toHaveLength(refusedPerMinute + 1);
    expect(Math.max(...kept.map(({ body }) => body.length))).toBe(refusedBodyBytes);
    expect(kept[0]?.note).toBe(`${2 * refusedBodyBytes} bytes more were not kept`);
    expect(kept.at(-1)?.note).toBe('180 calls before it were not kept');
    expect(await relay.metrics.text()).toContain(
      'webhooks_processed_total{provider="testeats",status="refused"} 201',
    );
  });

  test('over its limit waits for the next minute and is not punished afterwards', async () => {
    const relay = await given({ rateLimitPerMinute: 3 });
    for (let count = 0; count < 3; count += 1) {
      expect((await relay.send({ kind: 'nothing' })).statusCode).toBe(204);
    }
    relay.clock.advance(20_000);
    for (let count = 0; count < 50; count += 1) {
      const reply = await relay.send({ kind: 'order', id: `x-${count}` });
      expect(reply.statusCode).toBe(429);
      expect(reply.headers['retry-after']).toBe('40');
      expect(reply.json()).toMatchObject({ error: { code: 'WEBHOOK_RATE_LIMITED' } });
    }
    relay.clock.advance(40_000);

    expect((await relay.send({ kind: 'order', id: 'x-1' })).statusCode).toBe(200);
    expect(await relay.states()).toHaveLength(4);
  });

  test('is refused from an address that is not on the list, whatever its signature', async () => {
    const relay = await given({ allowedSources: ['52.208.41.152', '10.0.0.0/8'] });
    const reply = await relay.send({ kind: 'order', id: 'x-1' });

    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toMatchObject({ error: { code: 'INVALID_SIGNATURE' } });
    await expect.poll(() => relay.states()).toEqual(['refused']);

    const known = await given({ allowedSources: ['127.0.0.0/8'] });
    expect((await known.send({ kind: 'order', id: 'x-1' })).statusCode).toBe(200);
  });

  test('is not kept out by strangers who use up its limit with forged calls', async () => {
    const relay = await given({ rateLimitPerMinute: 2 });
    for (let count = 0; count < 10; count += 1) await relay.sendForged({ kind: 'nothing' });
    expect((await relay.send({ kind: 'nothing' })).statusCode).toBe(204);
  });
});

describe('a body', () => {
  test('that is no JSON is kept and refused with a code', async () => {
    const relay = await given();
    const body = '{"kind":"order",';
    const reply = await relay.post(body, { [signatureHeader]: signatureOf(body) });
    await relay.settled();

    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ success: false, error: { code: 'INVALID_PAYLOAD' } });
    expect(Buffer.from((await call(relay, 1)).body).toString()).toBe(body);
    expect(await relay.states()).toEqual(['unreadable']);
  });

  test('of five megabytes is taken, and one byte more is not', async () => {
    const relay = await given();
    const full = `{"kind":"nothing","pad":"${'x'.repeat(webhookBodyBytes - 27)}"}`;
    expect(full).toHaveLength(webhookBodyBytes);
    const taken = await relay.post(full, { [signatureHeader]: signatureOf(full) });
    const refused = await relay.post(`${full} `, { [signatureHeader]: signatureOf(`${full} `) });

    expect(taken.statusCode).toBe(204);
    expect(refused.statusCode).toBe(413);
    expect(refused.json()).toMatchObject({ error: { code: 'WEBHOOK_TOO_LARGE' } });
    expect(await relay.states()).toHaveLength(1);
  });

  test('that hides its length is cut off at five megabytes all the same', async () => {
    const relay = await given();
    const address = await relay.app.listen({ port: 0, host: '127.0.0.1' });
    const piece = new Uint8Array(512 * 1024).fill(0x20);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        sent += piece.length;
        if (sent > 20 * webhookBodyBytes) stream.close();
        else stream.enqueue(piece);
      },
    });
    const sending = fetch(`${address}${relay.address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    // The answer may come, or the cut connection may be noticed first.
    const status = await sending.then((reply) => reply.status).catch(() => 413);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(4 * webhookBodyBytes);
    expect(await relay.states()).toEqual([]);
  });

  test('of another type is refused', async () => {
    const relay = await given();
    const body = '<order/>';
    const headers = { 'content-type': 'text/xml', [signatureHeader]: signatureOf(body) };
    const reply = await relay.post(body, headers);
    expect(reply.statusCode).toBe(415);
    expect(reply.json()).toMatchObject({ error: { code: 'WEBHOOK_MEDIA_TYPE' } });
  });
});
