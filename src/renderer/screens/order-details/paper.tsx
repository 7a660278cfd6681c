import { Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { type OrderDetail, type PlatformAnswer } from '../../../shared/contract/branch-api.ts';
import { printJobName, type PrintJobView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { hasReason, isTroubled } from '../../orders/problems.ts';
import { printJobProblemText } from '../../orders/problem-texts.ts';
import classes from './order-details.module.css';
import { Section } from './section.tsx';

const reprintReasons = ['lost', 'unreadable', 'second'] as const;

/** What was printed of this order, when and where, and the button that prints it again, marked as a copy. */
export function PrintHistory({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { run } = useOrderCommands();
  return (
    <Section title={t('details.printing')}>
      {detail.printJobs.length === 0 ? (
        <p className={classes.hint}>{t('details.noTicket')}</p>
      ) : (
        <ol className={classes.timeline}>
          {detail.printJobs.map((job) => (
            <PrintJobRow key={job.id} job={job} />
          ))}
        </ol>
      )}
      {detail.offers.includes('reprint') ? (
        <Menu withinPortal position="bottom-start" width="target">
          <Menu.Target>
            <Button wide icon={<IconPrinter aria-hidden />}>
              {t('action.reprint')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('details.reprintReason')}</Menu.Label>
            {reprintReasons.map((reason) => (
              <Menu.Item
                key={reason}
                className={classes.choice ?? ''}
                onClick={() => void run(detail.order.id, { do: 'reprint', reason })}
              >
                {t(`details.reprintReasons.${reason}`)}
              </Menu.Item>
            ))}
            <Menu.Label>{t('details.reprintHint')}</Menu.Label>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </Section>
  );
}

function PrintJobRow({ job }: { job: PrintJobView }) {
  const t = useT();
  return (
    <li data-bad={isTroubled(job)}>
      <span className={classes.step}>
        <span>
          {t(`printJobKind.${job.kind}`)} <bdi>{job.printerName}</bdi>
        </span>
        <small>
          <bdi>{printJobName(job.id)}</bdi>{' '}
          {job.attempt > 0 ? t('details.attempt', { count: job.attempt }) : null}
        </small>
        {hasReason(job) ? <small>{printJobProblemText(job, t)}</small> : null}
      </span>
      <span className={classes.when}>
        {job.mark === 'none' ? null : <Chip tone="waiting">{t(`printJobMark.${job.mark}`)}</Chip>}
        <span>{t(`printJobState.${job.state}`)}</span>
        <TimeText atMs={job.printedAtMs ?? job.createdAtMs} style="seconds" />
      </span>
    </li>
  );
}

const answerTones: Record<PlatformAnswer['state'], Tone> = {
  waiting: 'waiting',
  told: 'ready',
  refused: 'problem',
  gave_up: 'problem',
};

/** What the platform was told and how it took it. */
export function PlatformAnswers({ answers }: { answers: readonly PlatformAnswer[] }) {
  const t = useT();
  if (answers.length === 0) return null;
  return (
    <Section title={t('details.answers')}>
      <ol className={classes.timeline}>
        {answers.map((answer, index) => (
          <li key={index} data-bad={answer.state === 'refused' || answer.state === 'gave_up'}>
            <span className={classes.step}>
              {t(`orderAction.${answer.action}`)}
              {answer.detail === '' ? null : <small dir="auto">{answer.detail}</small>}
            </span>
            <span className={classes.when}>
              <Chip tone={answerTones[answer.state]}>{t(`details.answer.${answer.state}`)}</Chip>
              <TimeText atMs={answer.atMs} style="seconds" />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
