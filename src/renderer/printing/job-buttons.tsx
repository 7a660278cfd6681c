import { Menu } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import {
  printJobOffers,
  type PrinterView,
  type PrintJobView,
} from '../../shared/contract/printing.ts';
import { Button } from '../../shared/ui/button.tsx';
import { usePrinters } from '../api/queries.ts';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import classes from './job-buttons.module.css';
import { ReprintMenu } from './reprint-menu.tsx';
import { type JobCommand, useJobCommand } from './use-print-actions.ts';

/** A button for everything the job offers at this moment, and for nothing else. */
export function JobButtons({ job }: { job: PrintJobView }) {
  const command = useJobCommand(job);
  const printers = usePrinters().data?.printers ?? [];
  const others = printers.filter(({ id }) => id !== job.printerId);
  const offers = printJobOffers.filter(
    (offer) => job.offers.includes(offer) && (offer !== 'move' || others.length > 0),
  );
  if (offers.length === 0) return null;
  return (
    <div className={classes.buttons}>
      {offers.map((offer) => (
        <OfferButton
          key={offer}
          offer={offer}
          job={job}
          others={others}
          disabled={command.isPending}
          onCommand={command.mutate}
        />
      ))}
      <FailedNote error={command.error} />
    </div>
  );
}

function OfferButton(props: {
  offer: (typeof printJobOffers)[number];
  job: PrintJobView;
  others: readonly PrinterView[];
  disabled: boolean;
  onCommand: (command: JobCommand) => void;
}) {
  const t = useT();
  const { offer, disabled, onCommand } = props;
  switch (offer) {
    case 'cancel':
      return (
        <Button look="quiet" disabled={disabled} onClick={() => onCommand({ do: 'cancel' })}>
          {t(props.job.kind === 'drawer' ? 'jobOffer.cancelDrawer' : 'jobOffer.cancel')}
        </Button>
      );
    case 'retry':
      return (
        <Button disabled={disabled} onClick={() => onCommand({ do: 'retry' })}>
          {t('jobOffer.retry')}
        </Button>
      );
    case 'move':
      return <Move {...props} />;
    case 'reprint':
      return <Reprint {...props} />;
    case 'answer':
      return <Answer {...props} />;
  }
}

interface OfferProps {
  readonly job: PrintJobView;
  readonly others: readonly PrinterView[];
  readonly disabled: boolean;
  readonly onCommand: (command: JobCommand) => void;
}

function Move({ others, disabled, onCommand }: OfferProps) {
  const t = useT();
  return (
    <Menu withinPortal position="bottom-end">
      <Menu.Target>
        <Button disabled={disabled} icon={<IconArrowsExchange aria-hidden />}>
          {t('jobOffer.move')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('jobOffer.moveTo')}</Menu.Label>
        {others.map(({ id, name, state }) => (
          <Menu.Item
            key={id}
            className={classes.choice ?? ''}
            onClick={() => onCommand({ do: 'move', printerId: id })}
          >
            <bdi>{name}</bdi> <small>{t(`printerState.${state}`)}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Reprint({ disabled, onCommand }: OfferProps) {
  return (
    <ReprintMenu disabled={disabled} onReprint={(reason) => onCommand({ do: 'reprint', reason })} />
  );
}

/** The two answers to "is it on the paper?"; the question itself stands beside them. */
function Answer({ job, disabled, onCommand }: OfferProps) {
  const t = useT();
  const about = job.kind === 'drawer' ? 'drawer' : 'paper';
  return (
    <>
      <Button disabled={disabled} onClick={() => onCommand({ do: 'answer', isOnPaper: true })}>
        {t(`doubt.yes.${about}`)}
      </Button>
      <Button disabled={disabled} onClick={() => onCommand({ do: 'answer', isOnPaper: false })}>
        {t(`doubt.no.${about}`)}
      </Button>
    </>
  );
}
