import { ticketName, type TicketView } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useTickets } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { ticketProblemText } from '../../orders/problem-texts.ts';
import { hasReason } from '../../orders/problems.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './printers.module.css';
import { useCancelTicket } from './use-printer-actions.ts';

const tones: Record<TicketView['state'], Tone> = {
  queued: 'neutral',
  held: 'neutral',
  blocked: 'waiting',
  sending: 'new',
  printed: 'ready',
  unknown: 'problem',
  failed: 'problem',
  cancelled: 'offline',
};

const cancellable: readonly TicketView['state'][] = [
  'queued',
  'held',
  'blocked',
  'unknown',
  'failed',
];

/** Tickets of all printers as the branch keeps them, the waiting ones with a way out. */
export function TicketQueue() {
  const t = useT();
  const query = useTickets();
  const cancel = useCancelTicket();
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
      <ul className={classes.tickets}>
        {query.data?.map((ticket) => (
          <Ticket
            key={ticket.id}
            ticket={ticket}
            onCancel={() => cancel.mutate(ticket.id)}
            busy={cancel.isPending}
          />
        ))}
      </ul>
    </Panel>
  );
}

function Ticket(props: { ticket: TicketView; busy: boolean; onCancel: () => void }) {
  const t = useT();
  const { ticket } = props;
  const noPrinter = ticket.state === 'held' && ticket.problem === 'no_printer';
  return (
    <li>
      <div className={classes.ticket}>
        <span>
          <b>{t(`ticketKind.${ticket.kind}`)}</b> <bdi>{ticket.printerName}</bdi>
        </span>
        <small>
          <bdi>{ticketName(ticket.id)}</bdi>
          <TimeText atMs={ticket.createdAtMs} />
          {hasReason(ticket) ? <span>{ticketProblemText(ticket, t)}</span> : null}
        </small>
      </div>
      {ticket.mark === 'none' ? null : <Chip tone="waiting">{t(`ticketMark.${ticket.mark}`)}</Chip>}
      <Chip tone={tones[ticket.state]}>
        {t(noPrinter ? 'ticketState.heldNoPrinter' : `ticketState.${ticket.state}`)}
      </Chip>
      {cancellable.includes(ticket.state) ? (
        <Button look="quiet" disabled={props.busy} onClick={props.onCancel}>
          {t('printers.cancelTicket')}
        </Button>
      ) : null}
    </li>
  );
}
