import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type {
  CallVerdict,
  HttpRequest,
  HttpResponse,
  PlatformAdapter,
} from '../adapters/adapter.ts';
import type { LiveConnection } from '../tenancy/connections.ts';
import { type AccessTokens, TokenRefused } from './access-tokens.ts';
import { type DueCall, isSuperseded } from './due-call.ts';
import { CallFailed } from './http-client.ts';
import type { PlatformCalls } from './platform-calls.ts';
import { retryAfterMs } from './retry-after.ts';
import type { CallOutcome } from './settle.ts';

/** A call whose connection can be used. */
export interface ReadyCall {
  readonly call: DueCall;
  readonly connection: LiveConnection;
  readonly adapter: PlatformAdapter;
}

export interface AttemptDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tokens: AccessTokens;
  readonly calls: PlatformCalls;
  /** How an order stands at this moment. */
  readonly statusOf: (orderId: string) => Promise<OrderStatus | undefined>;
  /** Makes durable that a try is about to leave. */
  readonly markSent: (callId: string) => Promise<void>;
}

export type Attempt = (ready: ReadyCall) => Promise<CallOutcome>;

type Answer = CallOutcome | (CallVerdict & { kind: 'unauthenticated' });

/** Makes one attempt: token, request, answer; with a token that was refused the same once more. */
export function createAttempt(deps: AttemptDeps): Attempt {
  const { tokens, logger } = deps;

  const withToken = async (ready: ReadyCall): Promise<Answer> => {
    if (!ready.adapter.outbound.token) return tell(deps, ready, '');
    const token = await tokens.get(ready.connection);
    const answer = await tell(deps, ready, token);
    if (answer.kind !== 'unauthenticated') return answer;
    tokens.refuse(ready.connection, token);
    return tell(deps, ready, await tokens.get(ready.connection));
  };

  return async (ready) => {
    try {
      const answer = await withToken(ready);
      // Whoever accepts no token at all may be mending the login: that is worth trying until the deadline.
      return answer.kind === 'unauthenticated' ? { kind: 'retry', detail: answer.detail } : answer;
    } catch (error) {
      const { id: callId, connectionId } = ready.call;
      logger.warn({ callId, connectionId, ...errorFields(error) }, 'call to the platform failed');
      return outcomeOfFailure(error);
    }
  };
}

/** The request for a call, null when the platform is not told of it. */
export function requestOf(
  ready: ReadyCall,
  accessToken: string,
  nowMs: number,
): HttpRequest | null {
  const { call, connection, adapter } = ready;
  return adapter.outbound.request(call.action, {
    connection: connection.view,
    order: call.order,
    storeId: call.storeId,
    platformData: call.platformData,
    nowMs,
    accessToken,
    callId: call.id,
  });
}

async function tell(deps: AttemptDeps, ready: ReadyCall, accessToken: string): Promise<Answer> {
  const { call, connection, adapter } = ready;
  const request = requestOf(ready, accessToken, deps.clock.now());
  if (!request) return { kind: 'nothing_to_tell' };
  // The last moment to notice that the order was cancelled.
  const status = await deps.statusOf(call.order.id);
  if (status && isSuperseded(call, status)) return { kind: 'superseded' };
  const { action } = call.action;
  const subject = { connection, adapter, operation: action, orderId: call.order.id };
  if (!call.mayHaveBeenHeard) await deps.markSent(call.id);
  const response = await deps.calls.send({ ...subject, outboundId: call.id }, request);
  const verdict = adapter.outbound.judge(call.action, response);
  if (verdict.kind === 'done') return { kind: 'told' };
  if (verdict.kind === 'refused' && isConflict(call, response)) return { kind: 'told' };
  if (verdict.kind === 'misconfigured') return { kind: 'refused', detail: verdict.detail };
  if (verdict.kind !== 'retry') return verdict;
  const afterMs = retryAfterMs(response.headers, deps.clock.now());
  return { ...(afterMs !== undefined && { afterMs }), ...verdict };
}

/**
 * A conflict met by a repeat means that the try before was heard and its answer lost. Had the order ended
 * instead, the platform says so by its own event.
 */
function isConflict(call: DueCall, response: HttpResponse): boolean {
  return call.mayHaveBeenHeard && response.status === 409;
}

function outcomeOfFailure(error: unknown): CallOutcome {
  if (error instanceof CallFailed && error.kind === 'refused') {
    return { kind: 'refused', detail: error.message, untold: true };
  }
  if (error instanceof TokenRefused) {
    const { message: detail, afterMs } = error;
    return { kind: 'retry', detail, ...(afterMs !== undefined && { afterMs }) };
  }
  const isOurs = !(error instanceof CallFailed);
  return { kind: 'retry', detail: isOurs ? 'the answer could not be read' : error.message };
}
