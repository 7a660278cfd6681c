import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { usePrintJobs } from '../../api/queries.ts';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { JobButtons } from '../../printing/job-buttons.tsx';
import {
  ageText,
  hasReason,
  isTroubled,
  jobMarkText,
  jobProblemText,
  jobStateText,
  jobTones,
  passes,
  type QueueFilter,
  queueFilters,
} from '../../printing/job-words.ts';
import { printJobName } from '../../../shared/contract/printing.ts';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './print-queue.module.css';

/** Papers of all printers as the branch keeps them; each says why it waits and what may be done with it. */
export function PrintQueue() {
  const t = useT();
  const query = usePrintJobs();
  const [filter, setFilter] = useState<QueueFilter>('waiting');
  if (query.isPending) return null;
  const jobs = query.data ?? [];
  const shown = jobs.filter((job) => passes(filter, job));
  return (
    <Panel title={t('queue.name')}>
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('queue.unread')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : (
        <>
          <Filters jobs={jobs} chosen={filter} onChoose={setFilter} />
          {shown.length === 0 ? (
            <p className={classes.empty}>{t(`queue.empty.${filter}`)}</p>
          ) : null}
          <ul className={classes.jobs} aria-label={t('queue.name')}>
            {shown.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Filters(props: {
  jobs: readonly PrintJobView[];
  chosen: QueueFilter;
  onChoose: (filter: QueueFilter) => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const count = (filter: QueueFilter) =>
    inDigits(String(props.jobs.filter((job) => passes(filter, job)).length), digits);
  return (
    <SegmentedControl
      aria-label={t('queue.filter')}
      value={props.chosen}
      onChange={props.onChoose}
      data={queueFilters.map((value) => ({
        value,
        label:
          value === 'all'
            ? t('queue.filters.all')
            : t(`queue.filters.${value}`, { count: count(value) }),
      }))}
    />
  );
}

function JobRow({ job }: { job: PrintJobView }) {
  const t = useT();
  const mark = jobMarkText(job, t);
  return (
    <li className={classes.job} data-troubled={isTroubled(job)}>
      <span className={classes.number}>
        <bdi>{job.displayNumber}</bdi>
      </span>
      <div className={classes.words}>
        <span>
          <b>{t(`printJobKind.${job.kind}`)}</b> <Place job={job} />
        </span>
        {hasReason(job) ? <span>{jobProblemText(job, t)}</span> : null}
        <small>
          <bdi>{printJobName(job.id)}</bdi>
          <Age job={job} />
          {job.reason === '' ? null : <bdi>{job.reason}</bdi>}
        </small>
      </div>
      <div className={classes.state}>
        {mark === null ? null : <Chip tone="waiting">{mark}</Chip>}
        <Chip tone={jobTones[job.state]}>{jobStateText(job, t)}</Chip>
      </div>
      <JobButtons job={job} />
    </li>
  );
}

/** Station and printer; one name where both are called the same, and whose place it is where it was moved. */
function Place({ job }: { job: PrintJobView }) {
  const t = useT();
  const { stationName, printerName, backupFrom } = job;
  return (
    <>
      {stationName === '' || stationName === printerName ? null : (
        <>
          <bdi>{stationName}</bdi>{' '}
        </>
      )}
      {printerName === '' ? null : (
        <span className={classes.printer}>{t('queue.on', { printer: printerName })}</span>
      )}
      {backupFrom === '' ? null : (
        <>
          {' '}
          <Chip tone="new">{t('queue.backupFrom', { printer: backupFrom })}</Chip>
        </>
      )}
    </>
  );
}

function Age({ job }: { job: PrintJobView }) {
  const t = useT();
  const now = useNow(minuteMs);
  const isOver = job.state === 'printed' || job.state === 'cancelled';
  if (isOver) return <TimeText atMs={job.printedAtMs ?? job.createdAtMs} />;
  return <span>{ageText(job, now, t)}</span>;
}
