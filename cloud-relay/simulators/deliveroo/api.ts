import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import { createRateWindow, type RateWindow } from '../engine/rate-window.ts';
import { readForm, readJson } from '../engine/read-body.ts';
import type { Reply } from '../engine/refused.ts';
import { update, type Droo, type DrooEntry } from './events.ts';
import { judgeStage, judgeUpdate, refusal } from './order-rules.ts';
import { prepCall, syncCall, updateCall } from './wire.ts';

/** Deliveroo's authorisation host and Order API, both on this simulator's address. */
export function deliverooRoutes(droo: Droo, authorise: (call: Call) => void): ApiRoute[] {
  const { engine } = droo;
  const updates = createRateWindow(engine.clock, 5, minuteMs);
  const syncs = createRateWindow(engine.clock, 1, 10 * secondMs);
  const find = (call: Call): DrooEntry => {
    authorise(call);
    const entry = engine.book.find(call.params['id'] ?? '');
    if (entry) return entry;
    throw refusal(404, 'unknown_order', 'no such order');
  };
  const order = '/order/v1/orders/:id';
  return [
    { method: 'POST', path: '/oauth2/token', login: true, handle: (call) => login(droo, call) },
    {
      method: 'PATCH',
      path: order,
      handle(call) {
        const entry = find(call);
        throttle(updates, entry, 'more than 5 updates of an order in a minute');
        return patch(droo, entry, call);
      },
    },
    {
      method: 'POST',
      path: `${order}/sync_status`,
      handle(call) {
        const entry = find(call);
        throttle(syncs, entry, 'more than one sync status of an order in 10 seconds');
        return sync(droo, entry, call);
      },
    },
    {
      method: 'POST',
      path: `${order}/prep_stage`,
      handle: (call) => prepare(droo, find(call), call),
    },
    {
      method: 'GET',
      path: '/order/v2/orders/:id',
      handle: (call) => ({ status: 200, body: find(call).own.details }),
    },
    {
      method: 'GET',
      path: '/order/v2/brands/:brand/restaurant/:site/orders',
      handle(call) {
        authorise(call);
        const orders = engine.book.list().map(({ own }) => own.details);
        return { status: 200, body: { orders: orders.filter(isLive), next: null } };
      },
    },
  ];
}

async function login(droo: Droo, call: Call): Promise<Reply> {
  const { clientId, clientSecret } = droo.options.credentials;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const form = await readForm(call);
  const known =
    call.headers['authorization'] === `Basic ${basic}` &&
    form['grant_type'] === 'client_credentials';
  if (!known) throw refusal(401, 'login_refused', 'wrong client or grant type');
  return { status: 200, body: droo.engine.tokens.issue() };
}

function throttle(window: RateWindow, entry: DrooEntry, detail: string): void {
  if (window.hit(entry.order.externalId) !== null) throw refusal(429, 'rate_limited', detail);
}

/** Tells what came of it with `order.status_update`, as for every change of an order. */
function patch(droo: Droo, entry: DrooEntry, call: Call): Reply {
  const { book, clock } = droo.engine;
  const { status } = readJson(call, updateCall);
  judgeUpdate(entry.own.details, status);
  const answeredAt = entry.order.answeredAt ?? clock.now();
  book.change(entry, { state: status === 'rejected' ? 'rejected' : 'accepted', answeredAt });
  void update(droo, entry, status);
  return { status: 204 };
}

/** Closes the three minutes that tablet mode gives; too late is a conflict. */
function sync(droo: Droo, entry: DrooEntry, call: Call): Reply {
  readJson(call, syncCall);
  if (entry.order.state === 'placed') {
    throw refusal(409, 'illegal_transition', 'sync status before the order was accepted');
  }
  if (entry.own.syncMissed) {
    throw refusal(409, 'deadline_missed', 'sync status later than 3 minutes after acceptance');
  }
  entry.own.syncBy = null;
  droo.engine.book.change(entry, {
    answeredAt: entry.order.answeredAt ?? droo.engine.clock.now(),
  });
  return { status: 200, body: {} };
}

function prepare(droo: Droo, entry: DrooEntry, call: Call): Reply {
  const { stage, occurred_at } = readJson(call, prepCall);
  const state = judgeStage(entry.order, entry.own.stage, {
    stage,
    occurredAt: Date.parse(occurred_at),
    now: droo.engine.clock.now(),
  });
  entry.own.stage = stage;
  droo.engine.book.change(entry, { state });
  return { status: 200, body: {} };
}

const isLive = ({ status }: { status: string }) =>
  !['rejected', 'canceled', 'delivered'].includes(status);
