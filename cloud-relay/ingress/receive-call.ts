import { AppError } from '../../src/shared/contract/errors.ts';
import { type Clock, secondMs } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type {
  ConnectionView,
  HttpReply,
  PlatformAdapter,
  RawWebhook,
  Receipt,
  Verification,
} from '../adapters/adapter.ts';
import type { Adapters } from '../deps.ts';
import type { RelayMetrics } from '../ops/metrics.ts';
import { orderIdOf } from '../orders/index.ts';
import { type ConnectionDirectory, isTaken, type LiveConnection } from '../tenancy/connections.ts';
import type { Inbox } from './inbox.ts';
import { madeUpConnection } from './made-up-connection.ts';
import type { CallProcessor } from './process-calls.ts';
import { createRateWindow } from './rate-window.ts';
import { createRefusalLog } from './refusals.ts';
import { isMalformedJson, understand, type Understood } from './understand.ts';

/** One HTTP request to a webhook address. */
export interface Arrival {
  readonly platform: string;
  readonly addressKey: string;
  readonly hook: RawWebhook;
  readonly sourceAddress: string;
}

export interface ReceiverDeps {
  readonly adapters: Adapters;
  readonly connections: ConnectionDirectory;
  readonly inbox: Inbox;
  readonly processor: Pick<CallProcessor, 'offer'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<
    RelayMetrics,
    'webhooksReceived' | 'webhooksProcessed' | 'webhookDuration'
  >;
}

/**
 * From request to reply: who is it, is it true, not too often, on the disk, and only then what does it
 * mean. A reply of 2xx means that the call is durable.
 *
 * @throws AppError `connection.not_found`, `webhook.signature`, `webhook.rate_limited` (with
 *   `details.retryAfterMs`), `webhook.not_stored`, `webhook.payload`
 */
export type Receive = (arrival: Arrival) => Promise<HttpReply>;

/** The platform keeps the call and sends it again; every half minute is often enough for what a person mends. */
const brokenRetryMs = 30 * secondMs;

export function createReceiver(deps: ReceiverDeps): Receive {
  const { adapters, connections, inbox, processor, clock, logger, metrics } = deps;
  const accepted = createRateWindow(clock);
  const refusals = createRefusalLog({ inbox, window: createRateWindow(clock), logger });
  const verify = createVerifier(logger);
  const countersOf = perPlatform((provider) => ({
    received: metrics.webhooksReceived.labels(provider),
    duration: metrics.webhookDuration.labels(provider),
  }));
  const countEnd = (platform: string, status: string) =>
    metrics.webhooksProcessed.inc({ provider: platform, status });

  const admit = (arrival: Arrival, adapter: PlatformAdapter, connection: LiveConnection) => {
    const verification = connection.allows(arrival.sourceAddress)
      ? verify(adapter, arrival.hook, connection.view)
      : notListed;
    if (!verification.ok) {
      refusals.keep({ ...toCall(arrival, connection), verification: verification.why });
      countEnd(adapter.platform, 'refused');
      throw new AppError('webhook.signature', verification.why);
    }
    const retryAfterMs = accepted.take(connection.view.id, connection.rateLimitPerMinute);
    if (retryAfterMs > 0) {
      countEnd(adapter.platform, 'rate_limited');
      throw new AppError('webhook.rate_limited', 'over the limit', { details: { retryAfterMs } });
    }
    return verification.by;
  };

  return async (arrival) => {
    const { platform, hook } = arrival;
    const adapter = Object.hasOwn(adapters, platform) ? adapters[platform] : undefined;
    if (!adapter) throw new AppError('connection.not_found', `no platform ${platform}`);
    const connection = connections.find(platform, arrival.addressKey);
    if (!connection || connection.disabled) {
      verify(adapter, hook);
      throw noConnection(arrival, connections);
    }
    const count = countersOf(platform);
    count.received.inc();
    const startedMs = clock.monotonicMs();
    const verification = admit(arrival, adapter, connection);
    const id = await inbox
      .store({ ...toCall(arrival, connection), verification, state: 'received', note: '' })
      .catch((error: unknown) => {
        countEnd(platform, 'not_stored');
        throw error;
      });
    const understood = understand(adapter, hook, connection);
    processor.offer({ id, connection, receivedAtMs: hook.receivedAtMs, understood });
    count.duration.observe((clock.monotonicMs() - startedMs) / 1_000);
    if (understood.kind === 'unreadable' && isMalformedJson(hook)) {
      throw new AppError('webhook.payload', understood.why);
    }
    return adapter.reply(hook, receiptOf(understood, id), (externalId) =>
      orderIdOf(connection.view.id, externalId),
    );
  };
}

const notListed: Verification = {
  ok: false,
  why: 'the address is not on the list of the connection',
};

function receiptOf(understood: Understood, callId: number): Receipt {
  return understood.kind === 'read'
    ? { kind: 'understood', inbound: understood.inbound }
    : { kind: 'unreadable', callId: String(callId) };
}

/** Nobody's address, or one whose connection somebody has to mend first. */
function noConnection(
  { platform, addressKey }: Arrival,
  connections: ConnectionDirectory,
): AppError {
  const isDisabled = connections.find(platform, addressKey) !== undefined;
  if (isDisabled || !isTaken(connections, platform, addressKey)) {
    return new AppError('connection.not_found', `no connection at this address of ${platform}`);
  }
  const details = { retryAfterMs: brokenRetryMs };
  return new AppError('webhook.not_stored', 'its connection cannot be read', { details });
}

/** Made once: finding a labelled metric costs more than counting in it. */
function perPlatform<T>(make: (platform: string) => T): (platform: string) => T {
  const made = new Map<string, T>();
  return (platform) => {
    const known = made.get(platform) ?? make(platform);
    made.set(platform, known);
    return known;
  };
}

/** Verifies against a connection, or against one that does not exist. An adapter that throws has refused. */
function createVerifier(logger: Logger) {
  const madeUp = new Map<string, ConnectionView>();
  return (adapter: PlatformAdapter, hook: RawWebhook, view?: ConnectionView): Verification => {
    const { platform } = adapter;
    const connection = view ?? madeUp.get(platform) ?? madeUpConnection(adapter);
    if (!view) madeUp.set(platform, connection);
    try {
      return adapter.verify(hook, connection);
    } catch (error) {
      logger.error({ platform, ...errorFields(error) }, 'adapter failed to verify');
      return { ok: false, why: `adapter failed: ${String(error)}` };
    }
  };
}

function toCall({ hook, sourceAddress }: Arrival, connection: LiveConnection) {
  return {
    connectionId: connection.view.id,
    companyId: connection.companyId,
    receivedAtMs: hook.receivedAtMs,
    method: hook.method,
    path: hook.path,
    query: JSON.stringify(hook.query),
    headers: JSON.stringify(hook.headers),
    body: hook.body,
    sourceAddress,
  };
}
