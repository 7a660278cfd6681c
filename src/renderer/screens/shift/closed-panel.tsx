import { IconCircleCheck } from '@tabler/icons-react';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { differenceText, differenceTone } from '../../shift/shift-words.ts';
import { Panel } from '../../ui/page.tsx';
import type { ClosedReply } from './close-sheet.tsx';
import classes from './shift.module.css';

/** How the count came out, and where the paper is. */
export function ClosedPanel({ reply: { shift, printJob } }: { reply: ClosedReply }) {
  const t = useT();
  const locale = useLocale();
  const jobs = usePrintJobs().data ?? [];
  const job = jobs.find(({ id }) => id === printJob?.id) ?? printJob;
  const { report, currency } = shift;
  return (
    <Panel>
      <div className={classes.closed} role="status">
        <p className={classes.closedTitle}>
          <IconCircleCheck aria-hidden />
          {t('shift.closed', { number: shift.number })}
        </p>
        {report ? (
          <p className={classes.difference} data-tone={differenceTone(report.differenceMinor)}>
            {differenceText(report.differenceMinor, currency, { t, locale })}
          </p>
        ) : (
          <p className={classes.soft}>{t('shift.hidden')}</p>
        )}
        {report && report.openBills > 0 ? (
          <p>{t('shift.billsStay', { count: report.openBills })}</p>
        ) : null}
        {job ? <p>{t('shift.paper', { state: jobStateText(job, t) })}</p> : null}
      </div>
    </Panel>
  );
}
