import { io, type Socket } from 'socket.io-client';
import {
  BatchReply,
  branchSocketPath,
  Challenge,
  challengeText,
  protocolVersion,
  SessionReady,
  SessionRefused,
  type BranchReport,
  type BranchToRelayEvents,
  type ChallengeReply,
  type RelayToBranchEvents,
} from '../../../shared/contract/relay.ts';
import { secondMs, type Clock } from '../../../shared/kit/clock.ts';
import { fullJitterMs } from '../../../shared/kit/backoff.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Random } from '../../../shared/kit/random.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { beginDownEpoch, getCursors, markCopied, markUpSent } from './cursors-repo.ts';
import type { Device, DeviceKey } from './device.ts';
import { planSession } from './session-plan.ts';
import { acknowledgeUp, listUnacknowledged, reachesBackTo, restartUpLog } from './up-log.ts';

/** What the client tells the link about itself. */
export interface RelayEvents {
  connecting(): void;
  connected(ready: SessionReady): void;
  /** The wait until the next try is the client's business; this is for the screen. */
  offline(): void;
  refused(code: string): void;
  /** The relay has taken a batch of the up log. */
  acknowledged(): void;
  /** Applies a batch durably and returns the cursor; a throw leaves it unacknowledged. */
  batch(raw: unknown): BatchReply;
}

export interface RelayClientDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly appVersion: string;
  /** This database is an old copy: what it means to do may have been done in the life that was lost. */
  copyNoticed(tx: Tx): void;
  /** The relay may not have what is said once and stands until it is said otherwise: it is said again. */
  sayStanding(tx: Tx): void;
}

const reconnect = { firstMs: 500, maxMs: 5 * secondMs, randomization: 0.5 } as const;
/** A refusal needs a person, so there is no hurry to ask again. */
const refusedWaitMs = 30 * secondMs;
const acknowledgeTimeoutMs = 15 * secondMs;

/** One socket to the relay that comes back for ever. Losing it loses nothing: the logs are in the database. */
export class RelayClient {
  readonly #deps: RelayClientDeps;
  readonly #events: RelayEvents;
  readonly #socket: Socket<RelayToBranchEvents, BranchToRelayEvents>;
  /** Counts sessions, so that what belongs to an old one stops; 0 while there is none. */
  #session = 0;
  #sessions = 0;
  #sending = false;
  #refused = false;
  /** Connections that ended badly since the last batch that went through. */
  #troubles = 0;
  #told = '';
  #cancelWait: () => void = () => undefined;

