import { IconFileInvoice } from '@tabler/icons-react';
import type { Bill, GuestCheck } from '../../shared/contract/bill.ts';
import type { PrintJobView } from '../../shared/contract/printing.ts';
import { TimeText } from '../../shared/ui/time-text.tsx';
import { usePrintJobs } from '../api/queries.ts';
import { useT } from '../i18n/i18n.tsx';
import { hasReason, jobProblemText, jobStateText } from '../printing/job-words.ts';
import classes from './check-news.module.css';

/** When the guests were last shown what they are to pay, by whom, and what became of that paper. */
export function CheckNews({ bill }: { bill: Bill }) {
  const t = useT();
  const jobs = usePrintJobs().data ?? [];
  const check = bill.checks.at(-1);
  if (!check) return null;
  const job = jobOf(jobs, bill, check);
  return (
    <p className={classes.news} role="status">
      <IconFileInvoice aria-hidden />
      <span>
        {t('check.printed')} <TimeText atMs={check.atMs} /> <bdi>{check.by.name}</bdi>
        {job && job.state !== 'printed' ? <b> {jobStateText(job, t)}</b> : null}
        {job && hasReason(job) ? <span> {jobProblemText(job, t)}</span> : null}
      </span>
    </p>
  );
}

function jobOf(
  jobs: readonly PrintJobView[],
  { number }: Pick<Bill, 'number'>,
  { atMs }: Pick<GuestCheck, 'atMs'>,
): PrintJobView | undefined {
  const mine = jobs.filter(
    ({ kind, displayNumber, createdAtMs }) =>
      kind === 'guest_check' && displayNumber === number && createdAtMs >= atMs,
  );
  return mine.toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0];
}
