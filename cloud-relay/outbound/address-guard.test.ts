import { describe, expect, test } from 'vitest';
import {
  AddressRefused,
  checkUrl,
  guardedLookup,
  isReachable,
  type Reach,
  type ResolvedAddress,
} from './address-guard.ts';

describe('addresses a call may go to', () => {
  test.each([
    '10.1.2.3',
    '100.100.100.200',
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '168.63.129.16',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'not an address',
  ])('the internet does not reach %s', (address) => {
    expect(isReachable(address, 'internet')).toBe(false);
  });

  test.each(['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1'])(
    'the internet reaches %s, which a simulator does not',
    (address) => {
      expect(isReachable(address, 'internet')).toBe(true);
      expect(isReachable(address, 'loopback')).toBe(false);
    },
  );

  test.each(['127.0.0.1', '::1'])('a simulator reaches %s', (address) => {
    expect(isReachable(address, 'loopback')).toBe(true);
  });
});

describe('the address of a call', () => {
  const origins = ['https://api.example', 'http://127.0.0.1:9000'];
  const check = (url: string, reach: Reach = 'internet') => checkUrl(new URL(url), reach, origins);

  test('is taken when its origin is the platform’s', () => {
    expect(() => check('https://api.example/orders/1?x=2')).not.toThrow();
    expect(() => check('http://127.0.0.1:9000/orders', 'loopback')).not.toThrow();
  });

  test.each([
    ['another host', 'https://evil.example/orders'],
    ['another port', 'https://api.example:8443/orders'],
    ['a host that only begins alike', 'https://api.example.evil.example/orders'],
    ['a user name', 'https://api.example@evil.example/'],
    ['a user name before the right host', 'https://me:pw@api.example/'],
    ['no encryption', 'http://api.example/orders'],
    ['this machine', 'http://127.0.0.1:9000/orders'],
    ['another protocol', 'ftp://api.example/orders'],
  ])('is refused with %s', (_what, url) => {
    expect(() => check(url)).toThrow(AddressRefused);
  });

  test.each(['https://127.0.0.1', 'https://2130706433', 'https://0x7f.1', 'https://[::1]'])(
    'is refused when the host is a closed address, written as %s',
    (origin) => {
      expect(() => checkUrl(new URL(`${origin}/x`), 'internet', [origin])).toThrow(/leads to/);
    },
  );
});

describe('looking up a name', () => {
  const look = (addresses: readonly string[], reach: Reach, all: boolean) =>
    new Promise((resolve, reject) => {
      const answers = addresses.map((address): ResolvedAddress => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      const lookup = guardedLookup(reach, () => Promise.resolve(answers));
      lookup('api.example', { all }, (error, address) => {
        if (error) reject(error);
        else resolve(address);
      });
    });

  test('hands over exactly the addresses that were checked', async () => {
    await expect(look(['93.184.216.34'], 'internet', false)).resolves.toBe('93.184.216.34');
    await expect(look(['93.184.216.34', '2606:2800:220:1::1'], 'internet', true)).resolves.toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '2606:2800:220:1::1', family: 6 },
    ]);
  });

  test.each([[['10.0.0.1']], [['93.184.216.34', '169.254.169.254']], [[]]])(
    'refuses a name that leads to %j',
    async (addresses) => {
      await expect(look(addresses, 'internet', true)).rejects.toThrow(AddressRefused);
    },
  );
});
