import { secondMs, type Clock } from '../../../src/shared/kit/clock.ts';
import type { Ids } from '../../../src/shared/kit/ids.ts';
import type { Random } from '../../../src/shared/kit/random.ts';
import { fillBasket, type Basket, type BasketWishes } from '../orders/basket.ts';
import type { Menu } from '../orders/menu.ts';
import { sampleMenu } from '../sample-menu.ts';
import type { CourierStep, SimulatedOrder, Simulator } from '../simulator.ts';
import { createAccessTokens, type AccessTokens } from './access-tokens.ts';
import { createApiServer, type ApiRoute, type Call } from './api-server.ts';
import { deliver, type Delivery } from './deliver.ts';
import { createFaults, type FaultState } from './faults.ts';
import { createOrderBook, type Entry, type OrderBook } from './order-book.ts';
import type { Refused } from './refused.ts';

/** What every simulator is made with. */
export interface SimulatorOptions<Credentials> {
  /** Base of the relay's webhook address for one connection; the platform appends its own path. */
  readonly relayUrl: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  /** Loopback by default. */
  readonly host?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** How many times faster than documented the waits between deliveries pass. Default 1. */
  readonly retrySpeed?: number;
  /** How many times shorter than documented the deadlines are; times in payloads tell the short ones. Default 1. */
  readonly deadlineSpeed?: number;
  /** How long the platform waits for the reply to a webhook. None documents it; default 10 s. */
  readonly answerTimeoutMs?: number;
  readonly menu?: Menu;
}

/** What a platform asks of the engine. */
export interface PlatformParts {
  readonly platform: string;
  readonly tokenLifetimeMs: number;
  readonly routes: readonly ApiRoute[];
  readonly send: (basket: Basket) => Promise<SimulatedOrder>;
  readonly cancel: (externalId: string, reason: string | undefined) => Promise<void>;
  readonly courier: (externalId: string, step: CourierStep) => Promise<void>;
  readonly resend: (externalId: string) => Promise<void>;
  readonly storeOpen: () => boolean;
  /** The order that a call is about; by default the path's `:id`. */
  readonly orderOf?: (call: Call) => string | undefined;
}

/** The mechanics that all platforms share: orders, deliveries, timers, tokens, one small API server. */
export interface Engine<Own> {
  readonly book: OrderBook<Own>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: AccessTokens;
  readonly faults: FaultState;
  readonly deadlineSpeed: number;
  /** A number of the kind customers see, from 101 to 999 and round again. */
  nextDisplayNumber(): number;
  /** Sends an event; resolves after the first attempt, retries go on by themselves. */
  deliver(entry: Entry<Own>, delivery: Delivery): Promise<void>;
  /** Runs `work` once after `delayMs` unless the simulator stops first. */
  readonly after: (delayMs: number, work: () => void) => void;
  simulator(parts: Omit<PlatformParts, 'platform' | 'tokenLifetimeMs'>): Simulator;
}

export function createEngine<Own>(
  options: SimulatorOptions<unknown>,
  about: { platform: string; tokenLifetimeMs: number },
): Engine<Own> {
  const { clock, ids, deadlineSpeed = 1 } = options;
  const book = createOrderBook<Own>(clock);
  const tokens = createAccessTokens(clock, ids, about.tokenLifetimeMs);
  const faults = createFaults(() => tokens.revokeAll());
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const timers = new Set<() => void>();
  const halt = async () => {
    stopping.abort();
    for (const cancel of timers) cancel();
    timers.clear();
    await Promise.allSettled(running);
  };
  let displayNumber = 100 + Math.floor(options.random() * 800);
  const engine: Engine<Own> = {
    book,
    clock,
    ids,
    tokens,
    faults,
    deadlineSpeed,
    nextDisplayNumber() {
      displayNumber = displayNumber >= 999 ? 101 : displayNumber + 1;
      return displayNumber;
    },
    async deliver(entry, delivery) {
      if (stopping.signal.aborted) return;
      const { first, settled } = deliver(
        {
          clock,
          answerTimeoutMs: options.answerTimeoutMs ?? 10 * secondMs,
          retrySpeed: options.retrySpeed ?? 1,
          signal: stopping.signal,
          takeLoss: () => faults.takeLoss(),
          onAttempt: (attempt) =>
            book.change(entry, { deliveries: [...entry.order.deliveries, attempt] }),
        },
        delivery.announcesOrder === true ? watched(book, clock, entry, delivery) : delivery,
      );
      running.add(settled);
      const ended = () => running.delete(settled);
      void settled.then(ended, ended);
      await first;
    },
    after(delayMs, work) {
      const cancel = clock.after(delayMs, () => {
        timers.delete(cancel);
        work();
      });
      timers.add(cancel);
    },
    simulator: (parts) => toSimulator(engine, options, { ...about, ...parts }, halt),
  };
  return engine;
}

