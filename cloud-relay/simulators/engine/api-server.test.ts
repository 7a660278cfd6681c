import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import { createApiServer } from './api-server.ts';
import { createFaults } from './faults.ts';
import { readForm } from './read-body.ts';
import { Refused } from './refused.ts';

let slept: PromiseWithResolvers<void>;
const fakeClock = createFakeClock();
/** Tells when somebody begins to wait by it. */
const clock = {
  ...fakeClock,
  after(delayMs: number, work: () => void) {
    slept.resolve();
    return fakeClock.after(delayMs, work);
  },
};
const faults = createFaults(() => undefined);
const heard: { status: number; rule: string | null | undefined }[] = [];

const server = createApiServer({
  name: 'test api',
  host: '127.0.0.1',
  port: 0,
  clock,
  faults,
  routes: [
    {
      method: 'POST',
      path: '/echo/:id',
      handle: (call) => ({
        status: 200,
        body: { id: call.params['id'], text: call.body.toString('utf8') },
      }),
    },
    {
      method: 'POST',
      path: '/form',
      handle: async (call) => ({ status: 200, body: await readForm(call) }),
    },
    {
      method: 'PUT',
      path: '/no',
      handle() {
        const reply = { status: 409, body: { state: 'ended' }, headers: { 'retry-after': '7' } };
        throw new Refused(reply, 'illegal_transition', 'no');
      },
    },
    {
      method: 'GET',
      path: '/broken',
      handle() {
        throw new Error('a fault of the simulator');
      },
    },
  ],
  onAnswer: (_call, status, refused) => heard.push({ status, rule: refused?.rule }),
});

beforeEach(async () => {
  slept = Promise.withResolvers();
  heard.length = 0;
  if (server.url === '') await server.start();
});
afterEach(() => faults.faults.setLatency(0));
afterAll(() => server.stop());

const post = (path: string, body: string | URLSearchParams, type?: string) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    body,
    ...(type !== undefined && { headers: { 'content-type': type } }),
  });

test('bodies arrive as the bytes they were, whatever their type', async () => {
  const answer = await post('/echo/ae%3A1', '{ "not": "json", ملاحظة', 'application/json');
  expect(await answer.json()).toEqual({ id: 'ae:1', text: '{ "not": "json", ملاحظة' });
});

test('forms are read, and what is no form has no fields', async () => {
  expect(await (await post('/form', new URLSearchParams({ a: 'ü&=' }))).json()).toEqual({
    a: 'ü&=',
  });
  expect(await (await post('/form', '{"a":1}', 'application/json')).json()).toEqual({});
  expect(await (await post('/form', 'x', 'multipart/form-data')).json()).toEqual({});
});

test('a refusal is answered as the platform words it, and heard of', async () => {
  const answer = await fetch(`${server.url}/no`, { method: 'PUT' });
  expect(answer.status).toBe(409);
  expect(answer.headers.get('retry-after')).toBe('7');
  expect(await answer.json()).toEqual({ state: 'ended' });
  expect(heard).toEqual([{ status: 409, rule: 'illegal_transition' }]);
});

test('a fault of the simulator itself is no violation of the relay', async () => {
  expect((await fetch(`${server.url}/broken`)).status).toBe(500);
  expect(heard).toEqual([]);
});

test('with latency an answer waits for its time', async () => {
  faults.faults.setLatency(2_000);
  const answer = post('/echo/1', 'x');
  await slept.promise;
  clock.advance(1_999);
  expect(heard).toEqual([]);
  clock.advance(1);
  expect((await answer).status).toBe(200);
  expect(heard).toHaveLength(1);
});
