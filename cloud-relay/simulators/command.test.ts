import { describe, expect, test } from 'vitest';
import { parseCommand } from './command.ts';

const noFile = (path: string): string => {
  throw new Error(`${path} was not asked for`);
};
const parse = (line: string, file: (path: string) => string = noFile) =>
  parseCommand(line.split(' '), file);
const url = 'http://127.0.0.1:8080/api/webhooks/talabat/abc';
const talabat = `talabat --url ${url} --secret s3 --store abdoun`;

describe('what was typed', () => {
  test('becomes a command with defaults for the rest', () => {
    expect(parse(`${talabat} --count 3 --rate 0.5 --seed 7 --cash --scheduled`)).toMatchObject({
      platform: 'talabat',
      url,
      credentials: { webhookSecret: 's3', remoteId: 'abdoun', username: 'simulator' },
      count: 3,
      ratePerSecond: 0.5,
      seed: 7,
      wishes: { cash: true, scheduled: true, test: false },
      port: 0,
      waitSeconds: 60,
      stay: false,
    });
  });

  test('leaves cash to chance unless asked for', () => {
    expect(parse(talabat)?.wishes).not.toHaveProperty('cash');
  });

  test('fills the lists of keys of a generic platform', () => {
    const command = parse(
      `generic --url ${url} --store s --secret whsec_AAAA --verify-key whpk_BBBB`,
    );
    expect(command?.credentials).toEqual({
      signingKeys: ['whsec_AAAA'],
      verifyingKeys: ['whpk_BBBB'],
      storeId: 's',
    });
  });

  test('asks for help', () => {
    expect(parse('--help')).toBeNull();
  });
});

describe('the connection file', () => {
  const file = () =>
    JSON.stringify({
      connections: [
        { platform: 'careem', url: 'http://127.0.0.1:1/c', credentials: {} },
        {
          platform: 'talabat',
          url: `${url}/`,
          credentials: {
            webhookSecret: 'stored',
            username: 'u',
            password: 'p',
            remoteId: 'abdoun',
            platformKey: 'HS_SA',
          },
          port: 4711,
        },
      ],
    });

  test('gives address and credentials of the platform', () => {
    expect(parse('talabat --data demo.json', file)).toMatchObject({
      url,
      credentials: { webhookSecret: 'stored', platformKey: 'HS_SA', username: 'u' },
      port: 4711,
    });
  });

  test('yields to flags', () => {
    expect(parse('talabat --data demo.json --secret typed --port 5000', file)).toMatchObject({
      credentials: { webhookSecret: 'typed', remoteId: 'abdoun' },
      port: 5_000,
    });
  });

  test('that holds no such platform, or no JSON, is named', () => {
    expect(() => parse('deliveroo --data demo.json', file)).toThrow(
      '--data demo.json has no connection of deliveroo',
    );
    expect(() => parse('talabat --data demo.json', () => 'nonsense')).toThrow('--data demo.json');
  });
});

test.each([
  ['', 'no simulator plays ""'],
  ['noon', 'no simulator plays "noon"'],
  ['talabat careem', 'one platform too many'],
  ['talabat', '--url or --data'],
  ['talabat --data gone.json', '--data: gone.json'],
  ['talabat --url nowhere', '--url "nowhere"'],
  [`talabat --url ${url}`, '--secret'],
  [`careem --url ${url} --store s`, '--key'],
  [`${talabat} --count many`, '--count'],
  [`${talabat} --count 1.5`, '--count'],
  [`${talabat} --rate 0`, '--rate'],
  [`${talabat} --seed x`, '--seed'],
  [`${talabat} --format xml`, '--format'],
  [`${talabat} --frobnicate`, '--frobnicate'],
  [`deliveroo --url ${url} --secret s --store s --market us`, '--market'],
])('"%s" is refused, naming %s', (line, named) => {
  expect(() => parse(line)).toThrow(named);
});
