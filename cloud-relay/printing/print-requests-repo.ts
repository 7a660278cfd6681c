import type { Selectable } from 'kysely';
import type { PrintRequestView } from '../../src/shared/contract/console-api.ts';
import type {
  PrintRequest,
  PrintRequestReport,
  RemotePaper,
} from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Scope } from '../auth/scope.ts';
import type { Tx } from '../database/database.ts';
import type { PrintRequestsTable } from '../database/schema.ts';
import { type Db, inScope } from '../tenancy/scoped.ts';

export interface NewPrintRequest extends PrintRequest {
  readonly companyId: string;
  readonly branchId: string;
  readonly printerName: string;
}

export async function insertPrintRequest(tx: Tx, request: NewPrintRequest): Promise<void> {
  await tx
    .insertInto('print_requests')
    .values({
      id: request.id,
      company_id: request.companyId,
      branch_id: request.branchId,
      document: request.document,
      order_id: request.orderId,
      printer_id: request.printerId,
      printer_name: request.printerName,
      reason: request.reason,
      by: request.by,
      requested_at_ms: request.requestedAtMs,
      expires_at_ms: request.expiresAtMs,
      report: '',
      reported_at_ms: null,
    })
    .execute();
}

/** Keeps a branch's answer to one of its own requests; about any other it says nothing. */
export async function saveReport(
  tx: Tx,
  branchId: string,
  report: PrintRequestReport,
  nowMs: EpochMs,
): Promise<void> {
  await tx
    .updateTable('print_requests')
    .set({ report: JSON.stringify(report), reported_at_ms: nowMs })
    .where('id', '=', report.requestId)
    .where('branch_id', '=', branchId)
    .execute();
}

export function printRequestsIn(db: Db, scope: Scope) {
  return db
    .selectFrom('print_requests')
    .innerJoin('branches', 'branches.id', 'print_requests.branch_id')
    .where(inScope(scope, 'print_requests.company_id'));
}

export function toPrintRequestView(
  row: Selectable<PrintRequestsTable> & { readonly branch_name: string },
  now: { readonly atMs: EpochMs; readonly isConnected: boolean },
): PrintRequestView {
  const report = row.report === '' ? undefined : (JSON.parse(row.report) as PrintRequestReport);
  return {
    id: row.id,
    branchId: row.branch_id,
    branchName: row.branch_name,
    document: row.document as RemotePaper,
    orderId: row.order_id,
    printerId: row.printer_id,
    printerName: row.printer_name,
    reason: row.reason,
    by: row.by,
    requestedAtMs: row.requested_at_ms,
    expiresAtMs: row.expires_at_ms,
    outcome: report?.outcome ?? unanswered(row.expires_at_ms, now),
    why: report?.why ?? '',
    papers: report?.papers ?? [],
  };
}

function unanswered(
  expiresAtMs: EpochMs,
  { atMs, isConnected }: { readonly atMs: EpochMs; readonly isConnected: boolean },
): PrintRequestView['outcome'] {
  if (atMs > expiresAtMs) return 'too_late';
  return isConnected ? 'sending' : 'waiting';
}
