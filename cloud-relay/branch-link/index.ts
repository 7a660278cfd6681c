/** The door through which the branches come: one socket each, both logs over it, presence beside it. */
import type { Server as HttpServer } from 'node:http';
import { protocolVersion } from '../../src/shared/contract/relay.ts';
import { type Clock, secondMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import type { RelayMetrics } from '../ops/metrics.ts';
import { createPacedLoop } from '../outbound/paced-loop.ts';
import { checkLogin, newNonce } from './device-login.ts';
import { listRevoked, markSeen, seenEveryMs } from './devices-repo.ts';
import { createPresence, type Presence } from './presence.ts';
import type { BranchSocket } from './session-deps.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { openSocketServer } from './socket-server.ts';
import { createTurns, type Turns } from './turns.ts';
import { createUnknownSockets } from './unknown-sockets.ts';
import { findOldestUndelivered, listBehind } from './undelivered.ts';

export type { BranchPresence, Presence, PresenceChange } from './presence.ts';

export interface BranchLinkOptions {
  /** The server to answer on, asked for at start. The link never closes it. */
  readonly httpServer: () => HttpServer;
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly wakeups: BranchWakeups;
  readonly outbound: { poke(): void };
  readonly metrics: RelayMetrics;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly limits?: Partial<LinkLimits>;
}

export interface LinkLimits {
  /** How long a socket may take to show its key. */
  readonly loginTimeoutMs: number;
  /** Sockets that have not shown a key yet; more are turned away until some have. */
  readonly mostUnknown: number;
  /** Of those, the ones from one address. */
  readonly mostUnknownPerAddress: number;
  /** How long a branch has to store a batch. */
  readonly acknowledgeTimeoutMs: number;
}

export interface BranchLink extends Part {
  readonly presence: Presence;
  /** Ends the connection of a device that has just been revoked. */
  dropDevice(deviceId: string): void;
}

const defaultLimits: LinkLimits = {
  loginTimeoutMs: 10 * secondMs,
  mostUnknown: 1_000,
  mostUnknownPerAddress: 200,
  acknowledgeTimeoutMs: 30 * secondMs,
};

export function createBranchLink(options: BranchLinkOptions): BranchLink {
  const { store, clock, logger, wakeups } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const unknown = createUnknownSockets({
    most: limits.mostUnknown,
    mostPerAddress: limits.mostUnknownPerAddress,
    trustedProxies: options.trustedProxies,
  });
  const presence = createPresence();
  const turns = createTurns(store);
  const sessions = createSessions({ ...options, ...limits, presence, turns });
  const rounds = createPacedLoop({
    name: 'branch link',
    clock,
    logger,
    async pass() {
      await lookAfter(options, sessions);
      return seenEveryMs;
    },
  });
  let server: { close(): void } | undefined;
  let stopListening = () => undefined as void;
  showInMetrics(options, sessions);

  return {
    name: 'branch link',
    presence,
    dropDevice: (deviceId) => dropDevices(sessions, [deviceId]),
    async start() {
      stopListening = wakeups.onWake((branchId) => sessions.find(branchId)?.wake());
      server = openSocketServer({
        httpServer: options.httpServer(),
        hasRoom: (caller) => unknown.hasRoom(caller),
        onSocket: (socket, caller) => {
          const known = unknown.arrived(caller);
          socket.once('disconnect', known);
          greet({ store, turns, logger, sessions, limits, known }, socket).catch(
            (error: unknown) => {
              logger.error(errorFields(error), 'branch could not be let in');
              socket.disconnect(true);
            },
          );
        },
      });
      rounds.start();
    },
    async stop() {
      stopListening();
      await rounds.stop();
      server?.close();
      server = undefined;
      await sessions.closeAll('the relay stops');
    },
  };
}

interface Doorway {
  readonly store: RelayStore;
  readonly turns: Turns;
  readonly logger: Logger;
  readonly sessions: Sessions;
  readonly limits: LinkLimits;
  /** Called when the socket has shown a key. */
  readonly known: () => void;
}

/** Nothing that a socket says is listened to before it has answered the challenge. */
async function greet(doorway: Doorway, socket: BranchSocket): Promise<void> {
  const { store, turns, logger, sessions, limits, known } = doorway;
  const nonce = newNonce();
  const answer: unknown = await socket
    .timeout(limits.loginTimeoutMs)
    .emitWithAck('session.challenge', { nonce, protocol: protocolVersion })
    .catch(() => undefined);
  if (answer === undefined) {
    socket.disconnect(true);
    return;
  }
  const login = await turns.read(() => checkLogin(store.db, nonce, answer));
  if (login.kind === 'refused') {
    logger.warn({ code: login.code, address: socket.handshake.address }, 'branch refused');
    socket.emit('session.refused', { code: login.code });
    socket.disconnect(true);
    return;
  }
  known();
  await sessions.begin(socket, login.device, login.reply);
}

/** Once a minute: who is there, who may no longer be, and whether a wake-up was missed. */
async function lookAfter({ store, clock }: BranchLinkOptions, sessions: Sessions): Promise<void> {
  const deviceIds = sessions.list().map(({ device }) => device.id);
  await markSeen(store.db, deviceIds, clock.now());
  dropDevices(sessions, await listRevoked(store.db, deviceIds));
  for (const branchId of await listBehind(store.db)) sessions.find(branchId)?.wake();
}

function dropDevices(sessions: Sessions, deviceIds: readonly string[]): void {
  for (const session of sessions.list()) {
    if (deviceIds.includes(session.device.id)) session.revoke();
  }
}

function showInMetrics({ store, clock, metrics }: BranchLinkOptions, sessions: Sessions): void {
  metrics.beforeScrape(async () => {
    metrics.branchesConnected.set(sessions.list().length);
    const oldestAtMs = await findOldestUndelivered(store.db);
    const ageMs = oldestAtMs === undefined ? 0 : Math.max(0, clock.now() - oldestAtMs);
    metrics.oldestUndeliveredAge.set(ageMs / secondMs);
  });
}
