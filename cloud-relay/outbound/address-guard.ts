import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';

/** Where a connection's calls may go: the public internet, or for a simulator this machine alone. */
export type Reach = 'internet' | 'loopback';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name; rejects when it has none. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** An address that the relay must not talk to; nothing was sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Ranges that are not the public internet: private, loopback, link-local with the clouds' metadata
 * services, carrier NAT, documentation, multicast, and the IPv6 forms that carry an IPv4 address inside.
 *
 * @source IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates);
 *   168.63.129.16 is Azure's wire server
 */
const closedRanges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const loopbackRanges: readonly (readonly [string, number])[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
];

const lists = { internet: blockLists(closedRanges), loopback: blockLists(loopbackRanges) };

/** @param address an IPv4 or IPv6 address in text form, without brackets */
export function isReachable(address: string, reach: Reach): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const isListed =
    family === 4 ? lists[reach].v4.check(address) : lists[reach].v6.check(address, 'ipv6');
  return reach === 'loopback' ? isListed : !isListed;
}

/**
 * The `lookup` of a socket: resolves the name, checks every address and hands over only what it checked,
 * so that nothing can change between the check and the connection. A name with one closed address among
 * its open ones is refused whole: that is what a rebinding attack looks like.
 */
export function guardedLookup(reach: Reach, resolve: Resolve): LookupFunction {
  const checked = callbackify(async (hostname: string) => {
    const addresses = await resolve(hostname);
    const [first] = addresses;
    const bad = addresses.find(({ address }) => !isReachable(address, reach));
    if (bad || !first) throw refusal(hostname, bad?.address);
    return { first, all: [...addresses] };
  });
  return (hostname, options, callback) =>
    checked(hostname, (error, found) => {
      if (error) callback(error, '');
      else if (options.all) callback(null, found.all);
      else callback(null, found.first.address, found.first.family);
    });
}

/**
 * Checks what can be checked before anything is opened. A host that is an address is checked here,
 * because a socket looks up names only.
 *
 * @throws AddressRefused
 */
export function checkUrl(url: URL, reach: Reach, allowedOrigins: readonly string[]): void {
  const secure = url.protocol === 'https:';
  if (!secure && !(reach === 'loopback' && url.protocol === 'http:')) {
    throw new AddressRefused(`${url.protocol}// is not allowed`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AddressRefused('the address holds a user name');
  }
  if (!allowedOrigins.some((origin) => URL.parse(origin)?.origin === url.origin)) {
    throw new AddressRefused(`${url.origin} is not an address of this platform`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isReachable(host, reach)) throw refusal(host, host);
}

export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => {
      if (error) reject(error);
      else
        resolve(
          addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
        );
    });
  });

function refusal(hostname: string, address: string | undefined): AddressRefused {
  return new AddressRefused(
    address === undefined ? `${hostname} has no address` : `${hostname} leads to ${address}`,
  );
}

/** One list per family: in a common one `::ffff:0:0/96` would take in every IPv4 address. */
function blockLists(ranges: readonly (readonly [string, number])[]) {
  const v4 = new BlockList();
  const v6 = new BlockList();
  for (const [network, prefix] of ranges) {
    if (isIP(network) === 4) v4.addSubnet(network, prefix);
    else v6.addSubnet(network, prefix, 'ipv6');
  }
  return { v4, v6 };
}
