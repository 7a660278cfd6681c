import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import type { Basket, BasketWishes } from './orders/basket.ts';

/** What a courier does; each platform announces only some of it. */
export type CourierStep = 'assigned' | 'arrived' | 'picked_up' | 'delivered';

/** Where an order stands in the eyes of the platform. */
export type SimulatedState =
  | 'placed'
  | 'accepted'
  | 'rejected'
  | 'preparing'
  | 'ready'
  | 'picked_up'
  | 'delivered'
  | 'cancelled'
  /** Nobody answered in time and the platform gave the order up. */
  | 'expired';

/** Why the real platform would have refused a call, or punished its absence. */
export type ViolationRule =
  | 'login_refused'
  | 'too_many_logins'
  | 'token_missing'
  | 'token_unknown'
  | 'token_expired'
  | 'signature_invalid'
  | 'header_missing'
  | 'body_invalid'
  | 'unknown_call'
  | 'unknown_order'
  | 'illegal_transition'
  /** The call asks for what already is: harmless, yet refused. Expected after a crash between call and record. */
  | 'repeated_call'
  | 'rate_limited'
  | 'deadline_missed'
  | 'webhook_refused'
  | 'webhook_reply_invalid'
  | 'remote_order_id_changed';

export interface Violation {
  readonly at: EpochMs;
  readonly rule: ViolationRule;
  /** The platform's order id, where the call was about one. */
  readonly externalId: string | null;
  readonly detail: string;
}

/** One try to hand an event to the relay. */
export interface DeliveryAttempt {
  readonly event: string;
  readonly at: EpochMs;
  readonly tookMs: number;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
}

/** One call that the relay made about the order, refused ones included. */
export interface ReceivedCall {
  readonly at: EpochMs;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

/** A snapshot; every change of an order makes a new one. */
export interface SimulatedOrder {
  readonly platform: string;
  readonly externalId: string;
  /** The short number that customer and courier see. */
  readonly displayId: string;
  readonly state: SimulatedState;
  readonly courier: CourierStep | null;
  readonly basket: Basket;
  /** The body of the first event, exactly as sent. */
  readonly body: string;
  readonly placedAt: EpochMs;
  /** When the platform stops waiting for accept or reject; null where it does not say. */
  readonly answerBy: EpochMs | null;
  /** When the relay took the order (a successful reply to its first event). */
  readonly acknowledgedAt: EpochMs | null;
  /** The platform has stopped trying to hand the order over. */
  readonly undeliverable: boolean;
  /** When the platform heard accept or reject. */
  readonly answeredAt: EpochMs | null;
  /** The id the relay gave the order, on platforms that ask for one. */
  readonly remoteOrderId: string | null;
  readonly deliveries: readonly DeliveryAttempt[];
  readonly calls: readonly ReceivedCall[];
}

/** Makes the platform misbehave. Refusals caused here are never violations. */
export interface Faults {
  /** The next `count` calls (logins aside) are answered with `status`, or the line is cut. */
  failNext(count: number, status: number | 'hang_up'): void;
  /**
   * The next `count` webhooks are lost on the way, or only the relay's answers to them; either way the
   * platform hears nothing and tries again. The way to have events arrive late, out of order or twice.
   */
  loseNext(count: number, what: 'webhook' | 'answer'): void;
  /** Every answer of the platform's API waits this long. */
  setLatency(latencyMs: number): void;
  refuseLogins(refuse: boolean): void;
  /** Forgets every token given out, as if they had been revoked. */
  revokeTokens(): void;
}

/** One delivery platform, playing its documented part against a relay. */
export interface Simulator extends Part {
  readonly platform: string;
  /** Base address of the platform's own API, which the relay calls; known once started. */
  readonly apiUrl: string;
  readonly storeOpen: boolean;
  readonly faults: Faults;
  /**
   * Builds an order and sends it. Resolves after the first attempt to deliver it, whether or not the relay
   * took it; the documented retries go on by themselves (`untilOrder` waits for their result).
   *
   * @throws Error when the platform has closed the store
   */
  sendOrder(wishes?: BasketWishes): Promise<SimulatedOrder>;
  /** Cancels as the platform may at any time, also after acceptance. Resolves after the first attempt to tell. */
  cancelOrder(externalId: string, reason?: string): Promise<void>;
  /** Tells a courier's step. @throws Error when the platform does not announce that step */
  courier(externalId: string, step: CourierStep): Promise<void>;
  /** Delivers the order's first event once more, same body, as platforms do after a lost answer. */
  resend(externalId: string): Promise<void>;
  order(externalId: string): SimulatedOrder | undefined;
  /** Oldest first. */
  orders(): readonly SimulatedOrder[];
  /** Oldest first; empty means that the real platform would have been content. */
  violations(): readonly Violation[];
  /** Calls the listener after every change of an order; returns the way to stop it. */
  onChange(listener: (order: SimulatedOrder) => void): () => void;
}

/** Resolves with the order as soon as `wanted` holds for it, at once if it does already. */
export function untilOrder(
  simulator: Pick<Simulator, 'order' | 'onChange'>,
  externalId: string,
  wanted: (order: SimulatedOrder) => boolean,
): Promise<SimulatedOrder> {
  return new Promise((resolve) => {
    const present = simulator.order(externalId);
    if (present && wanted(present)) {
      resolve(present);
      return;
    }
    const stop = simulator.onChange((order) => {
      if (order.externalId !== externalId || !wanted(order)) return;
      stop();
      resolve(order);
    });
  });
}
