import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { secondMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';

export interface LanDoorDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** True while other machines may come in. */
  isOpen(): boolean;
  /** Addresses of this machine in the local network, now. */
  addresses(): readonly string[];
  /** Where the server listens already. */
  own(): { readonly host: string; readonly port: number };
}

/** The way in for other machines of the local network. */
export interface LanDoor extends Part {
  /** Looks whether to listen and where, and resolves once it does; also by itself every few seconds. */
  look(): Promise<void>;
  /** Addresses at which other machines find this one now. */
  addresses(): string[];
  readonly problems: () => { readonly address: string; readonly code: string }[];
  /** True for a call that came in here. */
  hasBrought(request: Pick<IncomingMessage, 'socket'>): boolean;
}

/** A router gives a new address now and then, and a cable is pulled and put back. */
const lookEveryMs = 10 * secondMs;

const everywhere: readonly string[] = ['0.0.0.0', '::'];

/**
 * Listens on each address of the local network beside the server's own, and hands what comes in to the server: the door opens
 * and closes without a restart, and a call from outside is known as one.
 */
export function createLanDoor(server: HttpServer, deps: LanDoorDeps): LanDoor {
  const { logger } = deps;
  const entrances = createEntrances(server, { logger, port: () => deps.own().port });
  let cancel: () => void = () => undefined;
  let looking = Promise.resolve();
  const wanted = () => (deps.isOpen() ? deps.addresses() : []);
  const adjust = () => {
    const { host } = deps.own();
    return entrances.keep(
      everywhere.includes(host) ? [] : wanted().filter((address) => address !== host),
    );
  };
  const look = () => {
    looking = looking.then(adjust).catch((error: unknown) => {
      logger.error(errorFields(error), 'the way in from the network could not be looked after');
    });
    return looking;
  };
  let isStopped = false;
  const again = () => {
    if (!isStopped) cancel = deps.clock.after(lookEveryMs, () => void look().then(again));
  };
  return {
    name: 'lan-door',
    async start() {
      isStopped = false;
      await look();
      again();
    },
    async stop() {
      isStopped = true;
      cancel();
      await looking;
      await entrances.keep([]);
    },
    look,
    addresses() {
      const { host } = deps.own();
      const isThere = (one: string) => entrances.isOpen(one) || one === host;
      return wanted().filter((one) => everywhere.includes(host) || isThere(one));
    },
    problems: entrances.problems,
    hasBrought: entrances.hasBrought,
  };
}

interface Entrance {
  readonly listener: Server;
  readonly sockets: Set<Socket>;
}

interface EntrancesDeps {
  readonly logger: Logger;
  readonly port: () => number;
}

function createEntrances(server: HttpServer, { logger, port }: EntrancesDeps) {
  const entrances = new Map<string, Entrance>();
  const failed = new Map<string, string>();
  const brought = new WeakSet<Socket>();

  const open = async (address: string): Promise<void> => {
    const sockets = new Set<Socket>();
    const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      brought.add(socket);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      server.emit('connection', socket);
    });
    const failure = await listen(listener, address, port());
    if (failure === undefined) {
      entrances.set(address, { listener, sockets });
      failed.delete(address);
      logger.info({ address }, 'the network can come in');
      return;
    }
    if (!failed.has(address)) logger.warn(errorFields(failure), 'the network cannot come in');
    failed.set(address, 'code' in failure ? String(failure.code) : 'unknown');
  };
  const close = (address: string, { listener, sockets }: Entrance) => {
    entrances.delete(address);
    listener.close();
    for (const socket of sockets) socket.destroy();
    logger.info({ address }, 'the network can no longer come in');
  };
  return {
    /** Opens what is missing, closes the rest. An address that fails is tried again the next time. */
    async keep(addresses: readonly string[]): Promise<void> {
      for (const [address, entrance] of entrances) {
        if (!addresses.includes(address)) close(address, entrance);
      }
      for (const address of failed.keys()) if (!addresses.includes(address)) failed.delete(address);
      for (const address of addresses) if (!entrances.has(address)) await open(address);
    },
    isOpen: (address: string) => entrances.has(address),
    problems: () => [...failed].map(([address, code]) => ({ address, code })),
    hasBrought: ({ socket }: Pick<IncomingMessage, 'socket'>) => brought.has(socket),
  };
}

/** @returns what kept it from listening */
function listen(listener: Server, host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    listener.once('error', resolve);
    listener.listen({ host, port }, () => {
      listener.off('error', resolve);
      // Later ones concern single connections that were never made.
      listener.on('error', () => undefined);
      resolve(undefined);
    });
  });
}
