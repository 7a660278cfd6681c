import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Outcome } from '../../../shared/contract/search.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db, Tx } from '../database/index.ts';
import { wordsOf } from './search-words.ts';

/** What an order's row says so that it can be found. */
export interface FoundBy {
  readonly place: number;
  readonly channel: string;
  readonly totalMinor: number | null;
}

/**
 * Makes a new order findable; belongs into the transaction that stores it. Who deletes an order need not think of it.
 *
 * @returns what its row must say
 */
export function indexNewOrder(tx: Tx, order: Order, receivedAtMs: EpochMs): FoundBy {
  const place = freePlace(tx, receivedAtMs);
  insertWords(tx, place, order);
  return { place, channel: order.platform, totalMinor: order.totalMinor };
}

/** Makes an order that is stored findable as it is now; belongs into the transaction that changes it. */
export function indexOrder(tx: Tx, order: Order, receivedAtMs: EpochMs): void {
  const { id, platform: channel, totalMinor } = order;
  const known = tx
    .prepare<[string], { place: number | null }>('SELECT place FROM orders WHERE id = ?')
    .get(id);
  const place = known?.place ?? freePlace(tx, receivedAtMs);
  tx.prepare('UPDATE orders SET place = ?, channel = ?, total_minor = ? WHERE id = ?').run(
    place,
    channel,
    totalMinor,
    id,
  );
  insertWords(tx, place, order);
}

function insertWords(tx: Tx, place: number, order: Order): void {
  tx.prepare('INSERT OR REPLACE INTO order_words (rowid, words) VALUES (?, ?)').run(
    place,
    wordsOf(order).join(' '),
  );
}

/** Hundreds may come in one millisecond after hours offline: those after the first move on by the least there is. */
function freePlace(tx: Tx, atMs: EpochMs): number {
  const isTaken = tx.prepare<[number]>('SELECT 1 FROM orders WHERE place = ?');
  const last = tx
    .prepare<[number, number], number>('SELECT max(place) FROM orders WHERE place BETWEEN ? AND ?')
    .pluck();
  let place = atMs;
  while (isTaken.get(place)) place = (last.get(place, place + 1_000) ?? place) + 1;
  return place;
}

interface UnindexedRow {
  readonly body: string;
  readonly receivedAtMs: number;
}

/** Makes a few of those findable that were stored before there was a search. @returns how many */
export function indexSome(tx: Tx, limit: number): number {
  const rows = tx
    .prepare<[number], UnindexedRow>(
      `SELECT body, received_at_ms AS receivedAtMs FROM orders WHERE place IS NULL LIMIT ?`,
    )
    .all(limit);
  for (const row of rows) indexOrder(tx, JSON.parse(row.body) as Order, row.receivedAtMs);
  return rows.length;
}

/** What is asked; places are moments in milliseconds, `toPlace` is not included. */
export interface Wanted {
  /** A query of FTS5; empty for none. */
  readonly match: string;
  readonly fromPlace: number;
  readonly toPlace: number;
  readonly channel?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly minMinor?: number | undefined;
  readonly maxMinor?: number | undefined;
}

/** As the index of the same name has it, or SQLite does not use that. */
const isVoid = `o.status IN ('rejected', 'cancelled', 'refunded')`;
const isDone = `o.status IN ('out_for_delivery', 'delivered')`;

/** Fewer than this are sorted sooner than they are met by going back through time. */
const fewOrders = 5_000;

/**
 * The place about so many orders before another; 0 when there are not so many. Orders are stored nearly in the order of
 * their places, so that nothing has to be counted.
 */
export function placeBefore(db: Db, place: number, orders: number): number {
  const before = db
    .prepare<[number, number], number>(
      `SELECT place FROM orders WHERE rowid <= (
         SELECT rowid FROM orders INDEXED BY orders_by_place
          WHERE place < ? ORDER BY place DESC LIMIT 1) - ?
        ORDER BY rowid DESC LIMIT 1`,
    )
    .pluck()
    .get(place, orders);
  return Math.min(before ?? 0, place - 1);
}

