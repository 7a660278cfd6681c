import { IconHelpCircle } from '@tabler/icons-react';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { JobButtons } from '../../printing/job-buttons.tsx';
import { jobTitle } from '../../printing/job-words.ts';
import classes from './doubts.module.css';

/** Papers of which only a person can say whether they came out. Above everything: money may be taken twice. */
export function Doubts() {
  const doubtful = usePrintJobs().data?.filter(({ offers }) => offers.includes('answer')) ?? [];
  return doubtful.map((job) => <Doubt key={job.id} job={job} />);
}

function Doubt({ job }: { job: PrintJobView }) {
  const t = useT();
  const about = job.kind === 'drawer' ? 'drawer' : 'paper';
  const question = t(`doubt.question.${about}`);
  return (
    <section className={classes.doubt} aria-label={question}>
      <IconHelpCircle aria-hidden />
      <div>
        <h2>{question}</h2>
        <p>
          <b>{jobTitle(job, t)}</b> <TimeText atMs={job.createdAtMs} />
        </p>
        <p>
          {t(`doubt.look.${job.kind === 'receipt' ? 'receipt' : about}`, {
            printer: job.printerName,
          })}
        </p>
        <JobButtons job={job} />
      </div>
    </section>
  );
}