  constructor(deps: RelayClientDeps, device: Device, key: DeviceKey, events: RelayEvents) {
    this.#deps = deps;
    this.#events = events;
    // Only the origin: the library takes a path for a namespace.
    this.#socket = io(new URL(device.relayUrl).origin, {
      path: branchSocketPath,
      transports: ['websocket'],
      reconnectionDelay: reconnect.firstMs,
      reconnectionDelayMax: reconnect.maxMs,
      randomizationFactor: reconnect.randomization,
      forceNew: true,
    });
    this.#socket.on('session.challenge', (raw, acknowledge) =>
      this.#orComeBack('answer the challenge', () => {
        const { nonce } = Challenge.parse(raw);
        acknowledge(answerChallenge(deps, device, key, nonce));
      }),
    );
    this.#followConnection();
    this.#followSession();
  }

  /** Sends what the up log holds, one batch in flight. */
  wake(): void {
    void this.#sendUp();
  }

  /** How the branch is; sent only when it differs from what was last told in this session. */
  report(report: BranchReport): void {
    const text = JSON.stringify(report);
    if (this.#session === 0 || text === this.#told) return;
    this.#told = text;
    this.#socket.emit('branch.report', report);
  }

  close(): void {
    this.#session = 0;
    this.#cancelWait();
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  #followConnection(): void {
    this.#socket.on('connect', () => {
      this.#refused = false;
      this.#events.connecting();
    });
    this.#socket.on('connect_error', (error) => {
      this.#deps.logger.debug({ error: error.message }, 'the relay cannot be reached');
      this.#events.offline();
    });
    this.#socket.on('disconnect', (reason) => {
      this.#session = 0;
      if (this.#refused) return;
      this.#events.offline();
      // The library comes back by itself unless one of the two sides ended the connection on purpose.
      if (reason === 'io server disconnect') this.#comeBack();
    });
  }

  #followSession(): void {
    this.#socket.on('session.refused', (raw) => {
      const parsed = SessionRefused.safeParse(raw);
      this.#refused = true;
      this.#events.refused(parsed.success ? parsed.data.code : 'unknown');
      this.#comeBackAfter(refusedWaitMs);
    });
    this.#socket.on('session.ready', (raw) =>
      this.#orComeBack('begin a session', () => this.#begin(SessionReady.parse(raw))),
    );
    this.#socket.on('down.batch', (raw, acknowledge) =>
      this.#orComeBack('store a batch', () => {
        acknowledge(this.#events.batch(raw));
        this.#troubles = 0;
      }),
    );
  }

  /** What cannot be done now, on a full disk for example, is said again by the relay in the next session. */
  #orComeBack(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#deps.logger.error(errorFields(error), `could not ${what}`);
      this.#comeBack();
    }
  }

  #begin(ready: SessionReady): void {
    if (!beginSession(this.#deps, ready)) {
      // The handshake names the epoch, so a new one needs a new handshake.
      this.#socket.disconnect().connect();
      return;
    }
    this.#session = ++this.#sessions;
    this.#told = '';
    this.#events.connected(ready);
    void this.#sendUp();
  }

  /** Later and later while connections bring nothing; spread, because the relay may have dropped everybody. */
  #comeBack(): void {
    this.#troubles += 1;
    this.#comeBackAfter(fullJitterMs(reconnect, this.#troubles, this.#deps.random));
  }

  #comeBackAfter(delayMs: number): void {
    this.#session = 0;
    this.#cancelWait();
    this.#socket.disconnect();
    this.#cancelWait = this.#deps.clock.after(delayMs, () => this.#socket.connect());
  }

  async #sendUp(): Promise<void> {
    const mine = this.#session;
    if (this.#sending || mine === 0) return;
    this.#sending = true;
    try {
      while (mine === this.#session && (await this.#sendBatch(mine))) {
        // Goes on until the log is empty or the session has ended.
      }
    } catch (error) {
      this.#deps.logger.warn(errorFields(error), 'the relay did not take a batch');
      if (mine === this.#session) this.#comeBack();
    } finally {
      this.#sending = false;
    }
    if (mine !== this.#session) void this.#sendUp();
  }

  /** @returns false when there was nothing to send or the session ended meanwhile */
  async #sendBatch(mine: number): Promise<boolean> {
    const { db, clock } = this.#deps;
    const batch = listUnacknowledged(db);
    const last = batch.at(-1);
    if (!last) return false;
    const epoch = getCursors(db).branchEpoch;
    transact(db, (tx) => markUpSent(tx, last.seq));
    const answer: unknown = await this.#socket
      .timeout(acknowledgeTimeoutMs)
      .emitWithAck('up.batch', { epoch, events: batch });
    if (mine !== this.#session) return false;
    const { cursor } = checkReply(BatchReply.parse(answer), epoch, batch[0]?.seq ?? 0, last.seq);
    transact(db, (tx) => acknowledgeUp(tx, cursor, clock.now()));
    this.#events.acknowledged();
    this.#troubles = 0;
    return true;
  }
}

/** A reply that makes no progress would be asked for again at once and for ever. */
function checkReply(reply: BatchReply, epoch: string, first: number, last: number): BatchReply {
  if (reply.epoch !== epoch || reply.cursor < first || reply.cursor > last) {
    throw new Error(`sent ${first} to ${last}, the relay is at ${reply.cursor} of ${reply.epoch}`);
  }
  return reply;
}

function answerChallenge(
  { db, appVersion }: RelayClientDeps,
  device: Device,
  key: DeviceKey,
  nonce: string,
): ChallengeReply {
  const cursors = getCursors(db);
  return {
    protocol: protocolVersion,
    deviceId: device.deviceId,
    signature: key.sign(challengeText(device.deviceId, nonce)),
    appVersion,
    branchEpoch: cursors.branchEpoch,
    upHead: cursors.upHead,
    downEpoch: cursors.downEpoch,
    downCursor: cursors.downCursor,
  };
}

/** @returns false when the up log had to begin a new epoch and the session must be opened again */
function beginSession(deps: RelayClientDeps, ready: SessionReady): boolean {
  const { db, clock, ids, logger } = deps;
  return transact(db, (tx) => {
    const cursors = getCursors(tx);
    const plan = planSession(ready, cursors, (cursor) => reachesBackTo(tx, cursor));
    if (plan.restartDown) {
      if (cursors.downEpoch !== '') {
        logger.warn({ downEpoch: ready.downEpoch }, "the relay's log has begun a new life");
      }
      beginDownEpoch(tx, ready.downEpoch);
    }
    if (plan.restartUp) {
      const epoch = ids('epoch');
      logger.warn({ epoch, isCopy: plan.isCopy }, 'the up log begins a new life');
      restartUpLog(tx, epoch, clock.now());
      if (plan.isCopy) {
        markCopied(tx, ready.serverTimeMs);
        deps.copyNoticed(tx);
      }
      deps.sayStanding(tx);
      return false;
    }
    acknowledgeUp(tx, ready.upCursor, clock.now());
    return true;
  });
}
