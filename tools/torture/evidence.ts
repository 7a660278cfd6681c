import Database from 'better-sqlite3';
import type { SimulatedOrder } from '../../cloud-relay/simulators/simulator.ts';
import type { Evidence, SentOrder, StoredOrder } from './verdict.ts';
import type { Cashier } from './traffic.ts';
import type { World } from './world.ts';

function read<Row>(file: string, sql: string): Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

const relayOrders = (world: World) =>
  read<StoredOrder>(
    world.relayDatabase,
    'SELECT id, external_id AS externalId, status FROM orders',
  );

const branchOrders = (world: World) =>
  read<StoredOrder>(
    world.branchDatabase,
    `SELECT id, json_extract(body, '$.externalId') AS externalId, status FROM orders`,
  );

const ticketOrders = (world: World) =>
  read<{ id: string; orderId: string; kind: 'kitchen' | 'void' }>(
    world.branchDatabase,
    `SELECT id, order_id AS orderId, kind FROM print_jobs WHERE order_id IS NOT NULL`,
  );

/** What still has to happen before a run can be judged; empty when all is quiet. */
export function openWork(world: World): string[] {
  const waiting = read<{ count: number }>(
    world.branchDatabase,
    `SELECT count(*) AS count FROM print_jobs WHERE state IN ('queued', 'blocked', 'sending', 'unknown')`,
  );
  const calls = read<{ count: number }>(
    world.relayDatabase,
    `SELECT count(*) AS count FROM outbound_calls WHERE state = 'queued'`,
  );
  const unread = read<{ count: number }>(
    world.relayDatabase,
    `SELECT count(*) AS count FROM webhook_calls WHERE state IN ('received', 'waiting')`,
  );
  const undelivered = read<{ count: number }>(
    world.relayDatabase,
    `SELECT coalesce(sum(down_head - down_acked), 0) AS count FROM branch_logs`,
  );
  const unsaid = read<{ count: number }>(
    world.branchDatabase,
    `SELECT up_head - up_acknowledged AS count FROM cursors`,
  );
  const unheard = platformOrders(world).filter(
    (order) => order.acknowledgedAt === null && !order.undeliverable,
  );
  return [
    ...named('tickets', waiting[0]?.count),
    ...named('calls to platforms', calls[0]?.count),
    ...named('webhooks to read', unread[0]?.count),
    ...named('events for the branch', undelivered[0]?.count),
    ...named('events for the relay', unsaid[0]?.count),
    ...named('webhooks to deliver', unheard.length),
  ];
}

const named = (what: string, count = 0) => (count === 0 ? [] : [`${count} ${what}`]);

function platformOrders(world: World): SimulatedOrder[] {
  return Object.values(world.simulators).flatMap((simulator) => [...simulator.orders()]);
}

/** The traces that every ticket carries in the printer's own letters, at its top and its foot. */
const jobLine = /T-([A-Z0-9]{6}) attempt \d+/;
const markWords = /COPY|POSSIBLE DUPLICATE/;

/** A ticket is named on paper by the end of its id. */
export const printedId = (id: string) => id.slice(-6).toUpperCase();

/** Reads a piece of paper as a person would; paper without an id is none of an order. */
export function readTicket<Known>(
  paper: { readonly text: string; readonly complete: boolean },
  known: ReadonlyMap<string, Known>,
): (Known & { readonly marked: boolean; readonly complete: boolean })[] {
  const ticket = known.get(jobLine.exec(paper.text)?.[1] ?? '');
  if (!ticket) return [];
  return [{ ...ticket, marked: markWords.test(paper.text), complete: paper.complete }];
}

/** Orders that nobody accepted, or that ended before anybody could. */
const ticketless = new Set(['pending', 'rejected', 'cancelled', 'refunded']);

/** Everything the outside world saw, and both databases as they are now. */
export function collectEvidence(world: World, cashier: Cashier): Evidence {
  const branch = branchOrders(world);
  const byExternalId = new Map(branch.map((order) => [order.externalId, order]));
  const known = new Map(ticketOrders(world).map(({ id, ...rest }) => [printedId(id), rest]));
  const pieces = [...world.printer.tickets, world.printer.unfinished()].filter(
    (piece) => piece !== undefined,
  );
  return {
    sent: platformOrders(world).map((order) => toSent(order, byExternalId, cashier)),
    relay: relayOrders(world),
    branch,
    paper: pieces.flatMap((piece) => readTicket(piece, known)),
  };
}

function toSent(
  order: SimulatedOrder,
  branch: ReadonlyMap<string, StoredOrder>,
  cashier: Cashier,
): SentOrder {
  const held = branch.get(order.externalId);
  return {
    externalId: order.externalId,
    acknowledged: order.acknowledgedAt !== null,
    acceptedAtTill: held !== undefined && cashier.accepted.has(held.id),
    cancelled: order.state === 'cancelled' || order.state === 'expired',
    ticketOwed: held !== undefined && !ticketless.has(held.status),
    platformHeard: order.answeredAt !== null,
  };
}
