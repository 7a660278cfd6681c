import { Menu } from '@mantine/core';
import { IconArrowsExchange, IconPrinter } from '@tabler/icons-react';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { connectionText } from '../../printing/connection-words.ts';
import { hasReason, jobProblemText, jobStateText } from '../../printing/job-words.ts';
import { usePrinting, useTestPrint } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { UndoStrip } from '../../ui/undo-strip.tsx';
import { useUndoable } from '../../ui/use-undoable.ts';
import { PrinterFacts } from './printer-facts.tsx';
import classes from './printers.module.css';

const tones: Record<PrinterView['state'], Tone> = {
  ready: 'ready',
  paper_low: 'waiting',
  paper_out: 'late',
  cover_open: 'late',
  offline: 'offline',
  unreachable: 'late',
  error: 'late',
  unknown: 'neutral',
};

interface Props {
  readonly printer: PrinterView;
  readonly printers: readonly PrinterView[];
  readonly onEdit: () => void;
}

/** One printer: how it is, what that means for the tickets, and what to do about it. */
export function PrinterCard(props: Props) {
  const t = useT();
  const { printer } = props;
  const remove = usePrinting((api) => api.removePrinter({ id: printer.id }));
  const removal = useUndoable(() => remove.mutate(undefined));
  if (remove.isPending || remove.isSuccess) return null;
  if (removal.pending) {
    return (
      <UndoStrip
        title={t('printers.removed', { name: printer.name })}
        text={t('printers.removedText')}
        onUndo={removal.undo}
      />
    );
  }
  return (
    <Panel>
      <Head printer={printer} />
      <PrinterFacts printer={printer} printers={props.printers} />
      <Actions {...props} onRemove={removal.begin} />
      <FailedNote error={remove.error} />
    </Panel>
  );
}

function Head({ printer }: { printer: PrinterView }) {
  const t = useT();
  const locale = useLocale();
  const since = timeText(printer.stateSinceMs, 'minutes', locale);
  return (
    <>
      <div className={classes.head}>
        <IconPrinter aria-hidden />
        <div className={classes.names}>
          <h2>
            <bdi>{printer.name}</bdi>
          </h2>
          <span className={classes.address}>{connectionText(printer.connection, t)}</span>
        </div>
        <Chip tone={tones[printer.state]}>{t(`printerState.${printer.state}`)}</Chip>
      </div>
      <p className={classes.help}>
        {printer.waitingJobs > 0 ? <b>{t('waitingJobs', { count: printer.waitingJobs })}</b> : null}
        <span>{t(`printerHelp.${printer.state}`)}</span>
        <span className={classes.since}>{t('printers.since', { time: since })}</span>
      </p>
    </>
  );
}

/** Test print with what became of it, and everything else that can be done with a printer. */
function Actions(props: Props & { onRemove: () => void }) {
  const t = useT();
  const { printer } = props;
  const test = useTestPrint(printer.id);
  const jobs = usePrintJobs();
  const sent = test.data?.printJob;
  const job = jobs.data?.find(({ id }) => id === sent?.id) ?? sent;
  return (
    <>
      {job ? (
        <p role="status" className={classes.news} data-printed={job.state === 'printed'}>
          <span>{t('printers.testPage')}</span> <b>{jobStateText(job, t)}</b>
          {hasReason(job) ? <span> {jobProblemText(job, t)}</span> : null}
        </p>
      ) : null}
      <FailedNote error={test.error} />
      <div className={classes.buttons}>
        <Button disabled={test.isPending} onClick={() => test.mutate(undefined)}>
          {t('printers.test')}
        </Button>
        <Divert {...props} />
        <Button onClick={props.onEdit}>{t('common.edit')}</Button>
        <Button look="quiet" onClick={props.onRemove}>
          {t('common.remove')}
        </Button>
      </div>
    </>
  );
}

/** Everything that waits here comes out there instead. */
function Divert({ printer, printers }: Props) {
  const t = useT();
  const others = printers.filter(({ id }) => id !== printer.id);
  const divert = usePrinting((api, toPrinterId: string) =>
    api.divertPrinter({ id: printer.id, toPrinterId }),
  );
  if (printer.waitingJobs === 0 || others.length === 0) return null;
  const [only] = others;
  const icon = <IconArrowsExchange aria-hidden />;
  const count = printer.waitingJobs;
  return (
    <>
      {others.length === 1 && only ? (
        <Button icon={icon} disabled={divert.isPending} onClick={() => divert.mutate(only.id)}>
          {t('printers.divertTo', { count, name: only.name })}
        </Button>
      ) : (
        <Menu withinPortal position="bottom-start">
          <Menu.Target>
            <Button icon={icon} disabled={divert.isPending}>
              {t('printers.divert', { count })}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ id, name, state }) => (
              <Menu.Item
                key={id}
                className={classes.choice ?? ''}
                onClick={() => divert.mutate(id)}
              >
                <bdi>{name}</bdi> <small>{t(`printerState.${state}`)}</small>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <FailedNote error={divert.error} />
    </>
  );
}
