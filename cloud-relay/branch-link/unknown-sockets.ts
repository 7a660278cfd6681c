import { siteOf } from '../auth/attempts.ts';
import { createSourceList } from '../tenancy/source-list.ts';

/** What a handshake tells of where it comes from. */
export interface Caller {
  readonly remoteAddress: string;
  /** The header `X-Forwarded-For`; empty where there is none. */
  readonly forwardedFor: string;
}

/** Sockets that have not shown a key yet. */
export interface UnknownSockets {
  /** False when there are too many already, in all or from where the caller is. */
  hasRoom(caller: Caller): boolean;
  /** @returns what to call when it has shown its key or is gone; safe to call twice */
  arrived(caller: Caller): () => void;
}

/** So that one place that opens sockets and says nothing does not keep out the branches of all others. */
export function createUnknownSockets(options: {
  readonly most: number;
  readonly mostPerAddress: number;
  /** Networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
}): UnknownSockets {
  const { trustedProxies, most, mostPerAddress } = options;
  const isListed = createSourceList(trustedProxies);
  const isProxy = (address: string) => trustedProxies.length > 0 && isListed(address);
  const counts = new Map<string, number>();
  let all = 0;
  const add = (site: string, change: 1 | -1) => {
    all += change;
    const count = (counts.get(site) ?? 0) + change;
    if (count === 0) counts.delete(site);
    else counts.set(site, count);
  };
  const siteOfCaller = (caller: Caller) => siteOf(addressOf(caller, isProxy));
  return {
    hasRoom: (caller) => all < most && (counts.get(siteOfCaller(caller)) ?? 0) < mostPerAddress,
    arrived(caller) {
      const site = siteOfCaller(caller);
      add(site, 1);
      let isCounted = true;
      return () => {
        if (isCounted) add(site, -1);
        isCounted = false;
      };
    },
  };
}

/** The nearest address that is no proxy of ours: what stands before it anybody may have made up. */
function addressOf(
  { remoteAddress, forwardedFor }: Caller,
  isProxy: (address: string) => boolean,
): string {
  const hops = forwardedFor.split(',').map((hop) => hop.trim());
  let address = remoteAddress;
  while (isProxy(address)) {
    const before = hops.pop();
    if (before === undefined || before === '') break;
    address = before;
  }
  return address;
}
