import { IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { Button } from '../../../shared/ui/button.tsx';
import { useBranchState, usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { PairingForm } from '../../pairing/pairing-form.tsx';
import { jobStateText } from '../../printing/job-words.ts';
import { useTestPrint } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './first-run.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';

/** The company's code, or none: everything in the house works without. */
export function RelayStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const { data } = useBranchState();
  if (data && data.companyName !== '') {
    return (
      <StepFrame step="relay" onBack={onBack} next={{ onClick: onNext }}>
        <p className={classes.done}>
          <IconCircleCheck aria-hidden />
          {t('setup.already', { branch: data.branchName, company: data.companyName })}
        </p>
      </StepFrame>
    );
  }
  return (
    <StepFrame step="relay" onBack={onBack} onSkip={onNext}>
      <PairingForm onPaired={onNext} />
    </StepFrame>
  );
}

/** The printer wizard does it and comes back here. */
export function PrinterStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const [, go] = useLocation();
  const printers = useBranchState().data?.printers ?? [];
  const add = () => go('/printers/new');
  if (printers.length === 0) {
    return (
      <StepFrame
        step="printer"
        onBack={onBack}
        onSkip={onNext}
        next={{ label: t('firstRun.printer.add'), onClick: add }}
      >
        {null}
      </StepFrame>
    );
  }
  return (
    <StepFrame step="printer" onBack={onBack} next={{ onClick: onNext }}>
      {printers.map(({ id, name }) => (
        <p key={id} className={classes.done}>
          <IconCircleCheck aria-hidden />
          <bdi>{name}</bdi>
        </p>
      ))}
      <Button onClick={add}>{t('firstRun.printer.another')}</Button>
    </StepFrame>
  );
}

/** The proof that the house works: a paper in the hand. */
export function TicketStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const [printer] = useBranchState().data?.printers ?? [];
  if (!printer) {
    return (
      <StepFrame step="ticket" onBack={onBack} next={{ onClick: onNext }}>
        <p>{t('firstRun.without.printer')}</p>
      </StepFrame>
    );
  }
  return <TestTicket printerId={printer.id} onNext={onNext} onBack={onBack} />;
}

function TestTicket({ printerId, onNext, onBack }: StepProps & { printerId: string }) {
  const t = useT();
  const print = useTestPrint(printerId);
  const jobs = usePrintJobs();
  const sent = print.data?.printJob;
  const job = jobs.data?.find(({ id }) => id === sent?.id) ?? sent;
  const isPrinted = job?.state === 'printed';
  return (
    <StepFrame
      step="ticket"
      onBack={onBack}
      {...(isPrinted ? { next: { onClick: onNext } } : { onSkip: onNext })}
    >
      <Button
        look={isPrinted ? 'secondary' : 'primary'}
        icon={<IconPrinter aria-hidden />}
        disabled={print.isPending}
        onClick={() => print.mutate(undefined)}
      >
        {t('firstRun.ticket.print')}
      </Button>
      <FailedNote error={print.error} />
      <p role="status" className={isPrinted ? classes.done : undefined}>
        {isPrinted ? <IconCircleCheck aria-hidden /> : null}
        {job ? jobStateText(job, t) : null}
      </p>
    </StepFrame>
  );
}
