import { AppError } from '../../../../shared/contract/errors.ts';
import type { TemplateContent } from '../../../../shared/contract/template.ts';
import type { Clock } from '../../../../shared/kit/clock.ts';
import type { Ids } from '../../../../shared/kit/ids.ts';
import { transact, type Db } from '../../database/index.ts';
import type { Signals } from '../../signals.ts';
import { newPrintJob } from '../new-print-job.ts';
import { insertPrintJob } from '../print-jobs-repo.ts';
import { listPrinters } from '../printers-repo.ts';
import type { Sample } from './samples.ts';

export interface TemplateTestDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
}

export interface TemplateTests {
  /**
   * Queues the sample in this look, saved or not, as a test print.
   *
   * @returns the print job's id
   * @throws AppError `printer.not_found`
   */
  queue(wish: TemplateContent & { printerId: string; sample: Sample }): string;
}

export function createTemplateTests(deps: TemplateTestDeps): TemplateTests {
  return {
    queue({ printerId, sample, ...content }) {
      return transact(deps.db, (tx) => {
        if (!listPrinters(tx).some(({ id }) => id === printerId)) {
          throw new AppError('printer.not_found', `no printer ${printerId}`);
        }
        const facts = { kind: 'sample', content, sample } as const;
        const job = newPrintJob(tx, deps, { kind: 'test', printerId, facts });
        insertPrintJob(tx, job);
        deps.signals.raise({ printing: true });
        return job.id;
      });
    },
  };
}
