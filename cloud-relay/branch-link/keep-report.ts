import type { BranchReport } from '../../src/shared/contract/relay.ts';
import { type Clock, secondMs, sleep } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { Tx } from '../database/database.ts';
import type { Device } from './device-login.ts';
import type { Turns } from './turns.ts';

/** A branch whose printers flicker is not written down more often than this. */
const writeEveryMs = secondMs;

export interface ReportKeeper {
  keep(report: BranchReport): void;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

/** Writes down how a branch says it is, the newest only: it is what people see while the branch is dark. */
export function keepReports(
  deps: { readonly turns: Turns; readonly clock: Clock; readonly logger: Logger },
  device: Device,
  ended: AbortSignal,
): ReportKeeper {
  const { turns, clock, logger } = deps;
  let newest: BranchReport | undefined;
  let writing: Promise<void> | undefined;
  const write = async () => {
    while (newest) {
      const report = newest;
      newest = undefined;
      try {
        await turns.write((tx) => saveReport(tx, device, report, clock.now()));
      } catch (error) {
        logger.error({ branchId: device.branchId, ...errorFields(error) }, 'report not stored');
        if (ended.aborted) return;
        newest ??= report;
      }
      await sleep(clock, writeEveryMs, ended);
    }
  };
  return {
    keep(report) {
      newest = report;
      writing ??= write().finally(() => {
        writing = undefined;
      });
    },
    idle: () => writing ?? Promise.resolve(),
  };
}

async function saveReport(
  tx: Tx,
  { branchId, companyId }: Device,
  report: BranchReport,
  nowMs: number,
): Promise<void> {
  const said = { report: JSON.stringify(report), reported_at_ms: nowMs };
  await tx
    .insertInto('branch_reports')
    .values({ branch_id: branchId, company_id: companyId, ...said })
    .onConflict((conflict) => conflict.column('branch_id').doUpdateSet(said))
    .execute();
}
