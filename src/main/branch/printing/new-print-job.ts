import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import { expiryOf, priorityOf } from './print-rules.ts';
import type { NewPrintJob } from './print-jobs-repo.ts';

/** A job with what follows from its kind and its time; the rest as for a first print at once. */
export function newPrintJob(
  tx: Tx,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  job: Pick<NewPrintJob, 'kind'> & Partial<Omit<NewPrintJob, 'priority' | 'expiresAtMs'>>,
): NewPrintJob {
  const nowMs = clock.now();
  const dueAtMs = job.dueAtMs ?? 0;
  return {
    id: ids('job'),
    orderId: null,
    stationId: null,
    printerId: null,
    lines: null,
    facts: null,
    state: 'queued',
    copy: 1,
    doubts: 0,
    problem: '',
    reason: '',
    dueAtMs,
    createdAtMs: nowMs,
    ...job,
    priority: priorityOf(job.kind),
    expiresAtMs: expiryOf(job.kind, Math.max(dueAtMs, nowMs), readSettings(tx)),
  };
}
