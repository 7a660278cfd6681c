import { sql } from 'kysely';
import { type Clock, sleep } from '../../src/shared/kit/clock.ts';
import type { RelayStore } from '../database/database.ts';

/** Longer than this a check counts as slow; whoever asks has its answer in time all the same. */
const patienceMs = 40;

export type CheckResult = 'ok' | 'slow' | 'failing';

export interface Health {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly service: 'wasla-relay';
  readonly version: string;
  /** Seconds since the start. */
  readonly uptime: number;
  readonly checks: { readonly database: CheckResult };
}

/** Whether the relay can do its work, within 50 ms whatever is wrong. */
export function createHealth(deps: { store: RelayStore; clock: Clock; version: string }) {
  const startedMs = deps.clock.monotonicMs();
  return async (): Promise<Health> => {
    const database = await checkDatabase(deps);
    const status = { ok: 'healthy', slow: 'degraded', failing: 'unhealthy' } as const;
    return {
      status: status[database],
      service: 'wasla-relay',
      version: deps.version,
      uptime: Math.round((deps.clock.monotonicMs() - startedMs) / 1_000),
      checks: { database },
    };
  };
}

function checkDatabase({
  store,
  clock,
}: {
  store: RelayStore;
  clock: Clock;
}): Promise<CheckResult> {
  const asked = sql`select 1`.execute(store.db).then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  return Promise.race([asked, sleep(clock, patienceMs).then(() => 'slow' as const)]);
}
