import { IconPrinter, IconReceipt } from '@tabler/icons-react';
import type { OrderDetail } from '../../../shared/contract/branch-api.ts';
import { printJobName, type PrintJobView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { JobButtons } from '../../printing/job-buttons.tsx';
import {
  hasReason,
  isTroubled,
  jobMarkText,
  jobProblemText,
  jobStateText,
} from '../../printing/job-words.ts';
import { ReprintMenu } from '../../printing/reprint-menu.tsx';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './order-details.module.css';
import { Section } from './section.tsx';

/** What was printed of this order, when and where, what may be done with it, and the papers on demand. */
export function PrintHistory({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { printJobs } = detail;
  return (
    <Section title={t('details.printing')}>
      {printJobs.length === 0 ? (
        <p className={classes.hint}>{t('details.noTicket')}</p>
      ) : (
        <ol className={classes.timeline}>
          {printJobs.map((job) => (
            <PrintJobRow key={job.id} job={job} />
          ))}
        </ol>
      )}
      <OrderPapers orderId={detail.order.id} />
      {detail.offers.includes('reprint') && !printJobs.some(isReprintable) ? (
        <ReprintOrder orderId={detail.order.id} />
      ) : null}
    </Section>
  );
}

function isReprintable({ offers }: PrintJobView): boolean {
  return offers.includes('reprint');
}

/** The papers that print when somebody asks for them; the second of a kind says COPY by itself. */
function OrderPapers({ orderId }: { orderId: string }) {
  const t = useT();
  const print = usePrinting((api, document: 'receipt' | 'courier_slip') =>
    api.printOrderPaper({ id: orderId, document }),
  );
  return (
    <>
      <div className={classes.row}>
        <Button
          icon={<IconReceipt aria-hidden />}
          disabled={print.isPending}
          onClick={() => print.mutate('receipt')}
        >
          {t('details.receipt')}
        </Button>
        <Button
          icon={<IconPrinter aria-hidden />}
          disabled={print.isPending}
          onClick={() => print.mutate('courier_slip')}
        >
          {t('details.courierSlip')}
        </Button>
      </div>
      <FailedNote error={print.error} />
    </>
  );
}

/** For an order of which no paper is left that could be printed again by itself. */
function ReprintOrder({ orderId }: { orderId: string }) {
  const { run } = useOrderCommands();
  return <ReprintMenu wide onReprint={(reason) => void run(orderId, { do: 'reprint', reason })} />;
}

function PrintJobRow({ job }: { job: PrintJobView }) {
  const t = useT();
  const mark = jobMarkText(job, t);
  return (
    <li className={classes.paper} data-bad={isTroubled(job)}>
      <span className={classes.step}>
        <span>
          {t(`printJobKind.${job.kind}`)} <bdi>{job.stationName || job.printerName}</bdi>
        </span>
        <small>
          <bdi>{printJobName(job.id)}</bdi>{' '}
          {job.attempt > 0 ? t('details.attempt', { count: job.attempt }) : null}
          {job.reason === '' ? null : <bdi> {job.reason}</bdi>}
        </small>
        {job.backupFrom === '' ? null : (
          <small>{t('queue.backupFrom', { printer: job.backupFrom })}</small>
        )}
        {hasReason(job) ? <small>{jobProblemText(job, t)}</small> : null}
      </span>
      <span className={classes.when}>
        {mark === null ? null : <Chip tone="waiting">{mark}</Chip>}
        <span>{jobStateText(job, t)}</span>
        <TimeText atMs={job.printedAtMs ?? job.createdAtMs} style="seconds" />
      </span>
      <span className={classes.offers}>
        <JobButtons job={job} />
      </span>
    </li>
  );
}