/** Whether so little has the words, the channel or the end that is wanted that all of it can be looked at in one go. */
export function isFew(db: Db, wanted: Wanted): boolean {
  const { match, channel, outcome } = wanted;
  const isInTime = 'place >= @fromPlace AND place < @toPlace';
  const candidates =
    match === ''
      ? `orders o INDEXED BY ${indexFor(wanted)} WHERE ${isInTime}
          ${channel === undefined ? '' : 'AND channel = @channel'}
          ${channel === undefined && outcome === 'void' ? `AND ${isVoid}` : ''}`
      : `order_words WHERE order_words MATCH @match
          AND rowid >= @fromPlace AND rowid < @toPlace`;
  const count = db
    .prepare<[object], number>(`SELECT count(*) FROM (SELECT 1 FROM ${candidates} LIMIT @most)`)
    .pluck()
    .get({ ...wanted, most: fewOrders });
  return (count ?? 0) < fewOrders;
}

/** Places of what is wanted, newest first. */
export function findPlaces(db: Db, wanted: Wanted, limit: number): number[] {
  const { sql, given } = placesQuery(db, wanted);
  return db
    .prepare<[object], number>(sql)
    .pluck()
    .all({ ...given, limit });
}

/** The query and its values; a test asks SQLite that no question reads the orders themselves. */
export function placesQuery(db: Db, wanted: Wanted) {
  const { match, outcome, channel, minMinor = 0, maxMinor = Number.MAX_SAFE_INTEGER } = wanted;
  const isByTotal = wanted.minMinor !== undefined || wanted.maxMinor !== undefined;
  const given = { ...wanted, channel, minMinor, maxMinor };
  const filters = [
    'o.place >= @fromPlace AND o.place < @toPlace',
    ...(channel === undefined ? [] : ['o.channel = @channel']),
    ...(outcome === undefined ? [] : [outcome === 'void' ? isVoid : isDone]),
    ...(isByTotal ? ['o.total_minor BETWEEN @minMinor AND @maxMinor'] : []),
  ].join(' AND ');
  if (match === '') {
    const index =
      isByTotal && isRare(db, minMinor, maxMinor) ? 'orders_by_total' : indexFor(wanted);
    const sql = `SELECT o.place FROM orders o INDEXED BY ${index}
      WHERE ${filters} ORDER BY o.place DESC LIMIT @limit`;
    return { sql, given };
  }
  const sql = `SELECT o.place FROM order_words w
      CROSS JOIN orders o INDEXED BY orders_by_place ON o.place = w.rowid
    WHERE order_words MATCH @match AND w.rowid >= @fromPlace AND w.rowid < @toPlace AND ${filters}
    ORDER BY w.rowid DESC LIMIT @limit`;
  return { sql, given };
}

/** Named, because SQLite knows nothing about how common a channel is. */
function indexFor({ channel, outcome }: Wanted): string {
  if (channel !== undefined) return 'orders_by_channel';
  return outcome === 'void' ? 'orders_void' : 'orders_by_place';
}

function isRare(db: Db, minMinor: number, maxMinor: number): boolean {
  const count = db
    .prepare<[number, number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM orders WHERE total_minor BETWEEN ? AND ? LIMIT ?)',
    )
    .pluck()
    .get(minMinor, maxMinor, fewOrders);
  return (count ?? 0) < fewOrders;
}

export interface FoundRow {
  readonly order: Order;
  readonly status: OrderStatus;
  readonly receivedAtMs: number;
}

/** Newest first. */
export function listByPlace(db: Db, places: readonly number[]): FoundRow[] {
  return db
    .prepare<[string], Pick<FoundRow, 'status' | 'receivedAtMs'> & { body: string }>(
      `SELECT status, received_at_ms AS receivedAtMs, body FROM orders
        WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place DESC`,
    )
    .all(JSON.stringify(places))
    .map(({ body, ...row }) => ({ ...row, order: JSON.parse(body) as Order }));
}

/** Every channel any order came by, without reading the orders. */
export function listChannels(db: Db): string[] {
  return db
    .prepare<[], string>(
      `WITH RECURSIVE channels (channel) AS (
         SELECT min(channel) FROM orders
         UNION ALL
         SELECT (SELECT min(channel) FROM orders WHERE channel > channels.channel)
           FROM channels WHERE channels.channel IS NOT NULL)
       SELECT channel FROM channels WHERE channel IS NOT NULL`,
    )
    .pluck()
    .all();
}
