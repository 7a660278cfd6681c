import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { coordinate, instant } from './fields.ts';
import { judgeByStatus, originOf, readToken, retryAfterMs, urlOf, wordsOf } from './http-calls.ts';
import { hmac, hmacKeys, indexOfSame, rememberPer, sameText } from './secrets.ts';

describe('times', () => {
  test.each([
    ['2026-04-09T18:30:00Z', '2026-04-09T18:30:00.000Z'],
    ['2026-04-09T18:30:00.125Z', '2026-04-09T18:30:00.125Z'],
    ['2026-04-09T21:30:00+03:00', '2026-04-09T18:30:00.000Z'],
    ['2026-04-09T21:30:00+0300', '2026-04-09T18:30:00.000Z'],
    ['2026-04-09T18:30:00', '2026-04-09T18:30:00.000Z'],
    ['2026-04-09T18:30', '2026-04-09T18:30:00.000Z'],
  ])('%s is %s wherever the relay runs', (written, iso) => {
    expect(instant(written)).toBe(Date.parse(iso));
  });

  test.each(['', '0', '42', '2026', 'tomorrow', '2026-13-01T00:00:00Z', '1950-01-01T00:00:00Z'])(
    '%j is no time',
    (written) => {
      expect(instant(written)).toBeNull();
    },
  );
});

test.each([
  ['31.95', 90, 31.95],
  ['-0.1', 180, -0.1],
  ['', 90, undefined],
  ['91', 90, undefined],
  ['north', 90, undefined],
] as const)('coordinate %j within %i is %j', (written, bound, degrees) => {
  expect(coordinate(written, bound)).toBe(degrees);
});

describe('addresses', () => {
  test('segments cannot change the path', () => {
    expect(urlOf('https://api.example.com/v1/', 'orders', '../a?b#c/d')).toBe(
      'https://api.example.com/v1/orders/..%2Fa%3Fb%23c%2Fd',
    );
  });

  test.each([
    ['https://API.example.com:443/x', 'https://api.example.com'],
    ['http://127.0.0.1:9/x', 'http://127.0.0.1:9'],
    ['https://user:pass@api.example.com/', undefined],
    ['https://api.example.com@evil.example.net/', undefined],
    ['ftp://api.example.com', undefined],
    ['javascript:alert(1)', undefined],
    ['string', undefined],
    ['', undefined],
  ])('the origin of %j is %j', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

describe('answers', () => {
  const response = (status: number, headers = {}, body = '') => ({ status, headers, body });

  test('waiting times that cannot be read are left to us', () => {
    expect(retryAfterMs({ 'retry-after': 'soon' })).toBeUndefined();
    expect(retryAfterMs({})).toBeUndefined();
    expect(judgeByStatus(response(429))).toEqual({ kind: 'retry', detail: '429' });
  });

  test('a waiting time that has passed is none', () => {
    const headers = {
      'retry-after': 'Thu, 09 Apr 2026 18:30:00 GMT',
      date: 'Thu, 09 Apr 2026 18:31:00 GMT',
    };
    expect(retryAfterMs(headers)).toBe(0);
  });

  test('are told in one short line', () => {
    expect(wordsOf(response(500, {}, `<html>\n\n  ${'x'.repeat(900)}`))).toHaveLength(201);
  });

  test('a token without a lifetime is kept for the shortest that is documented', () => {
    const lifetime = (json: string) => readToken(response(200, {}, json)).expiresInMs;
    expect(lifetime('{"access_token":"t"}')).toBe(300_000);
    expect(lifetime('{"access_token":"t","expires_in":-1}')).toBe(300_000);
    expect(lifetime('{"access_token":"t","expires_in":"7200"}')).toBe(7_200_000);
  });
});

describe('secrets', () => {
  test('are the same only letter by letter', () => {
    expect(sameText('secret', 'secret')).toBe(true);
    for (const other of ['', 'secre', 'secret ', 'Secret', 'secret\u0000'])
      expect(sameText(other, 'secret')).toBe(false);
    expect(indexOfSame('b', ['a', 'b'])).toBe(1);
    expect(indexOfSame('c', ['a', 'b'])).toBe(-1);
    expect(indexOfSame('c', [])).toBe(-1);
  });

  test('are turned into keys once for as long as the list lives', () => {
    const secrets = ['one', 'two'];
    expect(hmacKeys(secrets)).toBe(hmacKeys(secrets));
    expect(hmacKeys(secrets)).not.toBe(hmacKeys([...secrets]));
  });

  test('what was derived is remembered even when it is nothing', () => {
    let times = 0;
    const derive = rememberPer((_owner: object) => {
      times += 1;
    });
    const owner = {};
    derive(owner);
    derive(owner);
    expect(times).toBe(1);
  });

  test('the HMAC of parts is that of the whole', () => {
    const [key] = hmacKeys(['one']);
    if (!key) throw new Error('no key was made');
    const parts = ['a ', new TextEncoder().encode('ب')];
    expect(hmac({ algorithm: 'sha256', key, parts })).toEqual(
      createHmac('sha256', 'one').update('a ب').digest(),
    );
  });
});
