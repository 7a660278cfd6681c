import { z } from 'zod';
import { DownEvent, type BatchReply, type DownBody } from '../../../shared/contract/relay.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import { isStorageFailure, transact, type Db, type Tx } from '../database/index.ts';
import { getCursors, moveDownCursor } from './cursors-repo.ts';

/** Applies one event's effects. What it throws concerns this event only, unless the storage failed. */
export type ApplyDown = (tx: Tx, body: DownBody, relayAtMs: EpochMs) => void;

/** The batch before its events are understood: one that cannot be read must not hold back the others. */
const LooseBatch = z.object({ epoch: z.string(), events: z.array(z.unknown()) });
const Place = z.object({ seq: z.int().nonnegative() });

export interface DownDeps {
  readonly db: Db;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Applies a batch and moves the cursor in one transaction; the caller acknowledges with what it returns.
 * Events at or before the cursor and events already seen by id change nothing. A batch of another epoch
 * or with a gap is not applied: the answer is the cursor as it stands, and the relay sends from there.
 *
 * @throws z.ZodError when it is no batch at all; the storage's error when it cannot commit
 */
export function receiveBatch(deps: DownDeps, raw: unknown, apply: ApplyDown): BatchReply {
  const batch = LooseBatch.parse(raw);
  return transact(deps.db, (tx) => {
    const { downEpoch, downCursor } = getCursors(tx);
    if (batch.epoch !== downEpoch) return { epoch: downEpoch, cursor: downCursor };
    let cursor = downCursor;
    for (const event of batch.events) {
      const seq = placeOf(event, cursor + 1);
      if (seq <= cursor) continue;
      if (seq > cursor + 1) break;
      receiveEvent(deps, tx, { raw: event, seq, epoch: batch.epoch }, apply);
      cursor = seq;
    }
    if (cursor !== downCursor) moveDownCursor(tx, cursor);
    return { epoch: downEpoch, cursor };
  });
}

/** The log has no gaps, so an event whose own number cannot be read is the next one. */
function placeOf(event: unknown, next: number): number {
  const place = Place.safeParse(event);
  return place.success ? place.data.seq : next;
}

interface Received {
  readonly raw: unknown;
  readonly seq: number;
  readonly epoch: string;
}

function receiveEvent(deps: DownDeps, tx: Tx, received: Received, apply: ApplyDown): void {
  const parsed = DownEvent.safeParse(received.raw);
  if (!parsed.success) {
    setAside(deps, tx, received, z.prettifyError(parsed.error));
    return;
  }
  const event = parsed.data;
  const isNew = tx
    .prepare('INSERT INTO seen_events (event_id, at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(event.id, deps.clock.now()).changes;
  if (isNew === 0) return;
  try {
    transact(tx, (inner) => apply(inner, event.body, event.atMs));
    deps.logger.debug({ eventId: event.id, seq: event.seq, kind: event.body.kind }, 'applied');
  } catch (error) {
    if (isStorageFailure(error)) throw error;
    deps.logger.error(
      { eventId: event.id, ...errorFields(error) },
      'an event could not be applied',
    );
    setAside(deps, tx, received, error instanceof Error ? error.message : String(error));
  }
}

function setAside(deps: DownDeps, tx: Tx, { raw, seq, epoch }: Received, why: string): void {
  tx.prepare(
    'INSERT INTO unreadable_events (epoch, seq, raw, why, at_ms) VALUES (?, ?, ?, ?, ?)',
  ).run(epoch, seq, JSON.stringify(raw) ?? 'undefined', why, deps.clock.now());
  deps.logger.error({ seq, why }, 'an event of the relay was put aside');
}

export function countUnreadable(db: Db): number {
  return (
    db.prepare<[], { count: number }>('SELECT count(*) AS count FROM unreadable_events').get()
      ?.count ?? 0
  );
}
