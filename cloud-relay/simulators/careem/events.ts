import { createHmac } from 'node:crypto';
import { secondMs } from '../../../src/shared/kit/clock.ts';
import type { Delivery } from '../engine/deliver.ts';
import type { Engine, SimulatorOptions } from '../engine/engine.ts';
import type { Entry } from '../engine/order-book.ts';
import { careemTime } from './build-order.ts';
import type { CareemCredentials } from './credentials.ts';
import type { CareemOrder, CareemStatus } from './wire.ts';

export interface CareemOptions extends SimulatorOptions<CareemCredentials> {
  /** `pos` is the documented POS API; `hub` the flat signed payload that some integrations expect. */
  readonly format?: 'pos' | 'hub';
  /** Careem publishes no limit, so by default it waits for ever. */
  readonly answerWithinMs?: number;
  /** Documented only as "too often"; default 10 a minute. */
  readonly loginsPerMinute?: number;
}

export interface CareemOwn {
  /** The order as Careem has it now. */
  details: CareemOrder;
  delayed: boolean;
}

export type CareemEntry = Entry<CareemOwn>;

export interface Careem {
  readonly engine: Engine<CareemOwn>;
  readonly options: CareemOptions;
}

/** Delivers ORDER_CREATED; the relay has the order once it answers 200. */
export function announce(careem: Careem, entry: CareemEntry): Promise<void> {
  return careem.engine.deliver(entry, webhook(careem, 'ORDER_CREATED', entry.order.body));
}

/** Sends ORDER_STATUS_UPDATED, also for states that the relay itself brought about. */
export async function tell(
  careem: Careem,
  entry: CareemEntry,
  status: CareemStatus,
  change: Partial<CareemOrder> = {},
): Promise<void> {
  const { engine, options } = careem;
  const updated_at = careemTime(engine.clock.now());
  const details: CareemOrder = { ...entry.own.details, ...change, status, updated_at };
  entry.own.details = details;
  const { id, branch, captain, cancellation_reason } = details;
  const body =
    options.format === 'hub'
      ? { ...(JSON.parse(entry.order.body) as object), status }
      : {
          event_type: 'ORDER_STATUS_UPDATED',
          details: {
            id,
            status,
            branch: { id: branch.id, brand_id: branch.brand_id },
            captain,
            cancellation_reason,
            updated_at,
          },
        };
  await engine.deliver(entry, webhook(careem, 'ORDER_STATUS_UPDATED', JSON.stringify(body)));
}

function webhook({ options }: Careem, event: string, body: string): Delivery {
  return {
    event,
    announcesOrder: event === 'ORDER_CREATED',
    request: () => ({
      method: 'POST',
      url: options.relayUrl,
      headers: headersOf(options, body),
      body,
    }),
    judge: (answer) => (answer?.status === 200 ? 'done' : 'retry'),
    waitMs: retryWaitMs,
    wanted: () => true,
  };
}

/** Five deliveries in all. Careem does not say how far apart: 10 s, doubling. */
function retryWaitMs(failures: number): number | null {
  return failures > 4 ? null : 10 * secondMs * 2 ** (failures - 1);
}

function headersOf(options: CareemOptions, body: string): Record<string, string> {
  const { webhookKey, hubSecret, merchantId } = options.credentials;
  const json = { 'content-type': 'application/json' };
  if (options.format !== 'hub') return { ...json, 'x-careem-api-key': webhookKey };
  return {
    ...json,
    'x-careem-signature': signHubBody(hubSecret ?? '', body),
    'x-merchant-id': merchantId ?? options.credentials.brandId,
  };
}

/** Lower-case hex HMAC-SHA256 over the raw body. */
export function signHubBody(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
