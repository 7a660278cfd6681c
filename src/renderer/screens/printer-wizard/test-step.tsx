import { IconCheck, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { printerOfDrawer, type PrintJobView } from '../../../shared/contract/printing.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys, usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { hasReason, jobProblemText, jobStateText } from '../../printing/job-words.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Complaints } from './complaints.tsx';
import { settingsOf } from './draft.ts';
import { StepPage, type StepProps } from './step-page.tsx';
import { TestPaper } from './test-paper.tsx';
import classes from './wizard.module.css';

/** Does the paper look right? The printer is added by now; this page only makes it better. */
export function TestStep(props: StepProps) {
  const t = useT();
  const { draft } = props;
  const [wrong, setWrong] = useState(false);
  const test = useTestPage(props);
  const { mutate } = test.print;
  useEffect(() => mutate(), [mutate]);
  const others = props.printers.filter(({ id }) => id !== draft.printerId);
  const isOnlyDrawer = printerOfDrawer(others, mainDrawerId) === undefined;
  return (
    <StepPage
      title={t('wizard.test.title', { name: draft.name })}
      text={t('wizard.test.text')}
      next={{ label: t('wizard.test.right'), onClick: props.onNext }}
    >
      <div className={classes.test}>
        <TestPaper
          name={draft.name}
          model={props.profiles.find(({ key }) => key === draft.profile)?.name ?? ''}
        />
        <div className={classes.form}>
          <JobNews job={test.job} />
          <FailedNote error={test.print.error ?? test.drawAll.error} />
          <Button
            icon={<IconPrinter aria-hidden />}
            disabled={test.print.isPending}
            onClick={() => test.print.mutate()}
          >
            {t('wizard.test.again')}
          </Button>
          {draft.drawer !== 'none' && isOnlyDrawer ? <DrawerTest /> : null}
          {wrong ? null : (
            <Button look="danger" onClick={() => setWrong(true)}>
              {t('wizard.test.wrong')}
            </Button>
          )}
          {draft.duties?.ownStation ? (
            <Link href="/printers/stations" className={classes.link ?? ''}>
              {t('wizard.test.chooseDishes')}
            </Link>
          ) : null}
        </div>
      </div>
      {wrong ? (
        <Complaints
          drawsAll={draft.text === 'raster'}
          onDrawAll={() => test.drawAll.mutate()}
          goTo={props.goTo}
        />
      ) : null}
    </StepPage>
  );
}

/** Prints the test page, follows it, and prints it again with everything drawn. */
function useTestPage({ draft, change }: StepProps) {
  const api = useBranchApi();
  const queries = useQueryClient();
  const jobs = usePrintJobs();
  const { printerId } = draft;
  const print = useMutation({
    mutationFn: async () => {
      if (printerId === null) throw new Error('a test page without a printer');
      return (await api.testPrinter({ id: printerId })).printJob;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.printJobs }),
  });
  const drawAll = useMutation({
    mutationFn: async () => {
      const settings = settingsOf({ ...draft, text: 'raster' });
      if (printerId === null || !settings) throw new Error('a change without a printer');
      await api.changePrinter({ id: printerId, ...settings });
    },
    onSuccess: () => {
      change({ text: 'raster' });
      print.mutate();
    },
  });
  const job = jobs.data?.find(({ id }) => id === print.data?.id) ?? print.data;
  return { print, drawAll, job };
}

function JobNews({ job }: { job: PrintJobView | undefined }) {
  const t = useT();
  if (!job) return null;
  return (
    <p role="status" className={classes.news} data-printed={job.state === 'printed'}>
      {job.state === 'printed' ? <IconCheck aria-hidden /> : null}
      <b>{jobStateText(job, t)}</b>
      {hasReason(job) ? <span>{jobProblemText(job, t)}</span> : null}
    </p>
  );
}

/** Only ever by a tap: an open drawer is money on the counter. */
function DrawerTest() {
  const t = useT();
  const api = useBranchApi();
  const open = useMutation({
    mutationFn: () => api.openDrawer({ reason: t('wizard.test.drawerReason') }),
  });
  return (
    <>
      <Button disabled={open.isPending} onClick={() => open.mutate()}>
        {t('wizard.test.drawer')}
      </Button>
      <FailedNote error={open.error} />
    </>
  );
}
