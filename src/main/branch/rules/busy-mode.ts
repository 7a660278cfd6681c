import type { BusyMode, BusySpan } from '../../../shared/contract/rules.ts';
import { minuteMs, type Clock, type EpochMs } from '../../../shared/kit/clock.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { UpLog } from '../relay-link/index.ts';
import type { Signals } from '../signals.ts';
import { deleteBusy, findBusy, findBusyEnd, saveBusy } from './rules-repo.ts';

export interface BusyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly upLog: UpLog;
  /** When the next business day of this branch begins. */
  nextBusinessDayMs(nowMs: EpochMs): EpochMs;
}

export interface BusyWish {
  readonly span: BusySpan;
  readonly extraMinutes: number;
  readonly stopsRules: boolean;
}

/** The hours in which the kitchen needs longer: they are kept, and end by themselves whatever happens meanwhile. */
export class BusyDesk {
  readonly #deps: BusyDeps;

  constructor(deps: BusyDeps) {
    this.#deps = deps;
  }

  read(): BusyMode | null {
    return findBusy(this.#deps.db, this.#deps.clock.now());
  }

  /** Begins, or changes what is on: then it counts from when it began. */
  start({ span, extraMinutes, stopsRules }: BusyWish, by: string): BusyMode {
    const { db, clock, signals } = this.#deps;
    return transact(db, (tx) => {
      const nowMs = clock.now();
      const sinceMs = findBusy(tx, nowMs)?.sinceMs ?? nowMs;
      const untilMs = this.#endOf(span, nowMs);
      const busy = { sinceMs, untilMs, extraMinutes, stopsRules, by };
      saveBusy(tx, busy);
      this.say(tx);
      signals.raise({ rules: true });
      return busy;
    });
  }

  /** Says to the relay how it stands. */
  say(tx: Tx): void {
    const busy = findBusy(tx, this.#deps.clock.now());
    this.#deps.upLog.append(tx, { kind: 'busy.changed', busy });
  }

  end(): void {
    const { db, signals } = this.#deps;
    transact(db, (tx) => {
      if (!deleteBusy(tx)) return;
      this.say(tx);
      signals.raise({ rules: true });
    });
  }

  /** When the one that is on ends, and nothing once it is over: then it is cleared away. */
  endIfOver(): EpochMs | undefined {
    const endMs = findBusyEnd(this.#deps.db);
    if (endMs === undefined || endMs > this.#deps.clock.now()) return endMs;
    this.end();
    return undefined;
  }

  #endOf(span: BusySpan, nowMs: EpochMs): EpochMs {
    return span === 'tomorrow'
      ? this.#deps.nextBusinessDayMs(nowMs)
      : nowMs + span.minutes * minuteMs;
  }
}
