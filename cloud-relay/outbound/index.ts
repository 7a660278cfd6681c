/** What the relay tells the platforms: a durable queue, worked off with care for each platform's limits. */
import type { BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import type { RelayDeps } from '../deps.ts';
import type { RelayMetrics } from '../ops/metrics.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createAttempt } from './attempt.ts';
import { type BreakerView, createBreakers } from './breakers.ts';
import type { DueCall } from './due-call.ts';
import { createFetchToken } from './fetch-token.ts';
import { createHandleCall } from './handle-call.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { createPerformCall } from './perform-call.ts';
import { createPlatformCalls } from './platform-calls.ts';
import { countQueued, findStatus, markSent } from './queue.ts';
import { createRateWindows } from './rate-windows.ts';
import type { Settlement } from './settle.ts';
import { createQueueWorker, type QueueWorker } from './worker.ts';

export type { BreakerView } from './breakers.ts';
export { enqueueAction, type NewCall } from './queue.ts';

export interface OutboundOptions extends RelayDeps {
  readonly store: RelayStore;
  readonly connections: Pick<ConnectionDirectory, 'get'>;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  readonly metrics: RelayMetrics;
  /** Time-outs and name resolution, for tests. */
  readonly http?: Omit<HttpClientOptions, 'clock'>;
}

export interface OutboundWorker extends QueueWorker {
  /** Breakers that have been used since the start. */
  breakers(): BreakerView[];
}

/** The queue's worker with everything it needs to call the platforms. */
export function createOutboundWorker(options: OutboundOptions): OutboundWorker {
  const { adapters, clock, connections, logger, metrics, store } = options;
  const http = createHttpClient({ clock, ...options.http });
  const calls = createPlatformCalls({ http, store, clock, logger });
  const fetchToken = createFetchToken({ adapters, calls, clock });
  const tokens = createAccessTokens({ clock, fetchToken });
  const statusOf = (orderId: string) => findStatus(store.db, orderId);
  const attempt = createAttempt({
    clock,
    logger,
    tokens,
    calls,
    statusOf,
    markSent: (callId) => markSent(store.db, callId, clock.now()),
  });
  const onChange = (breaker: BreakerView) => logger.warn(breaker, 'breaker changed');
  const breakers = createBreakers({ clock, onChange });
  const rates = createRateWindows(clock);
  const perform = createPerformCall({
    clock,
    logger,
    adapters,
    connections,
    breakers,
    rates,
    attempt,
  });
  const onSettled = countInto(metrics);
  const handle = createHandleCall({ ...options, perform, onSettled });
  const worker = createQueueWorker({ store, clock, logger, handle });

  metrics.beforeScrape(async () => {
    metrics.outboundQueueSize.set(await countQueued(store.db));
    showBreakers(metrics, breakers.list());
  });
  return {
    ...worker,
    breakers: () => breakers.list(),
    async stop() {
      await worker.stop();
      http.close();
    },
  };
}

function countInto({ outboundCalls, outboundDuration }: RelayMetrics) {
  return (call: DueCall, { state, attempts }: Settlement, tookMs: number): void => {
    const labels = { provider: call.platform, operation: call.action.action };
    const wasTried = attempts > call.attempts;
    const result = state === 'queued' ? (wasTried ? 'retry' : 'held') : state;
    outboundCalls.inc({ ...labels, result });
    if (wasTried) outboundDuration.observe(labels, tookMs / 1_000);
  };
}

/** Totals by platform and operation: no label names a company. */
function showBreakers({ breakersOpen }: RelayMetrics, breakers: readonly BreakerView[]): void {
  breakersOpen.reset();
  for (const { platform, operation, isHolding } of breakers) {
    breakersOpen.inc({ provider: platform, operation }, isHolding ? 1 : 0);
  }
}
