import type { NetworkInterfaceInfo } from 'node:os';
import { isPrivate, networkOf, sizeOf, toAddress, toNumber } from './ipv4.ts';

/** A piece of a subnet this computer is in. */
export interface ScanRange {
  readonly interfaceName: string;
  /** First address of the network, which is no host's own. */
  readonly network: string;
  readonly prefix: number;
  /** Not asked: this computer's own. */
  readonly ownAddresses: readonly string[];
}

/** Something that is not searched, or not wholly. */
export interface ScanNote {
  readonly interfaceName: string;
  /** `192.168.0.0/16` */
  readonly subnet: string;
  /**
   * `cut`: larger than is searched, only the part around the own address is; `left_out`: the search is large enough already;
   * `not_private`: addresses that may belong to strangers; `virtual`: leads to programs of this computer, not to a cable.
   */
  readonly kind: 'cut' | 'left_out' | 'not_private' | 'virtual';
}

export interface ScanPlan {
  readonly ranges: readonly ScanRange[];
  readonly notes: readonly ScanNote[];
}

/** 1,024 addresses. */
const widestPrefix = 22;
const maxAddresses = 4_096;
/** A point-to-point link has nobody to look for. */
const narrowestPrefix = 30;

/** Bridges of containers and virtual machines, and tunnels. */
const virtualNames =
  /^(br-|bridge1\d\d|cni|docker|flannel|ham|lxc|lxd|podman|ppp|tailscale|tap|tun|utun|vboxnet|veth|vethernet|virbr|vmnet|wg|zt)/i;

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

interface Subnet {
  readonly interfaceName: string;
  readonly own: number;
  readonly prefix: number;
}

/** What to search for printers: the own private subnets and never more, each no wider than a restaurant needs. */
export function planScan(interfaces: Interfaces): ScanPlan {
  const subnets = ownSubnets(interfaces);
  const ownAddresses = subnets.map(({ own }) => toAddress(own));
  const ranges: ScanRange[] = [];
  const notes: ScanNote[] = [];
  let addresses = 0;
  for (const { interfaceName, own, prefix } of subnets) {
    const subnet = `${toAddress(networkOf(own, prefix))}/${prefix}`;
    const note = (kind: ScanNote['kind']) => notes.push({ interfaceName, subnet, kind });
    const searched = Math.max(prefix, widestPrefix);
    const network = toAddress(networkOf(own, searched));
    if (prefix > narrowestPrefix || ranges.some((range) => range.network === network)) continue;
    if (virtualNames.test(interfaceName)) note('virtual');
    else if (!isPrivate(own)) note('not_private');
    else if (addresses + sizeOf(searched) > maxAddresses) note('left_out');
    else {
      if (searched !== prefix) note('cut');
      addresses += sizeOf(searched);
      ranges.push({ interfaceName, network, prefix: searched, ownAddresses });
    }
  }
  return { ranges, notes };
}

function ownSubnets(interfaces: Interfaces): Subnet[] {
  return Object.entries(interfaces).flatMap(([interfaceName, infos = []]) =>
    infos.flatMap(({ address, netmask, internal, family }) => {
      const own = family === 'IPv4' && !internal ? toNumber(address) : undefined;
      const mask = toNumber(netmask);
      return own === undefined || mask === undefined
        ? []
        : [{ interfaceName, own, prefix: mask.toString(2).replaceAll('0', '').length }];
    }),
  );
}

/** The hosts of a range: without the network's own name, its broadcast address and this computer. */
export function hostsOf({ network, prefix, ownAddresses }: ScanRange): string[] {
  const first = toNumber(network) ?? 0;
  const hosts = Array.from({ length: Math.max(0, sizeOf(prefix) - 2) }, (_, at) =>
    toAddress(first + 1 + at),
  );
  return hosts.filter((host) => !ownAddresses.includes(host));
}
