import { type Kysely, sql } from 'kysely';
import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Order, StatusChange } from '../../src/shared/contract/order.ts';
import type { DownBody, DownEvent } from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import type { Tx } from '../database/database.ts';
import type { RelayDatabase } from '../database/schema.ts';
import { listChanges, listHops } from '../orders/index.ts';
import { manyRows } from '../database/many-rows.ts';

/** A placed order is kept once, in its own table: the log only points at it. */
export type DownNews =
  Exclude<DownBody, { kind: 'order.placed' }> | { readonly kind: 'order.placed' };

export interface NewDownEvent {
  /** The same for every repeat of the same event: a log that starts again relies on it. */
  readonly eventId: string;
  readonly orderId: string;
  readonly body: DownNews;
  readonly atMs: EpochMs;
}

export interface LogOwner {
  readonly branchId: string;
  readonly companyId: string;
  /** Names the log's epoch when these are its first events. */
  readonly ids: Ids;
}

const insertEvents = manyRows(7, (tx, count) =>
  tx
    .insertInto('down_events')
    .values(
      Array.from({ length: count }, () => ({
        branch_id: '',
        seq: 0,
        event_id: '',
        order_id: '',
        kind: '',
        body: '',
        at_ms: 0,
      })),
    )
    .compile(),
);

/**
 * Appends events to a branch's log, in their order and without a gap: the head moves in the same
 * transaction, and whoever appends next waits for it.
 */
export async function appendDown(
  tx: Tx,
  owner: LogOwner,
  events: readonly NewDownEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const { down_head: head } = await tx
    .insertInto('branch_logs')
    .values({
      branch_id: owner.branchId,
      company_id: owner.companyId,
      down_epoch: owner.ids('epoch'),
      down_head: events.length,
      down_acked: 0,
    })
    .onConflict((conflict) =>
      conflict
        .column('branch_id')
        .doUpdateSet({ down_head: sql`branch_logs.down_head + excluded.down_head` }),
    )
    .returning('down_head')
    .executeTakeFirstOrThrow();
  const before = head - events.length;
  await insertEvents(
    tx,
    events.map(({ eventId, orderId, body, atMs }, index) => [
      owner.branchId,
      before + index + 1,
      eventId,
      orderId,
      body.kind,
      body.kind === 'order.placed' ? '' : JSON.stringify(body),
      atMs,
    ]),
  );
}

export interface ReadLimits {
  readonly events: number;
  readonly bytes: number;
}

/**
 * The branch's events after `afterSeq`, oldest first, as many as the limits allow and at least one.
 * A placed order comes as it stands now, with its life so far, not as it was when it was queued.
 */
export async function readDown(
  db: Kysely<RelayDatabase>,
  branchId: string,
  afterSeq: number,
  limits: ReadLimits,
): Promise<DownEvent[]> {
  const rows = await db
    .selectFrom('down_events')
    .leftJoin('orders', (join) =>
      join
        .onRef('orders.id', '=', 'down_events.order_id')
        .on('down_events.kind', '=', 'order.placed'),
    )
    .select([
      'down_events.seq',
      'down_events.event_id',
      'down_events.order_id',
      'down_events.body',
      'down_events.at_ms',
      'orders.body as order',
      'orders.status',
      'orders.updated_at_ms',
    ])
    .where('down_events.branch_id', '=', branchId)
    .where('down_events.seq', '>', afterSeq)
    .orderBy('down_events.seq')
    .limit(limits.events)
    .execute();
  const sent = withinBytes(rows, limits.bytes);
  const placed = sent.filter((row) => row.order !== null).map((row) => row.order_id);
  const [changes, hops] = [await listChanges(db, placed), await listHops(db, placed)];
  return sent.map((row) => ({
    seq: row.seq,
    id: row.event_id,
    atMs: row.at_ms,
    body:
      row.order === null
        ? (JSON.parse(row.body) as DownBody)
        : {
            kind: 'order.placed',
            order: JSON.parse(row.order) as Order,
            standing: standingOf(row, changes.get(row.order_id)),
            hops: hops.get(row.order_id) ?? [],
          },
  }));
}

/** What an order's history and a few hops add to its own text. */
const lifeBytes = 1_024;

function withinBytes<Row extends { body: string; order: string | null }>(
  rows: readonly Row[],
  maxBytes: number,
): Row[] {
  let bytes = 0;
  const end = rows.findIndex(({ body, order }) => {
    bytes += Buffer.byteLength(order ?? body) + (order === null ? 0 : lifeBytes);
    return bytes > maxBytes;
  });
  return end === -1 ? [...rows] : rows.slice(0, Math.max(1, end));
}

function standingOf(
  row: { status: string | null; updated_at_ms: number | null },
  changes: readonly StatusChange[] | undefined,
): StatusChange {
  const last = changes?.at(-1);
  if (last) return last;
  return {
    status: row.status as OrderStatus,
    atMs: row.updated_at_ms ?? 0,
    by: 'platform',
    reason: '',
  };
}

export interface LogPosition {
  readonly epoch: string;
  readonly head: number;
  readonly acked: number;
}

/** Where a branch's log stands; undefined before its first event. */
export async function findLog(
  db: Kysely<RelayDatabase>,
  branchId: string,
): Promise<LogPosition | undefined> {
  const row = await db
    .selectFrom('branch_logs')
    .select(['down_epoch as epoch', 'down_head as head', 'down_acked as acked'])
    .where('branch_id', '=', branchId)
    .executeTakeFirst();
  return row;
}

/**
 * Notes that the branch has everything up to `seq` for good. Never moves back, and ignores another
 * epoch or a number that was never given out.
 *
 * @returns whether the acknowledgement belonged to this log
 */
export async function ackDown(
  tx: Tx,
  branchId: string,
  epoch: string,
  seq: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('branch_logs')
    .set({ down_acked: sql`case when down_acked < ${seq} then ${seq} else down_acked end` })
    .where('branch_id', '=', branchId)
    .where('down_epoch', '=', epoch)
    .where('down_head', '>=', seq)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Begins a new life of a branch's log, because the branch has seen numbers that this log never gave (the
 * relay's database is an older copy). What is kept is numbered from 1 and sent again; the branch knows
 * by the events' ids what it has.
 */
export async function startNewEpoch(tx: Tx, owner: LogOwner): Promise<LogPosition> {
  const { branchId, companyId, ids } = owner;
  const { kept, first } = await tx
    .selectFrom('down_events')
    .select((q) => [
      q.fn.countAll<number>().as('kept'),
      q.fn.coalesce(q.fn.min('seq'), sql.lit(1)).as('first'),
    ])
    .where('branch_id', '=', branchId)
    .executeTakeFirstOrThrow();
  // By way of negative numbers: a row moved straight down would meet the one before it.
  for (const seq of [sql<number>`${first} - 1 - seq`, sql<number>`-seq`]) {
    await tx.updateTable('down_events').set({ seq }).where('branch_id', '=', branchId).execute();
  }
  const epoch = ids('epoch');
  const fresh = { down_epoch: epoch, down_head: kept, down_acked: 0 };
  await tx
    .insertInto('branch_logs')
    .values({ branch_id: branchId, company_id: companyId, ...fresh })
    .onConflict((conflict) => conflict.column('branch_id').doUpdateSet(fresh))
    .execute();
  return { epoch, head: kept, acked: 0 };
}
