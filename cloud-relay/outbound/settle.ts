import type { Hop, OrderAction } from '../../src/shared/contract/order.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { OutboundCallsTable } from '../database/schema.ts';
import type { DueCall } from './due-call.ts';

/** What became of one look at a call. */
export type CallOutcome =
  /** The platform has been told. */
  | { readonly kind: 'told' }
  /** This platform is not told of this. */
  | { readonly kind: 'nothing_to_tell' }
  /** The order ended meanwhile; nothing left. */
  | { readonly kind: 'superseded' }
  | {
      readonly kind: 'refused';
      readonly detail: string;
      /** True when it was our side that refused and the platform heard nothing. */
      readonly untold?: boolean;
    }
  /** Tried without success; may work later. */
  | {
      readonly kind: 'retry';
      readonly detail: string;
      /** The platform's own wish. */
      readonly afterMs?: number;
      /** From then on the answer counts as refused. */
      readonly untilMs?: EpochMs;
    }
  /** Not tried. */
  | {
      readonly kind: 'held';
      readonly detail: string;
      readonly untilMs: EpochMs;
      /** Which calls of the connection wait with it; undefined for none, empty for all. */
      readonly actions?: readonly OrderAction[];
    };

export interface Settlement {
  readonly state: OutboundCallsTable['state'];
  readonly attempts: number;
  readonly dueAtMs: EpochMs;
  readonly detail: string;
  readonly hops: readonly Hop[];
  /** What the branch hears, if anything. */
  readonly answer?: { readonly outcome: 'told' | 'refused' | 'gave_up'; readonly detail: string };
}

export interface SettleTimes {
  readonly startedAtMs: EpochMs;
  readonly nowMs: EpochMs;
  /** Our own wait before the next attempt. */
  readonly backoffMs: number;
}

const lastTryMs = 2_000;

/** Decides what a call's outcome means for the queue, the order's life and the branch. Pure. */
export function settle(call: DueCall, outcome: CallOutcome, times: SettleTimes): Settlement {
  switch (outcome.kind) {
    case 'told':
      return tried(call, times, { state: 'done', outcome: 'told', detail: '' });
    case 'nothing_to_tell':
      return { ...untouched(call), state: 'done' };
    case 'superseded':
      return { ...untouched(call), state: 'superseded', detail: 'the order has ended' };
    case 'refused': {
      const end = { state: 'refused', outcome: 'refused', detail: outcome.detail } as const;
      return outcome.untold ? ended(call, times, end) : tried(call, times, end);
    }
    case 'held': {
      const dueAtMs = Math.min(outcome.untilMs, call.giveUpAtMs);
      return { ...untouched(call), dueAtMs, detail: outcome.detail };
    }
    case 'retry':
      return retried(call, outcome, times);
  }
}

/** A call whose time was over before it could be tried again. */
export function giveUp(call: DueCall, times: SettleTimes): Settlement {
  const detail = call.lastDetail === '' ? 'there was no time left to send it' : call.lastDetail;
  return ended(call, times, { state: 'gave_up', outcome: 'gave_up', detail });
}

function retried(
  call: DueCall,
  { detail, afterMs, untilMs }: CallOutcome & { kind: 'retry' },
  times: SettleTimes,
): Settlement {
  const dueAtMs = afterMs === undefined ? ownDueMs(call, times) : times.nowMs + afterMs;
  if (untilMs !== undefined && dueAtMs > untilMs) {
    return tried(call, times, { state: 'refused', outcome: 'refused', detail });
  }
  if (dueAtMs >= call.giveUpAtMs) {
    return tried(call, times, { state: 'gave_up', outcome: 'gave_up', detail });
  }
  const attempts = call.attempts + 1;
  return { state: 'queued', attempts, dueAtMs, detail, hops: calledHops(call, times) };
}

/** A wait of our own never sleeps through the end: shortly before it there is one more try. */
function ownDueMs(call: DueCall, { nowMs, backoffMs }: SettleTimes): EpochMs {
  const lastTryAtMs = call.giveUpAtMs - lastTryMs;
  const dueAtMs = nowMs + backoffMs;
  return nowMs < lastTryAtMs ? Math.min(dueAtMs, lastTryAtMs) : dueAtMs;
}

interface End {
  readonly state: Settlement['state'];
  readonly outcome: 'told' | 'refused' | 'gave_up';
  readonly detail: string;
}

/** Ended by an attempt. */
function tried(call: DueCall, times: SettleTimes, end: End): Settlement {
  const settlement = ended(call, times, end);
  return {
    ...settlement,
    attempts: call.attempts + 1,
    hops: [...calledHops(call, times), ...settlement.hops],
  };
}

function ended(call: DueCall, { nowMs }: SettleTimes, end: End): Settlement {
  const { action } = call.action;
  return {
    state: end.state,
    attempts: call.attempts,
    dueAtMs: nowMs,
    detail: end.detail,
    hops: [
      {
        hop: end.outcome === 'told' ? 'platform_told' : 'platform_refused',
        atMs: nowMs,
        detail: end.detail === '' ? action : `${action}: ${end.detail}`,
      },
    ],
    answer: { outcome: end.outcome, detail: end.detail },
  };
}

/** Only the first attempt is a step of the order's life; the repeats are in the platform call log. */
function calledHops(call: DueCall, { startedAtMs }: SettleTimes): Hop[] {
  if (call.attempts > 0) return [];
  return [{ hop: 'platform_called', atMs: startedAtMs, detail: call.action.action }];
}

function untouched(call: DueCall): Settlement {
  return {
    state: 'queued',
    attempts: call.attempts,
    dueAtMs: call.giveUpAtMs,
    detail: call.lastDetail,
    hops: [],
  };
}
