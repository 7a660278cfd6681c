import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore, Tx } from '../database/database.ts';
import type { Adapters } from '../deps.ts';
import type { RelayMetrics } from '../ops/metrics.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { type AppliedCalls, type ApplyDeps, applyCalls } from './apply-calls.ts';
import { listWaitingFor, markCalls, type Outcome, type StoredCall } from './calls-repo.ts';
import type { ReadyCall } from './sort-facts.ts';
import { isStoreTrouble } from './store-trouble.ts';
import { checked, understand } from './understand.ts';

export interface WorkerDeps extends ApplyDeps {
  readonly store: RelayStore;
  readonly adapters: Adapters;
  readonly connections: ConnectionDirectory;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  /** The worker of the calls to the platforms. */
  readonly outbound: { poke(): void };
  readonly logger: Logger;
  readonly metrics: Pick<RelayMetrics, 'webhooksProcessed'>;
}

/** Applies calls and tells what became of them; branches are woken once it is on the disk. */
export interface CallWorker {
  /**
   * One transaction for all, or one for each when a call cannot be applied: that one is set aside as
   * unreadable and does not stop the others.
   *
   * @throws when the store is in trouble; the calls keep their state and are found again by it
   */
  work(calls: readonly ReadyCall[]): Promise<readonly Outcome[]>;
  /** The same for calls from the disk, which are parsed again first. */
  workStored(calls: readonly StoredCall[]): Promise<readonly Outcome[]>;
}

export function createCallWorker(deps: WorkerDeps): CallWorker {
  const { store, wakeups, outbound, clock, logger } = deps;
  const commit = async (
    calls: readonly ReadyCall[],
    apply: typeof applyWithWaiting = applyWithWaiting,
  ): Promise<readonly Outcome[]> => {
    const applied = await store.transact((tx) => apply(tx, calls, deps));
    for (const branchId of applied.branches) wakeups.wake(branchId);
    if (applied.queued) outbound.poke();
    for (const { call, outcome } of applied.ends) report(call, outcome, deps);
    return applied.ends.map(({ outcome }) => outcome);
  };
  const setAside = async (call: ReadyCall, error: unknown): Promise<Outcome> => {
    logger.error({ callId: call.id, ...errorFields(error) }, 'webhook call could not be applied');
    const note = `could not be applied: ${String(error)}`;
    const outcome: Outcome = { callId: call.id, state: 'unreadable', note, externalId: null };
    await store.transact((tx) => markCalls(tx, [outcome], clock.now()));
    report(call, outcome, deps);
    return outcome;
  };
  /** With what waited for it; if that is the trouble, without; if it is the call itself, set aside. */
  const workAlone = async (call: ReadyCall): Promise<readonly Outcome[]> => {
    let trouble: unknown;
    for (const apply of [applyWithWaiting, applyOnly]) {
      try {
        return await commit([call], apply);
      } catch (error) {
        if (isStoreTrouble(error)) throw error;
        trouble = error;
      }
    }
    return [await setAside(call, trouble)];
  };
  const work = async (calls: readonly ReadyCall[]): Promise<readonly Outcome[]> => {
    if (calls.length === 0) return [];
    try {
      return await commit(calls);
    } catch (error) {
      if (isStoreTrouble(error)) throw error;
    }
    const outcomes: Outcome[] = [];
    for (const call of calls) outcomes.push(...(await workAlone(call)));
    return outcomes;
  };
  return {
    work: (calls) => work(calls.map(checkedCall)),
    async workStored(stored) {
      const ready = readyOnes(stored, deps);
      const usable = new Set(ready.map(({ id }) => id));
      const lost = stored.filter(({ id }) => !usable.has(id)).map(({ id }) => lostConnection(id));
      if (lost.length > 0) await store.transact((tx) => markCalls(tx, lost, clock.now()));
      return [...lost, ...(await work(ready))];
    },
  };
}

interface Applied {
  readonly ends: readonly { readonly call: ReadyCall; readonly outcome: Outcome }[];
  readonly branches: ReadonlySet<string>;
  readonly queued: boolean;
}

async function applyOnly(
  tx: Tx,
  calls: readonly ReadyCall[],
  deps: WorkerDeps,
): Promise<Applied & { readonly placed: AppliedCalls['placed'] }> {
  const { outcomes, branches, queued, placed } = await applyCalls(tx, calls, deps);
  const ends = calls.flatMap((call, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ call, outcome }] : [];
  });
  return { ends, branches: new Set(branches), queued, placed };
}

/** Applies calls, and then those that waited for the orders they brought. */
async function applyWithWaiting(
  tx: Tx,
  calls: readonly ReadyCall[],
  deps: WorkerDeps,
): Promise<Applied> {
  const first = await applyOnly(tx, calls, deps);
  const waited: StoredCall[] = [];
  for (const [connectionId, orders] of Map.groupBy(first.placed, (order) => order.connectionId)) {
    const keys = orders.flatMap(({ orderId, externalId }) => [orderId, externalId]);
    waited.push(...(await listWaitingFor(tx, connectionId, keys)));
  }
  if (waited.length === 0) return first;
  const second = await applyOnly(tx, readyOnes(waited, deps), deps);
  return {
    ends: [...first.ends, ...second.ends],
    branches: new Set([...first.branches, ...second.branches]),
    queued: first.queued || second.queued,
  };
}

/** Undefined when the call's connection cannot be used now. */
function toReady(
  { id, connectionId, hook }: StoredCall,
  { connections, adapters }: WorkerDeps,
): ReadyCall | undefined {
  const connection = connections.get(connectionId);
  const adapter = connection && adapters[connection.platform];
  if (!connection || !adapter) return undefined;
  const understood = understand(adapter, hook, connection);
  return checkedCall({ id, connection, receivedAtMs: hook.receivedAtMs, understood });
}

function checkedCall(call: ReadyCall): ReadyCall {
  return { ...call, understood: checked(call.understood, call.connection.view.id) };
}

function lostConnection(callId: number): Outcome {
  return { callId, state: 'waiting', note: 'its connection cannot be used', externalId: null };
}

function readyOnes(stored: readonly StoredCall[], deps: WorkerDeps): ReadyCall[] {
  return stored.map((call) => toReady(call, deps)).filter((call) => call !== undefined);
}

function report(call: ReadyCall, { callId, state, note }: Outcome, deps: WorkerDeps): void {
  deps.metrics.webhooksProcessed.inc({ provider: call.connection.platform, status: state });
  if (state === 'unreadable' || state === 'waiting') {
    deps.logger.warn({ callId, state, note }, 'webhook call kept for later');
  }
}