/** Notes on the order what became of the event that announces it. */
function watched<Own>(
  book: OrderBook<Own>,
  clock: Clock,
  entry: Entry<Own>,
  delivery: Delivery,
): Delivery {
  const givenUp = () => {
    if (entry.order.acknowledgedAt === null) book.change(entry, { undeliverable: true });
  };
  return {
    ...delivery,
    judge(answer) {
      const verdict = delivery.judge(answer);
      if (verdict === 'give_up') givenUp();
      if (verdict === 'done' && entry.order.acknowledgedAt === null) {
        book.change(entry, { acknowledgedAt: clock.now(), undeliverable: false });
      }
      return verdict;
    },
    waitMs(failures) {
      const waitMs = delivery.waitMs(failures);
      if (waitMs === null) givenUp();
      return waitMs;
    },
  };
}

function toSimulator<Own>(
  engine: Engine<Own>,
  options: SimulatorOptions<unknown>,
  parts: PlatformParts,
  halt: () => Promise<void>,
): Simulator {
  const { book, clock } = engine;
  const server = createApiServer({
    name: `${parts.platform} api`,
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    faults: engine.faults,
    routes: parts.routes,
    onAnswer: (call, status, refused) => record(engine, parts, call, { status, refused }),
  });
  const menu = options.menu ?? sampleMenu;
  return {
    name: `${parts.platform} simulator`,
    platform: parts.platform,
    faults: engine.faults.faults,
    get apiUrl() {
      return server.url;
    },
    get storeOpen() {
      return parts.storeOpen();
    },
    start: () => server.start(),
    async stop() {
      await halt();
      await server.stop();
    },
    async sendOrder(wishes: BasketWishes = {}) {
      if (!parts.storeOpen()) throw new Error(`${parts.platform} has closed the store`);
      return parts.send(fillBasket({ menu, random: options.random, now: clock.now() }, wishes));
    },
    cancelOrder: async (externalId, reason) => parts.cancel(externalId, reason),
    courier: async (externalId, step) => parts.courier(externalId, step),
    resend: async (externalId) => parts.resend(externalId),
    order: (externalId) => book.find(externalId)?.order,
    orders: () => book.list().map(({ order }) => order),
    violations: () => book.violations(),
    onChange: (listener) => book.onChange(listener),
  };
}

function record<Own>(
  { book, clock }: Engine<Own>,
  { orderOf = (call) => call.params['id'] }: PlatformParts,
  call: Call,
  answer: { status: number; refused: Refused | null },
): void {
  const entry = book.find(orderOf(call) ?? '');
  const { status, refused } = answer;
  if (refused?.rule) {
    const detail = `${call.method} ${call.path}: ${refused.message}`;
    book.violate(refused.rule, entry?.order.externalId ?? null, detail);
  }
  if (!entry) return;
  const { method, path } = call;
  const received = { at: clock.now(), method, path, body: call.body.toString('utf8'), status };
  book.change(entry, { calls: [...entry.order.calls, received] });
}

/** A new order, before anything happened to it. */
export function newOrder(
  order: Pick<
    SimulatedOrder,
    'platform' | 'externalId' | 'displayId' | 'basket' | 'body' | 'placedAt' | 'answerBy'
  >,
): SimulatedOrder {
  return {
    ...order,
    state: 'placed',
    courier: null,
    acknowledgedAt: null,
    undeliverable: false,
    answeredAt: null,
    remoteOrderId: null,
    deliveries: [],
    calls: [],
  };
}
