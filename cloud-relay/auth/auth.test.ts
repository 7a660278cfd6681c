import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { dayMs, hourMs, minuteMs } from '../../src/shared/kit/clock.ts';
import { createFakeClock } from '../../src/shared/kit/testing/fake-clock.ts';
import { adminLogin, startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { createAttempts } from './attempts.ts';
import { createPasswords } from './passwords.ts';

let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
});
afterAll(() => relay.stop());

const login = (body: object = adminLogin, headers: Record<string, string> = {}) =>
  relay.inject({ method: 'POST', url: '/api/auth/login', payload: body, headers });
const profile = (headers: Record<string, string>) =>
  relay.inject({ method: 'GET', url: '/api/auth/profile', headers });
const cookieOf = (reply: Awaited<ReturnType<typeof login>>) =>
  String(reply.headers['set-cookie']).split(';')[0] ?? '';

describe('signing in', () => {
  test('gives the page a cookie that no script reads and no other site sends', async () => {
    const reply = await login();
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']).toMatch(/^wasla_session=.*; HttpOnly; SameSite=Strict$/);
    expect((await profile({ cookie: cookieOf(reply) })).json()).toMatchObject({
      success: true,
      data: { user: { email: adminLogin.email, role: 'super_admin' }, companyName: null },
    });
  });

  test('behind https the cookie is secure and bound to its host', async () => {
    const secure = await startTestRelay({ config: { publicUrl: 'https://relay.example' } });
    const reply = await secure.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: adminLogin,
    });
    expect(reply.headers['set-cookie']).toMatch(/^__Host-wasla_session=.*; Path=\/; .*Secure/);
    await secure.stop();
  });

  test('gives scripts the same token as a bearer', async () => {
    const { token } = (await relay.call(consoleApi.login, adminLogin)).data;
    expect((await profile({ authorization: `Bearer ${token}` })).statusCode).toBe(200);
  });

  test('takes the e-mail in any case', async () => {
    expect((await login({ ...adminLogin, email: 'ADMIN@Wasla.Example' })).statusCode).toBe(200);
  });

  test('says the same for a wrong password and for nobody, and never the password', async () => {
    const wrong = await login({ ...adminLogin, password: 'not this one' });
    const nobody = await login({ email: 'nobody@wasla.example', password: 'not this one' });
    expect(wrong.statusCode).toBe(401);
    expect({ ...wrong.json(), timestamp: '' }).toEqual({ ...nobody.json(), timestamp: '' });
    expect(wrong.body).not.toContain('not this one');
  });

  test('leaves neither the token nor the password in the database', async () => {
    const { token } = (await relay.call(consoleApi.login, adminLogin)).data;
    const rows = [
      ...(await relay.store.db.selectFrom('sessions').selectAll().execute()),
      ...(await relay.store.db.selectFrom('users').selectAll().execute()),
    ];
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(adminLogin.password);
    expect(JSON.stringify(rows)).toContain('$argon2id$');
  });
});

