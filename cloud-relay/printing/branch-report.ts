import type { BranchReportView } from '../../src/shared/contract/console-api.ts';
import type { BranchReport } from '../../src/shared/contract/relay.ts';

/**
 * How a branch last said it is. It says so on every change, so the report was still true when the branch
 * was last there.
 *
 * @param row.report JSON of BranchReport; null when it never said anything
 */
export function toReportView(row: {
  readonly report: string | null;
  readonly reported_at_ms: number | null;
  readonly last_seen_at_ms: number | null;
}): BranchReportView | null {
  if (row.report === null) return null;
  const report = JSON.parse(row.report) as BranchReport;
  return { ...report, atMs: Math.max(row.reported_at_ms ?? 0, row.last_seen_at_ms ?? 0) };
}
