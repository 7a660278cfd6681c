import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Order, OrderAction } from '../../src/shared/contract/order.ts';
import { type EpochMs, minuteMs, secondMs } from '../../src/shared/kit/clock.ts';
import type { OutboundAction } from '../adapters/adapter.ts';
import type { Tx } from '../database/database.ts';
import type { OutboundCallsTable, RelayDatabase } from '../database/schema.ts';
import type { DueCall } from './due-call.ts';

/** A call without a deadline of the platform's is pointless after this. */
const patienceMs = 30 * minuteMs;
/** An answer given at or after the deadline is still told once: only the platform knows if it is too late. */
const lastChanceMs = 15 * secondMs;

export interface NewCall {
  readonly order: {
    readonly id: string;
    readonly companyId: string;
    readonly branchId: string;
    readonly connectionId: string;
    readonly order: Pick<Order, 'acceptByMs'>;
  };
  readonly action: OutboundAction;
  /** Names what caused the call; the same cause, order and action queue it once, however often it comes. */
  readonly cause: string;
  readonly nowMs: EpochMs;
}

/**
 * Queues a call to the order's platform in the transaction of its cause. Wake the worker after the commit.
 *
 * @returns false when the call is queued, or was made, already
 */
export async function enqueueAction(tx: Tx, call: NewCall): Promise<boolean> {
  const { order, action, nowMs } = call;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('outbound_calls')
    .values((q) => ({
      id: callIdOf(order.id, action.action, call.cause),
      company_id: order.companyId,
      branch_id: order.branchId,
      connection_id: order.connectionId,
      order_id: order.id,
      position: q
        .selectFrom('outbound_calls as earlier')
        .select(sql<number>`coalesce(max(earlier.position), 0) + 1`.as('next'))
        .where('earlier.order_id', '=', order.id),
      action: action.action,
      params: JSON.stringify(action),
      state: 'queued',
      attempts: 0,
      due_at_ms: nowMs,
      give_up_at_ms: giveUpAt(action.action, order.order.acceptByMs, nowMs),
      last_detail: '',
      sent_at_ms: null,
      created_at_ms: nowMs,
      done_at_ms: null,
    }))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function giveUpAt(action: OrderAction, acceptByMs: number | null, nowMs: EpochMs): EpochMs {
  const isAnswer = action === 'accept' || action === 'reject';
  if (!isAnswer || acceptByMs === null) return nowMs + patienceMs;
  return Math.max(acceptByMs, nowMs + lastChanceMs);
}

function callIdOf(...parts: string[]): string {
  return `call_${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)}`;
}

export interface TakeScope {
  readonly nowMs: EpochMs;
  readonly limit: number;
  /** Connections that have as many calls under way as they may. */
  readonly busyConnections: readonly string[];
  /** Orders with a call under way. */
  readonly busyOrders: readonly string[];
}

/**
 * Calls that may be made now, the one with the least time left first, and of each order only the
 * earliest: a platform must not hear that food is ready before it hears that the order is accepted.
 */
export async function listDueCalls(
  db: Kysely<RelayDatabase>,
  { nowMs, limit, busyConnections, busyOrders }: TakeScope,
): Promise<DueCall[]> {
  const rows = await db
    .selectFrom('outbound_calls as call')
    .innerJoin('orders', 'orders.id', 'call.order_id')
    .selectAll('call')
    .select(['orders.platform', 'orders.store_id', 'orders.body', 'orders.platform_data'])
    .where('call.state', '=', 'queued')
    .where('call.due_at_ms', '<=', nowMs)
    .where((q) =>
      q.not(
        q.exists(
          q
            .selectFrom('outbound_calls as earlier')
            .select('earlier.id')
            .whereRef('earlier.order_id', '=', 'call.order_id')
            .whereRef('earlier.position', '<', 'call.position')
            .where('earlier.state', '=', 'queued'),
        ),
      ),
    )
    .$if(busyConnections.length > 0, (q) =>
      q.where('call.connection_id', 'not in', busyConnections),
    )
    .$if(busyOrders.length > 0, (q) => q.where('call.order_id', 'not in', busyOrders))
    .orderBy('call.give_up_at_ms')
    .orderBy('call.due_at_ms')
    .limit(limit)
    .execute();
  return rows.map(toDueCall);
}

type DueRow = OutboundCallsTable & {
  platform: string;
  store_id: string;
  body: string;
  platform_data: string;
};

function toDueCall(row: DueRow): DueCall {
  return {
    id: row.id,
    companyId: row.company_id,
    branchId: row.branch_id,
    connectionId: row.connection_id,
    platform: row.platform,
    action: JSON.parse(row.params) as OutboundAction,
    attempts: row.attempts,
    giveUpAtMs: row.give_up_at_ms,
    lastDetail: row.last_detail,
    mayHaveBeenHeard: row.sent_at_ms !== null,
    order: JSON.parse(row.body) as Order,
    storeId: row.store_id,
    platformData: JSON.parse(row.platform_data) as Record<string, unknown>,
  };
}

/** When the next call that waits for its time falls due; undefined when none does. */
export async function findNextDueMs(
  db: Kysely<RelayDatabase>,
  nowMs: EpochMs,
): Promise<EpochMs | undefined> {
  const row = await db
    .selectFrom('outbound_calls')
    .select('due_at_ms')
    .where('state', '=', 'queued')
    .where('due_at_ms', '>', nowMs)
    .orderBy('due_at_ms')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at_ms;
}

export async function findStatus(
  db: Kysely<RelayDatabase>,
  orderId: string,
): Promise<OrderStatus | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('status')
    .where('id', '=', orderId)
    .executeTakeFirst();
  return row?.status as OrderStatus | undefined;
}

/**
 * Puts off every queued call of a connection for these actions: what holds one back holds them all, and
 * one statement is cheaper than finding it out call by call.
 */
export async function holdCalls(
  tx: Tx,
  connectionId: string,
  actions: readonly OrderAction[],
  untilMs: EpochMs,
): Promise<void> {
  await tx
    .updateTable('outbound_calls')
    .set({
      due_at_ms: sql`case when give_up_at_ms < ${untilMs} then give_up_at_ms else ${untilMs} end`,
    })
    .where('state', '=', 'queued')
    .where('connection_id', '=', connectionId)
    .where('due_at_ms', '<', untilMs)
    .$if(actions.length > 0, (q) => q.where('action', 'in', actions))
    .execute();
}

export async function updateCall(
  tx: Tx,
  callId: string,
  changes: Partial<
    Pick<OutboundCallsTable, 'state' | 'attempts' | 'due_at_ms' | 'last_detail' | 'done_at_ms'>
  >,
): Promise<void> {
  await tx
    .updateTable('outbound_calls')
    .set(changes)
    .where('id', '=', callId)
    .where('state', '=', 'queued')
    .execute();
}

/** Written before a try leaves, so that a crash in the middle of it leaves no doubt that there was one. */
export async function markSent(
  db: Kysely<RelayDatabase>,
  callId: string,
  nowMs: EpochMs,
): Promise<void> {
  await db
    .updateTable('outbound_calls')
    .set({ sent_at_ms: nowMs })
    .where('id', '=', callId)
    .where('sent_at_ms', 'is', null)
    .execute();
}

export async function countQueued(db: Kysely<RelayDatabase>): Promise<number> {
  const { queued } = await db
    .selectFrom('outbound_calls')
    .select((q) => q.fn.countAll<number>().as('queued'))
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow();
  return queued;
}
