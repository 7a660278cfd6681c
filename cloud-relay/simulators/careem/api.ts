import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import { createRateWindow, type RateWindow } from '../engine/rate-window.ts';
import { readForm, readJson } from '../engine/read-body.ts';
import { Refused, type Reply } from '../engine/refused.ts';
import type { SimulatedState, ViolationRule } from '../simulator.ts';
import { tell, type Careem, type CareemEntry } from './events.ts';
import { createVisibility, type Visibility } from './visibility.ts';
import { delayCall, stateCall, type CareemStatus } from './wire.ts';

const base = '/pos/api/v1';

/** Identity service and POS API of Careem, both on this simulator's address. */
export function createCareemApi(careem: Careem): {
  readonly routes: readonly ApiRoute[];
  readonly visibility: Visibility;
} {
  const { clock, after } = careem.engine;
  const calls = createRateWindow(clock, 60, minuteMs);
  const logins = createRateWindow(clock, careem.options.loginsPerMinute ?? 10, minuteMs);
  const admit = (call: Call) => admitted(careem, calls, call);
  const { branchId } = careem.options.credentials;
  const visibility = createVisibility({ branchId, base, admit, after });
  const routes: ApiRoute[] = [
    {
      method: 'POST',
      path: '/token',
      login: true,
      handle: (call) => login(careem, logins, call),
    },
    ...orderRoutes(careem, admit),
    ...visibility.routes,
  ];
  return { routes, visibility };
}

function orderRoutes(careem: Careem, admit: (call: Call) => void): ApiRoute[] {
  const find = (call: Call): CareemEntry => {
    admit(call);
    const entry = careem.engine.book.find(call.params['id'] ?? '');
    if (entry) return entry;
    throw refusal(404, 'unknown_order', 'no such order');
  };
  return [
    {
      method: 'GET',
      path: `${base}/orders`,
      handle(call) {
        admit(call);
        return list(careem, call);
      },
    },
    {
      method: 'GET',
      path: `${base}/orders/:id`,
      handle: (call) => ({ status: 200, body: find(call).own.details }),
    },
    { method: 'PUT', path: `${base}/orders/:id`, handle: (call) => move(careem, find(call), call) },
    {
      method: 'PUT',
      path: `${base}/orders/:id/delay-request`,
      handle: (call) => delay(find(call), call),
    },
  ];
}

async function login(careem: Careem, logins: RateWindow, call: Call): Promise<Reply> {
  throttle(logins, 'too_many_logins', 'tokens are requested too often');
  const { clientId, clientSecret } = careem.options.credentials;
  const form = await readForm(call);
  const known =
    form['grant_type'] === 'client_credentials' &&
    form['scope'] === 'pos' &&
    form['client_id'] === clientId &&
    form['client_secret'] === clientSecret;
  if (!known) throw refusal(401, 'login_refused', 'wrong client, scope or grant type');
  return { status: 200, body: careem.engine.tokens.issue() };
}

function admitted(careem: Careem, calls: RateWindow, call: Call): void {
  const { brandId, branchId } = careem.options.credentials;
  careem.engine.tokens.check(call.headers['authorization']);
  for (const name of ['user-agent', 'brand-id', 'branch-id']) {
    if (!call.headers[name]) throw refusal(400, 'header_missing', `header ${name} is missing`);
  }
  const mapped = call.headers['brand-id'] === brandId && call.headers['branch-id'] === branchId;
  if (!mapped) throw refusal(400, 'body_invalid', 'branch_id is not mapped');
  throttle(calls, 'rate_limited', 'more than 60 calls in a minute');
}

function throttle(window: RateWindow, rule: ViolationRule, detail: string): void {
  const waitMs = window.hit('all');
  if (waitMs === null) return;
  const headers = { 'retry-after': String(Math.ceil(waitMs / secondMs)) };
  throw new Refused({ status: 429, body: { message: detail }, headers }, rule, detail);
}

/** Page by page, at most twenty, newest first. */
function list(careem: Careem, call: Call): Reply {
  const page = Math.max(1, Number(call.query['page_number'] ?? 1));
  const size = Number(call.query['page_size'] ?? 20);
  if (!Number.isInteger(page) || !(size >= 1 && size <= 20)) {
    throw refusal(400, 'body_invalid', 'page_size is 20 at most');
  }
  const all = careem.engine.book.list().toReversed();
  const orders = all.slice((page - 1) * size, page * size).map(({ own }) => own.details);
  return { status: 200, body: { orders, page_number: page, page_size: size, total: all.length } };
}

function move(careem: Careem, entry: CareemEntry, call: Call): Reply {
  const { book, clock } = careem.engine;
  const wish = readJson(call, stateCall);
  const state = judgeState(entry.order.state, wish.state);
  const answeredAt = entry.order.answeredAt ?? clock.now();
  book.change(entry, { state, answeredAt });
  if (wish.state === 'ready') {
    entry.own.details = { ...entry.own.details, status: 'ready' };
  } else {
    void tell(careem, entry, wish.state, {
      cancellation_reason: wish.state === 'cancelled' ? wish.cancellation_reason : '',
    });
  }
  if (state === 'accepted') announceSlot(careem, entry);
  return { status: 200, body: {} };
}

type Wanted = 'accepted' | 'ready' | 'cancelled';

/** A captain may have overtaken the kitchen: "ready" is then still taken and changes nothing. */
const nextStates: Record<Wanted, Partial<Record<SimulatedState, SimulatedState>>> = {
  accepted: { placed: 'accepted' },
  ready: { accepted: 'ready', picked_up: 'picked_up', delivered: 'delivered' },
  cancelled: { placed: 'rejected', accepted: 'cancelled', ready: 'cancelled' },
};

const repeats: Record<Wanted, readonly SimulatedState[]> = {
  accepted: ['accepted'],
  ready: ['ready'],
  cancelled: ['rejected', 'cancelled'],
};

function judgeState(state: SimulatedState, wanted: Wanted): SimulatedState {
  const next = nextStates[wanted][state];
  if (next) return next;
  const rule = repeats[wanted].includes(state) ? 'repeated_call' : 'illegal_transition';
  throw refusal(409, rule, `${wanted} asked of an order that is ${state}`);
}

/** Scheduled orders hear when their slot nears and starts; the kitchen must not start on either. */
function announceSlot(careem: Careem, entry: CareemEntry): void {
  const { engine } = careem;
  const { scheduledFor } = entry.order.basket;
  if (scheduledFor === null) return;
  const announce = (status: CareemStatus, at: number) =>
    engine.after((at - engine.clock.now()) / engine.deadlineSpeed, () => {
      if (entry.order.state === 'accepted') void tell(careem, entry, status);
    });
  announce('slot_upcoming', scheduledFor - 30 * minuteMs);
  announce('slot_started', scheduledFor);
}

/** Once per order, one to sixty minutes. */
function delay(entry: CareemEntry, call: Call): Reply {
  readJson(call, delayCall);
  if (entry.order.state !== 'accepted') {
    throw refusal(409, 'illegal_transition', `delay of an order that is ${entry.order.state}`);
  }
  if (entry.own.delayed) throw refusal(409, 'repeated_call', 'an order is delayed only once');
  entry.own.delayed = true;
  return { status: 200, body: {} };
}

function refusal(status: number, rule: ViolationRule, message: string): Refused {
  return new Refused({ status, body: { message } }, rule, message);
}
