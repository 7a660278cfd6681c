import { sleep, type Clock } from '../../../src/shared/kit/clock.ts';
import type { DeliveryAttempt } from '../simulator.ts';

export interface WebhookRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/** What the platform makes of an answer. */
export type Verdict = 'done' | 'retry' | 'give_up';

/** One event on its way to the relay. */
export interface Delivery {
  readonly event: string;
  /** True for the event that hands the order over, which the relay thereby takes. */
  readonly announcesOrder?: boolean;
  /** Called for each attempt, so that each carries a fresh token or time stamp. */
  request(): WebhookRequest | Promise<WebhookRequest>;
  /** Null means that no answer came in time. */
  judge(answer: WebhookAnswer | null): Verdict;
  /** The documented wait after so many failures (from 1); null when the platform tries no more. */
  waitMs(failures: number): number | null;
  /** False ends the retries of an event that has become pointless. */
  wanted(): boolean;
}

export interface DeliverDeps {
  readonly clock: Clock;
  readonly answerTimeoutMs: number;
  /** How many times faster than documented the waits pass. */
  readonly retrySpeed: number;
  readonly signal: AbortSignal;
  /** What a fault takes away of the next attempt. */
  readonly takeLoss: () => 'webhook' | 'answer' | null;
  readonly onAttempt: (attempt: DeliveryAttempt) => void;
}

/**
 * Delivers with the platform's retries. `first` resolves after the first attempt was judged, `settled`
 * when the event was taken or given up. No answer of the relay makes them reject, only an event that
 * cannot be signed.
 */
export function deliver(
  deps: DeliverDeps,
  delivery: Delivery,
): { first: Promise<void>; settled: Promise<void> } {
  const first = Promise.withResolvers<void>();
  const settled = keepTrying(deps, delivery, first.resolve);
  return { first: Promise.race([first.promise, settled]), settled };
}

async function keepTrying(deps: DeliverDeps, delivery: Delivery, judged: () => void) {
  for (let failures = 1; ; failures += 1) {
    const verdict = delivery.judge(await attempt(deps, delivery));
    judged();
    const waitMs = verdict === 'retry' ? delivery.waitMs(failures) : null;
    if (waitMs === null) return;
    await sleep(deps.clock, waitMs / deps.retrySpeed, deps.signal);
    if (deps.signal.aborted || !delivery.wanted()) return;
  }
}

async function attempt(deps: DeliverDeps, delivery: Delivery): Promise<WebhookAnswer | null> {
  const { clock } = deps;
  const at = clock.now();
  const startedMs = clock.monotonicMs();
  const request = await delivery.request();
  const loss = deps.takeLoss();
  const heard = loss === 'webhook' ? null : await post(deps, request);
  const answer = loss === 'answer' ? null : heard;
  deps.onAttempt({
    event: delivery.event,
    at,
    tookMs: clock.monotonicMs() - startedMs,
    status: answer?.status ?? null,
  });
  return answer;
}

async function post(deps: DeliverDeps, request: WebhookRequest): Promise<WebhookAnswer | null> {
  const tooLate = new AbortController();
  const cancel = deps.clock.after(deps.answerTimeoutMs, () => tooLate.abort());
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.any([tooLate.signal, deps.signal]),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return null;
  } finally {
    cancel();
  }
}
