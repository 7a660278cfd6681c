import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { isolated, useLocale } from '../../../shared/ui/locale.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './printers.module.css';
import { addressOf } from './address.ts';
import { useRemovePrinter, useTestPrint } from './use-printer-actions.ts';

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

/** In any other state the ticket waits, and the card says so. */
const printsNow: readonly PrinterView['state'][] = ['ready', 'paper_low', 'unknown'];

/** One printer: how it is, what that means for the tickets, and what to do about it. */
export function PrinterCard(props: { printer: PrinterView; onEdit: () => void }) {
  const t = useT();
  const locale = useLocale();
  const { printer } = props;
  const [removing, setRemoving] = useState(false);
  const test = useTestPrint(printer.id);
  const since = timeText(printer.stateSinceMs, 'minutes', locale);
  return (
    <Panel>
      <div className={classes.head}>
        <IconPrinter aria-hidden />
        <div className={classes.names}>
          <h2>
            <bdi>{printer.name}</bdi>
          </h2>
          <bdi dir="ltr" className={classes.address}>
            {addressOf(printer.connection)}
          </bdi>
        </div>
        <Chip tone={tones[printer.state]}>{t(`printerState.${printer.state}`)}</Chip>
      </div>
      <p className={classes.help}>
        <span>{t(`printerHelp.${printer.state}`)}</span>
        <span className={classes.since}>{t('printers.since', { time: since })}</span>
        {printer.waitingJobs > 0 ? <b>{t('waitingJobs', { count: printer.waitingJobs })}</b> : null}
      </p>
      {test.isSuccess && printsNow.includes(printer.state) ? (
        <p role="status" className={classes.done}>
          {t('printers.testSent', { name: printer.name })}
        </p>
      ) : null}
      {test.isError ? (
        <p role="alert" className={classes.failed}>
          <ErrorNote error={test.error} />
        </p>
      ) : null}
      {removing ? (
        <Removal printer={printer} onKeep={() => setRemoving(false)} />
      ) : (
        <div className={classes.buttons}>
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            {t('printers.test')}
          </Button>
          <Button onClick={props.onEdit}>{t('common.edit')}</Button>
          <Button look="quiet" onClick={() => setRemoving(true)}>
            {t('common.remove')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Says what removing does before it is done. */
function Removal(props: { printer: PrinterView; onKeep: () => void }) {
  const t = useT();
  const remove = useRemovePrinter(props.printer.id);
  return (
    <div className={classes.removal} role="group" aria-label={isolated(props.printer.name)}>
      <p>
        <strong>{t('printers.removeTitle', { name: props.printer.name })}</strong>
        <span> {t('printers.removeText')}</span>
      </p>
      {remove.isError ? (
        <p role="alert" className={classes.failed}>
          <ErrorNote error={remove.error} />
        </p>
      ) : null}
      <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
        {t('common.remove')}
      </Button>
      <Button look="quiet" onClick={props.onKeep}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
