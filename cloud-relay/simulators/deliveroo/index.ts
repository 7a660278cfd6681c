import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { Call } from '../engine/api-server.ts';
import { createEngine, newOrder } from '../engine/engine.ts';
import { newUuid } from '../engine/uuid.ts';
import type { Basket } from '../orders/basket.ts';
import { pricedFor } from '../orders/menu.ts';
import { sampleMenu } from '../sample-menu.ts';
import type { CourierStep, SimulatedOrder, Simulator } from '../simulator.ts';
import { deliverooRoutes } from './api.ts';
import { buildDrooOrder } from './build-order.ts';
import {
  announce,
  tellRider,
  update,
  type DeliverooOptions,
  type Droo,
  type DrooEntry,
  type DrooOwn,
} from './events.ts';
import { markets } from './market.ts';
import { createSite, type Site } from './site.ts';
import type { RiderStatus } from './wire.ts';

/** Deliveroo for one site. A webhook counts as taken when it is answered 200. */
export function createDeliverooSimulator(options: DeliverooOptions): Simulator & {
  /** Tablet mode: the staff tap accept on Deliveroo's tablet. */
  staffAccepts(externalId: string): Promise<void>;
} {
  const market = markets[options.credentials.market];
  const priced = { menu: pricedFor(sampleMenu, market), ...options };
  const engine = createEngine<DrooOwn>(priced, {
    platform: 'deliveroo',
    tokenLifetimeMs: 5 * minuteMs,
  });
  const droo: Droo = { engine, options };
  const authorise = (call: Call) => engine.tokens.check(call.headers['authorization']);
  const site = createSite(engine.clock, authorise, engine.deadlineSpeed);
  const get = (externalId: string) => engine.book.get(externalId);
  const simulator = engine.simulator({
    routes: [...deliverooRoutes(droo, authorise), ...site.routes],
    send: (basket) => place(droo, site, basket),
    async cancel(externalId) {
      const entry = get(externalId);
      engine.book.change(entry, { state: 'cancelled' });
      await update(droo, entry, 'canceled');
    },
    courier: (externalId, step) => courier(droo, get(externalId), step),
    resend: (externalId) => announce(droo, get(externalId)),
    storeOpen: () => site.open(),
  });
  return Object.assign(simulator, {
    staffAccepts: (externalId: string) => staffAccepts(droo, get(externalId)),
  });
}

async function place(droo: Droo, site: Site, basket: Basket): Promise<SimulatedOrder> {
  const { engine, options } = droo;
  const { market } = options.credentials;
  const placedAt = engine.clock.now();
  const tabletless = options.tabletless ?? true;
  const id = `${market}:${newUuid(engine.ids)}`;
  const displayId = String(1_000 + engine.nextDisplayNumber());
  const details = buildDrooOrder(basket, {
    id,
    displayId,
    placedAt,
    tabletless,
    site: options.credentials,
  });
  // Only orders for now are rejected by themselves; on a tablet site the staff answer.
  const timed = tabletless && basket.scheduledFor === null;
  const waitMs = timed ? markets[market].autoRejectMs / engine.deadlineSpeed : null;
  const entry = engine.book.add(
    newOrder({
      platform: 'deliveroo',
      externalId: id,
      displayId,
      basket,
      body: JSON.stringify({ event: 'order.new', body: { order: details } }),
      placedAt,
      answerBy: waitMs === null ? null : placedAt + waitMs,
    }),
    {
      details,
      guid: newUuid(engine.ids),
      riderLog: [],
      stage: null,
      syncBy: null,
      syncMissed: false,
    },
  );
  if (waitMs !== null) engine.after(waitMs, () => void autoReject(droo, site, entry));
  await announce(droo, entry);
  return entry.order;
}

async function autoReject(droo: Droo, site: Site, entry: DrooEntry): Promise<void> {
  if (entry.order.state !== 'placed') return;
  const { book } = droo.engine;
  book.violate('deadline_missed', entry.order.externalId, 'neither accepted nor rejected');
  book.change(entry, { state: 'expired' });
  site.autoRejected();
  await update(droo, entry, 'rejected');
}

async function staffAccepts(droo: Droo, entry: DrooEntry): Promise<void> {
  const { engine } = droo;
  const waitMs = (3 * minuteMs) / engine.deadlineSpeed;
  entry.own.syncBy = engine.clock.now() + waitMs;
  engine.after(waitMs, () => {
    if (entry.own.syncBy === null) return;
    entry.own.syncMissed = true;
    const detail = 'no sync status within 3 minutes of acceptance';
    engine.book.violate('deadline_missed', entry.order.externalId, detail);
  });
  engine.book.change(entry, { state: 'accepted' });
  await update(droo, entry, 'accepted');
}

const riderSteps: Record<Exclude<CourierStep, 'delivered'>, readonly RiderStatus[]> = {
  assigned: ['rider_assigned'],
  arrived: ['rider_arrived', 'rider_confirmed_at_restaurant'],
  picked_up: ['rider_in_transit'],
};

async function courier(droo: Droo, entry: DrooEntry, step: CourierStep): Promise<void> {
  const { book } = droo.engine;
  if (step === 'delivered') {
    book.change(entry, { courier: step, state: 'delivered' });
    await update(droo, entry, 'delivered');
    return;
  }
  const gone = step === 'picked_up' ? ({ state: 'picked_up' } as const) : {};
  book.change(entry, { courier: step, ...gone });
  await tellRider(droo, entry, riderSteps[step]);
}
