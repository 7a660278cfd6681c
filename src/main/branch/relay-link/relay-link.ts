import { hostname } from 'node:os';
import type { BranchState } from '../../../shared/contract/branch-api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BranchReport, SessionReady } from '../../../shared/contract/relay.ts';
import { fullJitterMs } from '../../../shared/kit/backoff.ts';
import { sleep, type EpochMs } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields } from '../../../shared/kit/logger.ts';
import type { BranchClock } from '../branch-clock.ts';
import { transact } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import {
  findDevice,
  findDeviceKey,
  type KeyFolder,
  getPairingKey,
  keepPairingKey,
  renameBranch,
  saveDevice,
} from './device.ts';
import { countUnreadable, receiveBatch, type ApplyDown } from './down-log.ts';
import { enrol } from './enrol.ts';
import { RelayClient, type RelayClientDeps } from './relay-client.ts';
import { emptyUpLog, waitingUp } from './up-log.ts';

export type RelayStatus = Omit<BranchState['relay'], 'url'>;

export interface RelayLinkDeps extends RelayClientDeps {
  readonly clock: BranchClock;
  readonly signals: Signals;
  readonly keys: KeyFolder;
  /** Address from the configuration; empty for the one of the pairing. */
  readonly relayUrl: string;
  readonly pairingCode: string;
  readonly apply: ApplyDown;
  report(): BranchReport;
}

const pairingBackoff = { firstMs: 2_000, maxMs: 30_000 } as const;

/** The branch's end of the two logs. Works without a relay, which is a state to show and no fault. */
export class RelayLink implements Part {
  readonly name = 'relay link';
  readonly #deps: RelayLinkDeps;
  readonly #stopping = new AbortController();
  #client: RelayClient | undefined;
  #stopListening: () => void = () => undefined;
  #state: RelayStatus['state'] = 'unpaired';
  #sinceMs: EpochMs;

  constructor(deps: RelayLinkDeps) {
    this.#deps = deps;
    this.#sinceMs = deps.clock.now();
  }

  async start(): Promise<void> {
    const { signals } = this.#deps;
    this.#stopListening = signals.subscribe((changes) => {
      if (changes.upLog) this.#client?.wake();
      if (changes.orders || changes.printing) this.#client?.report(this.#deps.report());
    });
    this.#connect();
    if (this.#state === 'unpaired' && this.#deps.pairingCode) void this.#pairAtStart();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stopListening();
    this.#client?.close();
    this.#client = undefined;
  }

  status(): RelayStatus {
    const { waiting, oldestAtMs } = waitingUp(this.#deps.db);
    const unreadableEvents = countUnreadable(this.#deps.db);
    return {
      state: this.#state,
      sinceMs: this.#sinceMs,
      waiting,
      oldestWaitingAtMs: oldestAtMs,
      clockOffsetMs: this.#deps.clock.offsetMs(),
      ...(unreadableEvents > 0 && { unreadableEvents }),
    };
  }

  /** @throws AppError `pairing.no_relay`, `pairing.bad_code`, `pairing.unreachable` */
  async pair(request: { relayUrl?: string | undefined; code: string }): Promise<void> {
    const { db, keys, logger, ids } = this.#deps;
    const relayUrl = request.relayUrl ?? (this.#deps.relayUrl || findDevice(db)?.relayUrl);
    if (!relayUrl) throw new AppError('pairing.no_relay', 'no relay address is known');
    const { publicKey } = getPairingKey(keys);
    const deviceName = hostname().slice(0, 80) || 'branch';
    const reply = await enrol(relayUrl, { code: request.code, publicKey, deviceName });
    transact(db, (tx) => {
      const before = findDevice(tx);
      // What was said belongs to the other branch and must not reach this one's owner.
      const isMoved = before !== undefined && before.branchId !== reply.branchId;
      if (isMoved) emptyUpLog(tx, ids('epoch'));
      saveDevice(tx, { ...reply, relayUrl, publicKey });
      if (isMoved) this.#deps.sayStanding(tx);
    });
    keepPairingKey(keys);
    logger.info({ deviceId: reply.deviceId, branchId: reply.branchId }, 'paired with the relay');
    this.#connect();
  }

  async #pairAtStart(): Promise<void> {
    const { clock, random, logger, pairingCode } = this.#deps;
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted && !this.#client; attempt++) {
      try {
        await this.pair({ code: pairingCode });
      } catch (error) {
        logger.warn(errorFields(error), 'not paired with the relay');
        if (!(error instanceof AppError && error.code === 'pairing.unreachable')) return;
        await sleep(clock, fullJitterMs(pairingBackoff, attempt, random), signal);
      }
    }
  }

  #connect(): void {
    const { db, keys, logger } = this.#deps;
    this.#client?.close();
    this.#client = undefined;
    const device = findDevice(db);
    const key = device && findDeviceKey(keys, device.publicKey);
    if (device && !key) logger.error({ deviceId: device.deviceId }, 'the device key is gone');
    if (!device || !key || this.#stopping.signal.aborted) {
      this.#become('unpaired');
      return;
    }
    this.#become('connecting');
    const relayUrl = this.#deps.relayUrl || device.relayUrl;
    this.#client = new RelayClient(this.#deps, { ...device, relayUrl }, key, {
      connecting: () => this.#state !== 'revoked' && this.#become('connecting'),
      connected: (ready) => this.#connected(ready),
      offline: () => this.#become('offline'),
      refused: (code) => this.#refused(code),
      acknowledged: () => {
        this.#deps.clock.heard();
        this.#deps.signals.raise({ state: true });
      },
      batch: (raw) => {
        this.#deps.clock.heard();
        return receiveBatch(this.#deps, raw, this.#deps.apply);
      },
    });
  }

  #connected(ready: SessionReady): void {
    const { db, clock, signals } = this.#deps;
    clock.compare(ready.serverTimeMs);
    transact(db, (tx) => renameBranch(tx, ready));
    this.#become('connected');
    signals.raise({ state: true });
    this.#client?.report(this.#deps.report());
  }

  #refused(code: string): void {
    this.#deps.logger.error({ code }, 'the relay refuses this device');
    this.#become(code === 'revoked' || code === 'unknown_device' ? 'revoked' : 'offline');
  }

  #become(next: RelayStatus['state']): void {
    if (next !== 'connected') this.#deps.clock.lost();
    if (next === this.#state) return;
    this.#state = next;
    this.#sinceMs = this.#deps.clock.now();
    this.#deps.logger.info({ relay: next }, 'the relay link changed');
    this.#deps.signals.raise({ state: true });
  }
}
