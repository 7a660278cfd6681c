import { describe, expect, test } from 'vitest';
import {
  capped,
  maskBody,
  maskUrl,
  personal,
  redactorOf,
  removed,
  secretsIn,
  secretsInHeaders,
} from './redact.ts';

describe('a known secret', () => {
  const secret = 'p@ss "w/ord"+1';
  const redact = redactorOf([secret]);

  test.each([
    ['as it is', secret],
    ['in an address', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in small letters of an address', encodeURIComponent(secret).toLowerCase()],
  ])('is taken out %s', (_where, spelling) => {
    expect(redact(`before ${spelling} after`)).not.toContain(spelling);
    expect(redact(`before ${spelling} after`)).toContain(removed);
  });

  test('is found however deep the credentials hold it', () => {
    expect(secretsIn({ login: { keys: ['one', { two: 'two' }] }, pin: 123456 })).toEqual([
      'one',
      'two',
      '123456',
    ]);
  });

  test('is found in headers, without its scheme and with both halves of Basic', () => {
    const basic = `Basic ${Buffer.from('client:hunter22').toString('base64')}`;
    const found = secretsInHeaders({ Authorization: basic, 'X-Api-Key': 'key-1', Accept: '*/*' });
    expect(found).toEqual(expect.arrayContaining([basic, 'hunter22', 'client', 'key-1']));
    expect(found).not.toContain('*/*');
  });
});

describe('a body', () => {
  test('of JSON loses secrets and people by their keys and keeps its numbers as written', () => {
    const body = `{"access_token":"abc","expires_in":300,"price":12.500,
      "customer":{"name":"Rana"},"order":{"phoneNumber":"0791","items":[{"name":"Falafel"}]}}`;
    expect(JSON.parse(maskBody(body))).toEqual({
      access_token: removed,
      expires_in: 300,
      price: 12.5,
      customer: personal,
      order: { phoneNumber: personal, items: [{ name: 'Falafel' }] },
    });
    expect(maskBody(body)).toContain('12.500');
  });

  test('of a form loses them, too', () => {
    expect(maskBody('username=us&password=x%20y&grant_type=client_credentials')).toBe(
      `username=us&password=${removed}&grant_type=client_credentials`,
    );
  });

  test('of neither kind stays as it is', () => {
    expect(maskBody('<html>a=b</html>')).toBe('<html>a=b</html>');
    expect(maskBody('{"broken":')).toBe('{"broken":');
  });

  test('that is long is cut between characters and says how long it was', () => {
    expect(capped('سلام', 5)).toBe('سل… [8 bytes in all]');
    expect(capped('short', 5)).toBe('short');
  });
});

test('an address loses the secrets of its query', () => {
  expect(maskUrl('https://x.example/a?api_key=1&page=2')).toBe(
    `https://x.example/a?api_key=${removed}&page=2`,
  );
  expect(maskUrl('https://x.example/a')).toBe('https://x.example/a');
});
