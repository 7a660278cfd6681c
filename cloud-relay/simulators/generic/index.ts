import { hourMs, minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { Delivery } from '../engine/deliver.ts';
import { createEngine, newOrder, type Engine, type SimulatorOptions } from '../engine/engine.ts';
import type { Entry } from '../engine/order-book.ts';
import type { Basket } from '../orders/basket.ts';
import type { CourierStep, SimulatedOrder, Simulator } from '../simulator.ts';
import { genericRoutes, orderOf } from './api.ts';
import { buildGenericOrder } from './build-order.ts';
import type { GenericCredentials } from './credentials.ts';
import { signMessage } from './standard-webhooks.ts';

export interface GenericOptions extends SimulatorOptions<GenericCredentials> {
  /** How long the platform waits for accept or reject; default 10 minutes. */
  readonly answerWithinMs?: number;
}

interface Own {
  /** `webhook-id` of the first event: the same on every repetition. */
  readonly messageId: string;
}

interface Generic {
  readonly engine: Engine<Own>;
  readonly options: GenericOptions;
  /** Set when the relay answered 410: nothing more is sent to it. */
  gone: boolean;
}

/** A platform that speaks Standard Webhooks both ways. A webhook counts as taken when it is answered 2xx. */
export function createGenericSimulator(options: GenericOptions): Simulator {
  const engine = createEngine<Own>(options, { platform: 'generic', tokenLifetimeMs: 0 });
  const generic: Generic = { engine, options, gone: false };
  const get = (externalId: string) => engine.book.get(externalId);
  return engine.simulator({
    routes: genericRoutes(engine, options.credentials),
    orderOf,
    send: (basket) => place(generic, basket),
    cancel: (externalId, reason) =>
      cancel(generic, get(externalId), 'cancelled', reason ?? 'customer'),
    courier: (externalId, step) => courier(generic, get(externalId), step),
    resend: (externalId) => announce(generic, get(externalId)),
    storeOpen: () => !generic.gone,
  });
}

async function place(generic: Generic, basket: Basket): Promise<SimulatedOrder> {
  const { engine, options } = generic;
  const placedAt = engine.clock.now();
  const waitMs = (options.answerWithinMs ?? 10 * minuteMs) / engine.deadlineSpeed;
  const externalId = engine.ids('ord');
  const displayId = String(engine.nextDisplayNumber());
  const data = buildGenericOrder(basket, {
    id: externalId,
    displayNumber: displayId,
    storeId: options.credentials.storeId,
    placedAt,
    acceptBy: placedAt + waitMs,
  });
  const entry = engine.book.add(
    newOrder({
      platform: 'generic',
      externalId,
      displayId,
      basket,
      body: envelope(generic, 'order.created', data),
      placedAt,
      answerBy: placedAt + waitMs,
    }),
    { messageId: engine.ids('msg') },
  );
  engine.after(waitMs, () => void expire(generic, entry));
  await announce(generic, entry);
  return entry.order;
}

function announce(generic: Generic, entry: Entry<Own>): Promise<void> {
  const delivery = webhook(generic, 'order.created', entry.own.messageId, entry.order.body);
  return generic.engine.deliver(entry, { ...delivery, announcesOrder: true });
}

async function expire(generic: Generic, entry: Entry<Own>): Promise<void> {
  if (entry.order.state !== 'placed') return;
  const { book } = generic.engine;
  book.violate('deadline_missed', entry.order.externalId, 'neither accepted nor rejected');
  await cancel(generic, entry, 'expired', 'no_response');
}

async function cancel(
  generic: Generic,
  entry: Entry<Own>,
  state: 'cancelled' | 'expired',
  reason: string,
): Promise<void> {
  generic.engine.book.change(entry, { state });
  await tell(generic, entry, 'order.cancelled', { reason });
}

/** The courier shows in the order's status only. */
const courierStatus: Partial<Record<CourierStep, string>> = {
  picked_up: 'out_for_delivery',
  delivered: 'delivered',
};

async function courier(generic: Generic, entry: Entry<Own>, step: CourierStep): Promise<void> {
  const status = courierStatus[step];
  if (status === undefined) throw new Error(`a generic platform does not announce "${step}"`);
  const state = step === 'delivered' ? 'delivered' : 'picked_up';
  generic.engine.book.change(entry, { courier: step, state });
  await tell(generic, entry, 'order.status', { status });
}

async function tell(generic: Generic, entry: Entry<Own>, type: string, data: object) {
  const body = envelope(generic, type, {
    id: entry.order.externalId,
    at: new Date(generic.engine.clock.now()).toISOString(),
    ...data,
  });
  await generic.engine.deliver(entry, webhook(generic, type, generic.engine.ids('msg'), body));
}

function envelope({ engine }: Generic, type: string, data: object): string {
  return JSON.stringify({ type, timestamp: new Date(engine.clock.now()).toISOString(), data });
}

function webhook(generic: Generic, event: string, id: string, body: string): Delivery {
  const { engine, options } = generic;
  return {
    event,
    request: () => ({
      method: 'POST',
      url: options.relayUrl,
      headers: {
        'content-type': 'application/json',
        ...signMessage(options.credentials.signingKeys, {
          id,
          timestamp: Math.floor(engine.clock.now() / secondMs),
          body,
        }),
      },
      body,
    }),
    judge(answer) {
      if (answer?.status === 410) {
        generic.gone = true;
        return 'give_up';
      }
      return answer && answer.status >= 200 && answer.status < 300 ? 'done' : 'retry';
    },
    waitMs: (failures) => retrySchedule[failures - 1] ?? null,
    wanted: () => !generic.gone,
  };
}

/** The schedule that the specification suggests, after the attempt at once. */
const retrySchedule = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
