import { printJobName, type PrintJobView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { printJobProblemText } from '../../orders/problem-texts.ts';
import { hasReason } from '../../orders/problems.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './printers.module.css';
import { useCancelPrintJob } from './use-printer-actions.ts';

const tones: Record<PrintJobView['state'], Tone> = {
  queued: 'neutral',
  held: 'neutral',
  blocked: 'waiting',
  sending: 'new',
  printed: 'ready',
  unknown: 'problem',
  failed: 'problem',
  expired: 'late',
  cancelled: 'offline',
};

const cancellable: readonly PrintJobView['state'][] = [
  'queued',
  'held',
  'blocked',
  'unknown',
  'failed',
];

/** Tickets of all printers as the branch keeps them, the waiting ones with a way out. */
export function PrintJobQueue() {
  const t = useT();
  const query = usePrintJobs();
  const cancel = useCancelPrintJob();
  if (query.isPending) return null;
  return (
    <Panel title={t('printers.queue')}>
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('printers.queueFailed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.length === 0 ? <p className={classes.help}>{t('printers.queueEmpty')}</p> : null}
      {cancel.isError ? (
        <p role="alert" className={classes.failed}>
          <ErrorNote error={cancel.error} />
        </p>
      ) : null}
      <ul className={classes.jobs}>
        {query.data?.map((job) => (
          <PrintJobRow
            key={job.id}
            job={job}
            onCancel={() => cancel.mutate(job.id)}
            busy={cancel.isPending}
          />
        ))}
      </ul>
    </Panel>
  );
}

function PrintJobRow(props: { job: PrintJobView; busy: boolean; onCancel: () => void }) {
  const t = useT();
  const { job } = props;
  const noPrinter = job.state === 'held' && job.problem === 'no_printer';
  return (
    <li>
      <div className={classes.job}>
        <span>
          <b>{t(`printJobKind.${job.kind}`)}</b> <bdi>{job.printerName}</bdi>
        </span>
        <small>
          <bdi>{printJobName(job.id)}</bdi>
          <TimeText atMs={job.createdAtMs} />
          {hasReason(job) ? <span>{printJobProblemText(job, t)}</span> : null}
        </small>
      </div>
      {job.mark === 'none' ? null : <Chip tone="waiting">{t(`printJobMark.${job.mark}`)}</Chip>}
      <Chip tone={tones[job.state]}>
        {t(noPrinter ? 'printJobState.heldNoPrinter' : `printJobState.${job.state}`)}
      </Chip>
      {cancellable.includes(job.state) ? (
        <Button look="quiet" disabled={props.busy} onClick={props.onCancel}>
          {t('printers.cancelPrintJob')}
        </Button>
      ) : null}
    </li>
  );
}
