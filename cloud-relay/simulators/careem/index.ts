import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import { createEngine, newOrder } from '../engine/engine.ts';
import type { Basket } from '../orders/basket.ts';
import type { CourierStep, SimulatedOrder, SimulatedState, Simulator } from '../simulator.ts';
import { createCareemApi } from './api.ts';
import { buildCareemOrder, buildHubOrder, careemTime } from './build-order.ts';
import {
  announce,
  tell,
  type Careem,
  type CareemEntry,
  type CareemOptions,
  type CareemOwn,
} from './events.ts';
import type { CareemStatus } from './wire.ts';

/** Careem Food for one branch. A webhook counts as taken when it is answered 200. */
export function createCareemSimulator(options: CareemOptions): Simulator {
  const hub = options.credentials.hubSecret;
  if (options.format === 'hub' && hub === undefined) {
    throw new Error('the hub format needs the credential hubSecret');
  }
  const engine = createEngine<CareemOwn>(options, {
    platform: 'careem',
    tokenLifetimeMs: 60 * minuteMs,
  });
  const careem: Careem = { engine, options };
  const api = createCareemApi(careem);
  // Eight digits as in the real ones, and others after a restart.
  let lastId = Math.floor(engine.clock.now() / secondMs) % 100_000_000;
  return engine.simulator({
    routes: api.routes,
    send(basket) {
      lastId += 1;
      return place(careem, basket, lastId);
    },
    cancel: (externalId, reason) =>
      cancel(careem, engine.book.get(externalId), { state: 'cancelled', reason: reason ?? '' }),
    courier: (externalId, step) => courier(careem, engine.book.get(externalId), step),
    resend: (externalId) => announce(careem, engine.book.get(externalId)),
    storeOpen: () => api.visibility.open(),
  });
}

async function place(careem: Careem, basket: Basket, id: number): Promise<SimulatedOrder> {
  const { engine, options } = careem;
  const placedAt = engine.clock.now();
  const displayId = String(engine.nextDisplayNumber());
  const facts = { id, displayId, createdAt: placedAt, partner: options.credentials };
  const details = buildCareemOrder(basket, facts);
  const waitMs = options.answerWithinMs;
  const deadlineMs = waitMs === undefined ? null : waitMs / engine.deadlineSpeed;
  const entry = engine.book.add(
    newOrder({
      platform: 'careem',
      externalId: String(id),
      displayId,
      basket,
      body: JSON.stringify(
        options.format === 'hub'
          ? buildHubOrder(basket, facts)
          : { event_type: 'ORDER_CREATED', details },
      ),
      placedAt,
      answerBy: deadlineMs === null ? null : placedAt + deadlineMs,
    }),
    { details, delayed: false },
  );
  if (deadlineMs !== null) engine.after(deadlineMs, () => void expire(careem, entry));
  await announce(careem, entry);
  return entry.order;
}

async function expire(careem: Careem, entry: CareemEntry): Promise<void> {
  if (entry.order.state !== 'placed') return;
  const { book } = careem.engine;
  book.violate('deadline_missed', entry.order.externalId, 'neither accepted nor cancelled');
  await cancel(careem, entry, { state: 'expired', reason: 'PARTNER_ORDER_TIMEOUT' });
}

async function cancel(
  careem: Careem,
  entry: CareemEntry,
  end: { state: SimulatedState; reason: string },
): Promise<void> {
  careem.engine.book.change(entry, { state: end.state });
  await tell(careem, entry, 'cancelled', { cancellation_reason: end.reason });
}

const courierStatus: Record<CourierStep, CareemStatus> = {
  assigned: 'driver_coming',
  arrived: 'driver_here',
  picked_up: 'trip_started',
  delivered: 'trip_ended',
};

/** Captain states come whatever the kitchen is at: on the real platform they overtake it. */
async function courier(careem: Careem, entry: CareemEntry, step: CourierStep): Promise<void> {
  const { book, clock } = careem.engine;
  const moved =
    step === 'picked_up' || step === 'delivered'
      ? { state: step, courier: step }
      : { courier: step };
  book.change(entry, moved);
  await tell(careem, entry, courierStatus[step], {
    captain: {
      name: 'Captain Sami',
      phone_number: '+962790000199',
      eta: careemTime(clock.now() + 8 * minuteMs),
    },
  });
}
