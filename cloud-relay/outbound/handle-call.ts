import { fullJitterMs } from '../../src/shared/kit/backoff.ts';
import { type Clock, secondMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import { appendDown, type BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import { addHops } from '../orders/index.ts';
import type { DueCall } from './due-call.ts';
import type { PerformCall } from './perform-call.ts';
import { holdCalls, updateCall } from './queue.ts';
import { type CallOutcome, giveUp, settle, type Settlement } from './settle.ts';

export interface HandleDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  readonly perform: PerformCall;
  /** Called after a settlement is durable. */
  readonly onSettled: (call: DueCall, settlement: Settlement, tookMs: number) => void;
}

const backoff = { firstMs: secondMs, maxMs: 60 * secondMs };

/** Makes a queued call and records in one transaction what that means for queue, order and branch. */
export function createHandleCall(deps: HandleDeps) {
  const { clock, random, perform, wakeups } = deps;
  return async (call: DueCall, isAbandoned: () => boolean): Promise<void> => {
    const startedAtMs = clock.now();
    const started = clock.monotonicMs();
    const outcome = startedAtMs < call.giveUpAtMs ? await perform(call) : undefined;
    if (isAbandoned()) return;
    const backoffMs = fullJitterMs(backoff, call.attempts + 1, random);
    const times = { startedAtMs, nowMs: clock.now(), backoffMs };
    const settlement = outcome ? settle(call, outcome, times) : giveUp(call, times);
    await record(deps, call, settlement, outcome);
    if (settlement.answer) wakeups.wake(call.branchId);
    deps.onSettled(call, settlement, clock.monotonicMs() - started);
  };
}

function record(
  { store, clock, ids }: HandleDeps,
  call: DueCall,
  settlement: Settlement,
  outcome: CallOutcome | undefined,
): Promise<void> {
  const { companyId, branchId, order } = call;
  const nowMs = clock.now();
  return store.transact(async (tx) => {
    await updateCall(tx, call.id, {
      state: settlement.state,
      attempts: settlement.attempts,
      due_at_ms: settlement.dueAtMs,
      last_detail: settlement.detail,
      done_at_ms: settlement.state === 'queued' ? null : nowMs,
    });
    if (outcome?.kind === 'held' && outcome.actions) {
      await holdCalls(tx, call.connectionId, outcome.actions, outcome.untilMs);
    }
    await addHops(
      tx,
      settlement.hops.map((hop) => ({ orderId: order.id, companyId, ...hop })),
    );
    if (!settlement.answer) return;
    const answer = {
      kind: 'order.platform_answer',
      orderId: order.id,
      action: call.action.action,
      ...settlement.answer,
      atMs: nowMs,
    } as const;
    const event = { eventId: `answer_${call.id}`, orderId: order.id, body: answer, atMs: nowMs };
    await appendDown(tx, { branchId, companyId, ids }, [event]);
  });
}
