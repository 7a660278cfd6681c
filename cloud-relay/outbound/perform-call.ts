import { type Clock, secondMs } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { Adapters } from '../deps.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { type Attempt, type ReadyCall, requestOf } from './attempt.ts';
import { type BreakerKey, type Breakers, operationOf, operations } from './breakers.ts';
import type { DueCall } from './due-call.ts';
import type { RateWindows } from './rate-windows.ts';
import type { CallOutcome } from './settle.ts';

export interface PerformDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly adapters: Adapters;
  readonly connections: Pick<ConnectionDirectory, 'get'>;
  readonly breakers: Breakers;
  readonly rates: RateWindows;
  readonly attempt: Attempt;
}

/** Looks at one queued call and makes it if it may be made now. Never throws. */
export type PerformCall = (call: DueCall) => Promise<CallOutcome>;

/** A connection that was switched off or cannot be opened is looked at again after this. */
const unusableForMs = 30 * secondMs;
/** A breaker that opened between the look at it and the call. */
const breakerRaceMs = secondMs;

export function createPerformCall(deps: PerformDeps): PerformCall {
  const { adapters, attempt, breakers, clock, connections, logger } = deps;

  const perform = async (ready: ReadyCall): Promise<CallOutcome> => {
    if (requestOf(ready, '', clock.now()) === null) return { kind: 'nothing_to_tell' };
    const { companyId, platform } = ready.connection;
    const operation = operationOf(ready.call.action.action);
    const key = { companyId, platform, operation };
    const held = heldByBreaker(deps, key) ?? heldByLimit(deps, ready);
    if (held) return held;
    const made = await breakers.run(key, async () => {
      const outcome = await attempt(ready);
      return { outcome, failed: outcome.kind === 'retry' };
    });
    return made?.outcome ?? heldFor(key, clock.now() + breakerRaceMs);
  };

  return async (call) => {
    const connection = connections.get(call.connectionId);
    const adapter = adapters[call.platform];
    if (!connection || !adapter || connection.disabled) {
      const untilMs = clock.now() + unusableForMs;
      return { kind: 'held', detail: 'the connection is switched off', untilMs, actions: [] };
    }
    try {
      return await perform({ call, connection, adapter });
    } catch (error) {
      // A mistake of ours, not the platform's: trying again would only repeat it.
      logger.error(
        { callId: call.id, orderId: call.order.id, ...errorFields(error) },
        'call broke',
      );
      return { kind: 'refused', detail: 'the call could not be put together', untold: true };
    }
  };
}

function heldByBreaker({ breakers }: PerformDeps, key: BreakerKey): CallOutcome | undefined {
  const untilMs = breakers.blockedUntilMs(key);
  return untilMs === undefined ? undefined : heldFor(key, untilMs);
}

function heldFor({ operation }: BreakerKey, untilMs: number): CallOutcome {
  const detail = 'the platform has been failing';
  return { kind: 'held', detail, untilMs, actions: operations[operation] };
}

function heldByLimit({ clock, rates }: PerformDeps, ready: ReadyCall): CallOutcome | undefined {
  const { call, connection, adapter } = ready;
  const limited = rates.take(adapter.outbound.limits, {
    connectionId: connection.view.id,
    orderId: call.order.id,
    action: call.action.action,
  });
  if (!limited) return undefined;
  const { limit, waitMs } = limited;
  const untilMs = clock.now() + waitMs;
  const detail = `the platform takes ${limit.calls} calls in ${limit.perMs / secondMs} s`;
  // Other orders of the connection have their own room under a limit per order.
  return {
    kind: 'held',
    detail,
    untilMs,
    ...(limit.scope === 'connection' && { actions: limit.actions }),
  };
}
