import { z } from 'zod';
import { batchLimits } from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore, Tx } from '../database/database.ts';
import { applyEvent, type EventScope } from './apply-event.ts';
import type { Device } from './device-login.ts';
import { findUpCursor, moveUpCursor } from './up-cursor.ts';
import type { Turns } from './turns.ts';

export interface ApplyUpDeps {
  readonly store: RelayStore;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** The batch before its events are understood: one that cannot be read must not hold back the others. */
export const LooseUpBatch = z.object({
  epoch: z.string().min(1).max(100),
  events: z.array(z.unknown()).max(batchLimits.events),
});
export type LooseUpBatch = z.infer<typeof LooseUpBatch>;

/** An event at its place in the log. */
interface Placed {
  readonly seq: number;
  readonly raw: unknown;
}

interface Scope extends EventScope {
  readonly epoch: string;
}

export interface Applied {
  /** The cursor to acknowledge. */
  readonly cursor: number;
  /** Branches whose logs have grown. */
  readonly toWake: ReadonlySet<string>;
}

/** In one transaction, so that a branch with much to say does not keep the platforms waiting. */
const atOnce = 32;

/**
 * Applies a branch's events, each in one transaction with the cursor. Events at or before the cursor
 * change nothing; at a gap it stops. What cannot be applied is kept beside the log and passed by.
 *
 * @throws the store's error when it cannot commit
 */
export async function applyUpBatch(
  deps: ApplyUpDeps,
  device: Device,
  batch: LooseUpBatch,
  nowMs: EpochMs,
): Promise<Applied> {
  const toWake = new Set<string>();
  const grown = (branchId: string) => void toWake.add(branchId);
  const scope = { device, epoch: batch.epoch, nowMs, ids: deps.ids, grown };
  for (let start = 0; start < batch.events.length; start += atOnce) {
    await applyChunk(deps, scope, batch.events.slice(start, start + atOnce));
  }
  return { cursor: await findUpCursor(deps.store.db, device.branchId, batch.epoch), toWake };
}

async function applyChunk(
  deps: ApplyUpDeps,
  scope: Scope,
  events: readonly unknown[],
): Promise<void> {
  const { turns, logger } = deps;
  try {
    await turns.write((tx) => applyNext(tx, scope, events, applyEvent));
  } catch (error) {
    const { branchId } = scope.device;
    logger.error({ branchId, ...errorFields(error) }, 'events of a branch could not be applied');
    const why = error instanceof Error ? error.message : String(error);
    if (events.length > 1) {
      for (const event of events) await applyChunk(deps, scope, [event]);
    } else {
      // A store that fails altogether fails here too, and then nothing is acknowledged.
      await turns.write((tx) => applyNext(tx, scope, events, () => Promise.resolve(why)));
    }
  }
}

async function applyNext(
  tx: Tx,
  scope: Scope,
  events: readonly unknown[],
  apply: typeof applyEvent,
): Promise<void> {
  const { device, epoch, nowMs } = scope;
  const cursor = await findUpCursor(tx, device.branchId, epoch);
  const placed = placeAfter(cursor, events);
  for (const event of placed) {
    const why = await apply(tx, scope, event.raw);
    if (why !== undefined) await setAside(tx, scope, event, why);
  }
  const last = placed.at(-1);
  if (!last) return;
  await moveUpCursor(tx, {
    branchId: device.branchId,
    branchEpoch: epoch,
    cursor: last.seq,
    nowMs,
  });
}

const Place = z.object({ seq: z.int().positive() });

/** The events that come next, without repeats and up to a gap; one without a readable number is the next. */
function placeAfter(cursor: number, events: readonly unknown[]): Placed[] {
  const placed: Placed[] = [];
  let next = cursor + 1;
  for (const raw of events) {
    const place = Place.safeParse(raw);
    const seq = place.success ? place.data.seq : next;
    if (seq < next) continue;
    if (seq > next) break;
    placed.push({ seq, raw });
    next += 1;
  }
  return placed;
}

const keptCharacters = 64 * 1024;

async function setAside(
  tx: Tx,
  { device, epoch, nowMs }: Scope,
  { seq, raw }: Placed,
  why: string,
): Promise<void> {
  await tx
    .insertInto('unreadable_up_events')
    .values({
      branch_id: device.branchId,
      company_id: device.companyId,
      branch_epoch: epoch,
      seq,
      raw: (JSON.stringify(raw) ?? '').slice(0, keptCharacters),
      why,
      received_at_ms: nowMs,
    })
    .execute();
}