describe('a session', () => {
  test('ends with the logout, wherever its token still is', async () => {
    const cookie = cookieOf(await login());
    const reply = await relay.inject({
      method: 'POST',
      url: '/api/auth/logout',
      headers: { cookie },
      payload: {},
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']).toMatch(/^wasla_session=;/);
    expect((await profile({ cookie })).statusCode).toBe(401);
  });

  test('lives on while it is used, and the cookie with it', async () => {
    const cookie = cookieOf(await login());
    relay.clock.advance(6 * dayMs);
    const used = await profile({ cookie });
    expect(used.statusCode).toBe(200);
    expect(used.headers['set-cookie']).toContain(cookie);
    relay.clock.advance(6 * dayMs);
    expect((await profile({ cookie })).statusCode).toBe(200);
    expect((await profile({ cookie })).headers['set-cookie']).toBeUndefined();
  });

  test('is over after a week without use', async () => {
    const cookie = cookieOf(await login());
    relay.clock.advance(7 * dayMs);
    expect((await profile({ cookie })).statusCode).toBe(401);
  });

  test('is over after a month, however busy it was', async () => {
    const cookie = cookieOf(await login());
    const answers: number[] = [];
    for (let day = 0; day < 31; day += 1) {
      answers.push((await profile({ cookie })).statusCode);
      relay.clock.advance(dayMs);
    }
    expect(answers.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(answers[30]).toBe(401);
  });

  test.each(['', 'Bearer', 'Bearer x', `Bearer ${'a'.repeat(43)}`, 'Basic YTpi'])(
    'is not begun by %j',
    async (authorization) => {
      expect((await profile({ authorization })).statusCode).toBe(401);
    },
  );
});

describe('forged calls', () => {
  test.each([
    ['of another page', { origin: 'https://evil.example' }, 403],
    ['of a sandboxed page', { origin: 'null' }, 403],
    ['that are a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['that are plain text', { 'content-type': 'text/plain' }, 415],
  ])('%s are refused even with the cookie', async (_what, headers, status) => {
    const cookie = cookieOf(await login());
    const reply = await relay.inject({
      method: 'POST',
      url: '/api/companies',
      headers: { 'content-type': 'application/json', cookie, ...headers },
      payload: JSON.stringify({ name: 'Forged', country: 'JO', currency: 'JOD' }),
    });
    expect(reply.statusCode).toBe(status);
    const companies = await relay.store.db.selectFrom('companies').selectAll().execute();
    expect(companies.map(({ name }) => name)).not.toContain('Forged');
  });

  test('our own page is not taken for one of them', async () => {
    const cookie = cookieOf(await login());
    const reply = await relay.inject({
      method: 'POST',
      url: '/api/companies',
      headers: { cookie, origin: relay.url, host: new URL(relay.url).host },
      payload: { name: 'Honest', country: 'JO', currency: 'JOD' },
    });
    expect(reply.statusCode).toBe(200);
  });
});

describe('guessing', () => {
  const guess = (server: TestRelay, email: string, remoteAddress: string, password = 'wrong') =>
    server.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: { email, password },
      remoteAddress,
    });

  test('is stopped at its address and locks nobody else out', async () => {
    const server = await startTestRelay();
    const { email, password } = adminLogin;
    const guesses = Array.from({ length: 20 }, () => guess(server, email, '203.0.113.7'));
    const statuses = (await Promise.all(guesses)).map((reply) => reply.statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const blocked = await guess(server, email, '203.0.113.7', password);
    expect(blocked.statusCode).toBe(429);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(800);
    expect((await guess(server, email, '198.51.100.4', password)).statusCode).toBe(200);
    server.clock.advance(15 * minuteMs);
    expect((await guess(server, email, '203.0.113.7', password)).statusCode).toBe(200);
    await server.stop();
  });

  test('many accounts from one address is guessing too', () => {
    const clock = createFakeClock();
    const attempts = createAttempts(clock);
    for (let n = 0; n < 30; n += 1) attempts.begun(`user-${n}@x.example`, '203.0.113.7');
    expect(attempts.waitMs('new@x.example', '203.0.113.7')).toBeGreaterThan(0);
    expect(attempts.waitMs('new@x.example', '203.0.113.8')).toBe(0);
  });

  test.each([
    ['2001:db8:1:2::7', '2001:db8:1:2:ffff:ffff:ffff:9', true],
    ['2001:db8:1:2::7', '2001:db8:1:3::7', false],
    ['2001:db8::7', '2001:db8::1:0:0:0:9', false],
    ['::1', '::2', true],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.8', false],
    ['203.0.113.7', '203.0.113.8', false],
  ])('%s and %s are one guesser: %s', (one, other, same) => {
    const attempts = createAttempts(createFakeClock());
    for (let n = 0; n < 5; n += 1) attempts.begun('a@x.example', one);
    expect(attempts.waitMs('a@x.example', other) > 0).toBe(same);
  });

  test('a right password takes its own try back', () => {
    const attempts = createAttempts(createFakeClock());
    for (let n = 0; n < 200; n += 1) {
      attempts.begun('a@x.example', '203.0.113.7');
      attempts.succeeded('a@x.example', '203.0.113.7');
    }
    expect(attempts.waitMs('a@x.example', '203.0.113.7')).toBe(0);
  });

  test('a flood of addresses does not fill the memory, and old counts are forgotten', () => {
    const clock = createFakeClock();
    const attempts = createAttempts(clock);
    for (let n = 0; n < 5; n += 1) attempts.begun('a@x.example', '203.0.113.7');
    for (let n = 0; n < 20_000; n += 1)
      attempts.begun('a@x.example', `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(attempts.waitMs('a@x.example', '203.0.113.7')).toBe(0);
    clock.advance(hourMs);
  });
});

describe('passwords', () => {
  test('more at once than there are places wait their turn and all get their answer', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('right one');
    const answers = await Promise.all(
      ['right one', 'wrong', 'right one', 'wrong', 'right one'].map((password) =>
        passwords.isRight(password, stored),
      ),
    );
    expect(answers).toEqual([true, false, true, false, true]);
  });

  test('nobody has no password that fits', async () => {
    expect(await createPasswords().isRight('', undefined)).toBe(false);
  });
});
