import { minuteMs, secondMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Delivery } from '../engine/deliver.ts';
import type { Engine, SimulatorOptions } from '../engine/engine.ts';
import type { Entry } from '../engine/order-book.ts';
import { newUuid } from '../engine/uuid.ts';
import { drooTime } from './build-order.ts';
import type { DeliverooCredentials } from './credentials.ts';
import { signDelivery, type separators } from './signature.ts';
import type { DrooOrder, DrooStatus, prepStages, RiderStatus } from './wire.ts';

export interface DeliverooOptions extends SimulatorOptions<DeliverooCredentials> {
  /** Tablet-less, the default: the partner's system accepts. Otherwise it mirrors the site's tablet. */
  readonly tabletless?: boolean;
  /** Signs like the older POS events; their body is not documented, so only the separator differs. */
  readonly separator?: keyof typeof separators;
}

export interface DrooOwn {
  /** The order as Deliveroo has it now; its `status_log` is the source of truth. */
  details: DrooOrder;
  readonly guid: string;
  riderLog: { at: string; status: RiderStatus }[];
  stage: (typeof prepStages)[number] | null;
  /** Tablet mode: the partner confirms by this time; null before acceptance and after the answer. */
  syncBy: EpochMs | null;
  syncMissed: boolean;
}

export type DrooEntry = Entry<DrooOwn>;

export interface Droo {
  readonly engine: Engine<DrooOwn>;
  readonly options: DeliverooOptions;
}

/** Delivers `order.new`; the relay has the order once it answers 200. */
export function announce({ engine, options }: Droo, entry: DrooEntry): Promise<void> {
  const event = { name: 'order.new', guid: entry.own.guid, body: entry.order.body };
  return engine.deliver(entry, { ...webhook(options, entry, event), announcesOrder: true });
}

/** Moves the order on in Deliveroo's own log and tells it with `order.status_update`. */
export async function update(droo: Droo, entry: DrooEntry, status: DrooStatus): Promise<void> {
  const { own } = entry;
  const at = drooTime(droo.engine.clock.now());
  own.details = {
    ...own.details,
    status,
    status_log: [...own.details.status_log, { at, status }],
  };
  await send(droo, entry, 'order.status_update', { order: own.details });
}

/** Tells the rider's steps so far with `rider.status_update`. */
export async function tellRider(
  droo: Droo,
  entry: DrooEntry,
  steps: readonly RiderStatus[],
): Promise<void> {
  const now = droo.engine.clock.now();
  const at = drooTime(now);
  entry.own.riderLog = [...entry.own.riderLog, ...steps.map((status) => ({ at, status }))];
  await send(droo, entry, 'rider.status_update', {
    order_id: entry.order.externalId,
    stacked_with: [],
    riders: [
      {
        estimated_arrival_time: drooTime(now + 6 * minuteMs),
        at,
        lat: 25.2,
        lon: 55.27,
        accuracy_in_meters: 12,
        full_name: 'Sample Rider',
        contact_number: '',
        bridge_code: '0417',
        bridge_number: '+971500000417',
        status_log: entry.own.riderLog,
      },
    ],
  });
}

async function send({ engine, options }: Droo, entry: DrooEntry, name: string, content: object) {
  const body = JSON.stringify({ event: name, body: content });
  const guid = newUuid(engine.ids);
  await engine.deliver(entry, webhook(options, entry, { name, guid, body }));
}

function webhook(
  options: DeliverooOptions,
  entry: DrooEntry,
  event: { name: string; guid: string; body: string },
): Delivery {
  const { name, guid, body } = event;
  const windowMs = (entry.own.details.asap ? 6 : 30) * minuteMs;
  const signature = signDelivery(options.credentials.webhookSecret, guid, body, options.separator);
  return {
    event: name,
    request: () => ({
      method: 'POST',
      url: options.relayUrl,
      headers: {
        'content-type': 'application/json',
        'x-deliveroo-sequence-guid': guid,
        'x-deliveroo-hmac-sha256': signature,
        'x-deliveroo-payload-type': `event/${name}`,
        'x-deliveroo-webhook-version': '1',
      },
      body,
    }),
    judge: (answer) => (answer?.status === 200 ? 'done' : 'retry'),
    waitMs: (failures) => retryWaitMs(failures, windowMs),
    wanted: () => true,
  };
}

/**
 * Retries for six minutes (ASAP) or thirty (scheduled) after the first attempt. The spacing is not
 * documented: 5 s, doubling up to a minute.
 */
export function retryWaitMs(failures: number, windowMs: number): number | null {
  const waits = Array.from({ length: failures }, (_, retry) =>
    Math.min(minuteMs, 5 * secondMs * 2 ** retry),
  );
  const passedMs = waits.reduce((sum, wait) => sum + wait, 0);
  return passedMs > windowMs ? null : (waits.at(-1) ?? null);
}
