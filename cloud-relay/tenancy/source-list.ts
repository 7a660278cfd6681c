import { BlockList, isIP, isIPv4 } from 'node:net';

/** Whether a call may come from an address. */
export type SourceList = (address: string) => boolean;

/**
 * Reads a connection's list of networks: `52.208.41.152`, `10.0.0.0/8`, `2001:db8::/32`. An empty list
 * lets every address through; an IPv4 address that arrives inside an IPv6 one is judged as what it is.
 */
export function createSourceList(networks: readonly string[]): SourceList {
  if (networks.length === 0) return () => true;
  // One list per family: a common one would take ::ffff:0:0/96 for every IPv4 address.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    const bits = prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix);
    lists[family].addSubnet(address, bits, family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    if (isIP(plain) === 0) return false;
    const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
    return lists[family].check(plain, family);
  };
}
