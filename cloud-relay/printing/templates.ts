import { sql } from 'kysely';
import type { TemplateSaved } from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import { recordAudit } from '../audit/index.ts';
import { appendDown } from '../branch-log/index.ts';
import type { Tx } from '../database/database.ts';

/** Where a company's template was saved. */
interface Source {
  readonly companyId: string;
  readonly branchId: string;
  readonly branchName: string;
}

interface NewVersion {
  /** Of the branch's log, the same for every repeat. */
  readonly eventId: string;
  readonly device: Source;
  readonly body: TemplateSaved;
  readonly nowMs: EpochMs;
}

/**
 * Keeps what a branch saved for its whole company and passes it on to the company's other branches. The
 * higher version counts, of equal ones the later, of those the saver's name decides, here as at every
 * branch and whatever the order they arrive in; the other stays in the history.
 *
 * @returns why it cannot be kept; undefined when it was
 */
export async function saveTemplate(
  tx: Tx,
  saved: NewVersion,
  to: { readonly ids: Ids; readonly grown: (branchId: string) => void },
): Promise<string | undefined> {
  const { eventId, device, body, nowMs } = saved;
  const { template } = body;
  if (template.scope !== 'company') return `template ${template.id} is not the company's`;
  if (!(await insertVersion(tx, saved))) return undefined;
  await chooseCurrent(tx, device.companyId, template.id);
  await recordAudit(
    tx,
    { userId: null, by: template.savedBy, address: '' },
    {
      atMs: nowMs,
      companyId: device.companyId,
      action: 'template_saved',
      target: { id: template.id, name: template.name },
      details: { branch: device.branchName, version: String(template.version) },
    },
  );
  for (const branchId of await listOtherBranches(tx, device)) {
    const owner = { branchId, companyId: device.companyId, ids: to.ids };
    await appendDown(tx, owner, [{ eventId: `shared:${eventId}`, orderId: '', body, atMs: nowMs }]);
    to.grown(branchId);
  }
  return undefined;
}

/** Gives a device that has just been enrolled the company's templates as they stand. */
export async function greetWithTemplates(
  tx: Tx,
  device: { readonly id: string; readonly branchId: string; readonly companyId: string },
  { ids, nowMs }: { readonly ids: Ids; readonly nowMs: EpochMs },
): Promise<void> {
  const rows = await tx
    .selectFrom('template_versions')
    .select(['event_id', 'body'])
    .where('company_id', '=', device.companyId)
    .where('is_current', '=', sql.lit(1))
    .orderBy('template_id')
    .execute();
  await appendDown(
    tx,
    { branchId: device.branchId, companyId: device.companyId, ids },
    rows.map((row) => ({
      eventId: `shared:${row.event_id}:${device.id}`,
      orderId: '',
      body: JSON.parse(row.body) as TemplateSaved,
      atMs: nowMs,
    })),
  );
}

/** @returns false for a repeat */
async function insertVersion(tx: Tx, { eventId, device, body, nowMs }: NewVersion) {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('template_versions')
    .values({
      company_id: device.companyId,
      event_id: eventId,
      branch_id: device.branchId,
      template_id: body.template.id,
      version: body.template.version,
      saved_at_ms: body.template.savedAtMs,
      saved_by: body.template.savedBy,
      is_current: 0,
      body: JSON.stringify(body),
      received_at_ms: nowMs,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'event_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function chooseCurrent(tx: Tx, companyId: string, templateId: string): Promise<void> {
  const ofTemplate = tx
    .selectFrom('template_versions')
    .select('event_id')
    .where('company_id', '=', companyId)
    .where('template_id', '=', templateId);
  const newest = await ofTemplate
    .orderBy('version', 'desc')
    .orderBy('saved_at_ms', 'desc')
    .orderBy('saved_by', 'desc')
    .orderBy('event_id', 'desc')
    .executeTakeFirstOrThrow();
  const mark = (isCurrent: 0 | 1) =>
    tx
      .updateTable('template_versions')
      .set({ is_current: isCurrent })
      .where('company_id', '=', companyId)
      .where('template_id', '=', templateId)
      .where('event_id', isCurrent === 1 ? '=' : '!=', newest.event_id)
      .execute();
  await mark(0);
  await mark(1);
}

/** Those with a branch server; one that gets its first later is greeted with everything. */
async function listOtherBranches(tx: Tx, { companyId, branchId }: Source): Promise<string[]> {
  const rows = await tx
    .selectFrom('devices')
    .select('branch_id')
    .distinct()
    .where('company_id', '=', companyId)
    .where('branch_id', '!=', branchId)
    .where('revoked_at_ms', 'is', null)
    .orderBy('branch_id')
    .execute();
  return rows.map((row) => row.branch_id);
}
