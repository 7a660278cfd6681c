import { IconAlertTriangle, IconBan, IconCheck, IconRotate } from '@tabler/icons-react';
import type { KitchenTicket } from '../../../shared/contract/kitchen.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ageOf, needsEyes, stopwatch } from './kitchen-board.ts';
import classes from './kitchen.module.css';
import { TicketLine } from './ticket-line.tsx';
import type { KitchenCommands } from './use-kitchen.ts';

interface Props {
  readonly ticket: KitchenTicket;
  /** The key that bumps it; 0 for a ticket beyond the nine keys. */
  readonly digit: number;
  readonly commands: KitchenCommands;
}

/** One ticket as it hangs on the rail. */
export function TicketCard({ ticket, digit, commands }: Props) {
  const t = useT();
  const { digits, language } = useLocale();
  const age = ageOf(ticket, useNow());
  const { orderId, stationId, number } = ticket;
  const key = { orderId, stationId };
  return (
    <article
      className={classes.ticket}
      data-age={ticket.cancelled ? 'cancelled' : age}
      aria-label={t('kitchen.ticket', { number })}
    >
      <header className={classes.head}>
        <bdi className={classes.number}>{number}</bdi>
        <Stopwatch ticket={ticket} />
        <span className={classes.where}>
          <bdi>{platformName(ticket.platform, language)}</bdi>
          <span>
            {ticket.table === ''
              ? t(`kitchen.fulfilment.${ticket.fulfilment}`)
              : t('kitchen.table', { table: ticket.table })}
          </span>
        </span>
      </header>
      {ticket.recalled ? (
        <p className={classes.recalled}>
          <IconRotate aria-hidden /> {t('kitchen.recalled')}
        </p>
      ) : null}
      {ticket.note === '' ? null : (
        <p className={classes.note}>
          <IconAlertTriangle aria-hidden /> <bdi>{ticket.note}</bdi>
        </p>
      )}
      {ticket.cancelled ? (
        <p className={classes.cancelled}>
          <IconBan aria-hidden /> {t('kitchen.cancelled')}
        </p>
      ) : null}
      <ul className={classes.lines}>
        {ticket.lines.map((line) => (
          <TicketLine
            key={line.place}
            line={line}
            isCancelled={ticket.cancelled}
            onStrike={(struck) => commands.strike.mutate({ ...key, place: line.place, struck })}
          />
        ))}
      </ul>
      {needsEyes(ticket) ? (
        <button
          type="button"
          className={classes.seen}
          onClick={() => commands.acknowledge.mutate(key)}
        >
          {t('kitchen.seen')}
        </button>
      ) : (
        <button type="button" className={classes.bump} onClick={() => commands.bump.mutate(key)}>
          {digit === 0 ? <IconCheck aria-hidden /> : <kbd>{inDigits(String(digit), digits)}</kbd>}
          {t('kitchen.bump')}
          <span className={classes.hidden}>{t('kitchen.ticket', { number })}</span>
        </button>
      )}
    </article>
  );
}

function Stopwatch({ ticket }: { ticket: KitchenTicket }) {
  const { digits } = useLocale();
  const t = useT();
  const now = useNow();
  const isLate = ageOf(ticket, now) === 'late' && !ticket.cancelled;
  return (
    <span className={classes.timer}>
      {isLate ? <span className={classes.late}>{t('kitchen.late')}</span> : null}
      <bdi dir="ltr">{inDigits(stopwatch(now - ticket.sinceMs), digits)}</bdi>
    </span>
  );
}
