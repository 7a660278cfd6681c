import { sql } from 'kysely';
import type { BranchOutage } from '../../src/shared/contract/console-availability.ts';
import type { MenuName } from '../../src/shared/contract/menu.ts';
import type {
  AvailabilityChanged,
  BusyChanged,
  ItemAvailability,
} from '../../src/shared/contract/relay.ts';
import type { BusyMode } from '../../src/shared/contract/rules.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Tx } from '../database/database.ts';
import type { Db } from '../tenancy/scoped.ts';

export interface SayingBranch {
  readonly branchId: string;
  readonly companyId: string;
}

/** Keeps what a branch says is out: of each thing the last word in its log counts. */
export async function saveAvailability(
  tx: Tx,
  branch: SayingBranch,
  { isWhole, items, atMs }: AvailabilityChanged,
): Promise<void> {
  if (isWhole) {
    await tx.deleteFrom('branch_outages').where('branch_id', '=', branch.branchId).execute();
  }
  for (const item of items) {
    if (item.isOut) await saveOutage(tx, branch, item, atMs);
    else await deleteOutage(tx, branch, item);
  }
}

async function saveOutage(
  tx: Tx,
  { branchId, companyId }: SayingBranch,
  item: ItemAvailability,
  atMs: EpochMs,
): Promise<void> {
  const said = { name: JSON.stringify(item.name), until_ms: item.untilMs, said_at_ms: atMs };
  const key = { branch_id: branchId, kind: item.kind, item_id: item.id };
  await tx
    .insertInto('branch_outages')
    .values({ ...key, company_id: companyId, ...said })
    .onConflict((conflict) => conflict.columns(['branch_id', 'kind', 'item_id']).doUpdateSet(said))
    .execute();
}

async function deleteOutage(
  tx: Tx,
  { branchId }: SayingBranch,
  { kind, id }: ItemAvailability,
): Promise<void> {
  await tx
    .deleteFrom('branch_outages')
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .where('item_id', '=', id)
    .execute();
}

/** Keeps a branch's busy mode as it stands. */
export async function saveBusy(
  tx: Tx,
  { branchId, companyId }: SayingBranch,
  { busy }: BusyChanged,
): Promise<void> {
  await tx.deleteFrom('branch_busy').where('branch_id', '=', branchId).execute();
  if (busy === null) return;
  await tx
    .insertInto('branch_busy')
    .values({
      branch_id: branchId,
      company_id: companyId,
      busy: JSON.stringify(busy),
      until_ms: busy.untilMs,
    })
    .execute();
}

/** What is out at a branch now, by what it said last; the one that comes back first stands first. */
export async function listOutages(
  db: Db,
  branchId: string,
  nowMs: EpochMs,
): Promise<BranchOutage[]> {
  const rows = await db
    .selectFrom('branch_outages')
    .select(['kind', 'item_id', 'name', 'until_ms'])
    .where('branch_id', '=', branchId)
    .where(stillOut(nowMs))
    .execute();
  return rows
    .map((row) => ({
      kind: row.kind,
      id: row.item_id,
      name: JSON.parse(row.name) as MenuName,
      untilMs: row.until_ms,
    }))
    .toSorted((a, b) => (a.untilMs ?? Infinity) - (b.untilMs ?? Infinity));
}

/** What a thing that is out is called; its id when the branch has not named it. */
export async function findOutageName(db: Db, branchId: string, itemId: string): Promise<string> {
  const row = await db
    .selectFrom('branch_outages')
    .select('name')
    .where('branch_id', '=', branchId)
    .where('item_id', '=', itemId)
    .executeTakeFirst();
  if (!row) return itemId;
  const { en, ar } = JSON.parse(row.name) as MenuName;
  return en || ar;
}

/** Of `branch_outages`: a thing that was out for a time is back when that is over, without a word of the branch. */
export function stillOut(nowMs: EpochMs) {
  return sql<boolean>`(until_ms is null or until_ms > ${nowMs})`;
}

/** @param row.busy JSON of BusyMode; null when the branch has never been busy */
export function toBusyView(row: { readonly busy: string | null }, nowMs: EpochMs): BusyMode | null {
  if (row.busy === null) return null;
  const busy = JSON.parse(row.busy) as BusyMode;
  return busy.untilMs > nowMs ? busy : null;
}
