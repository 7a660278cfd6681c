import { useState } from 'react';
import type { BoardAction, OrderDetail } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useSettings } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { AcceptButton } from '../../orders/accept-button.tsx';
import type { Command } from '../../orders/commands.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { RejectSheet } from '../../orders/reject-sheet.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './order-details.module.css';

const steps = ['ready', 'hand_over', 'delivered', 'preparing'] as const;
/** Where a platform takes any whole number up to an hour, these are offered. */
const usualDelays = [5, 10, 15, 20] as const;
const usualMinutes = 20;

/** Everything that is offered for this order at this moment, also what the card has no room for. */
export function DetailActions({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { attempts, run } = useOrderCommands();
  const [rejecting, setRejecting] = useState(false);
  const minutes = useSettings().data?.defaultPrepMinutes ?? usualMinutes;
  const { order } = detail;
  const attempt = attempts.get(order.id);
  const offered = (action: BoardAction) => detail.offers.includes(action);
  const send = (command: Command) => void run(order.id, command);
  const [first, ...others] = steps.filter(offered);
  return (
    <div className={classes.actions}>
      {attempt?.state === 'saving' ? <p role="status">{t('common.saving')}</p> : null}
      {attempt?.state === 'failed' ? (
        <p role="alert" className={classes.refused}>
          <b>{t('action.notSaved')}</b> <ErrorNote error={attempt.error} />
        </p>
      ) : null}
      {offered('accept') ? (
        <AcceptButton
          minutes={minutes}
          onAccept={(prepMinutes) => send({ do: 'accept', prepMinutes })}
        />
      ) : null}
      {first ? (
        <Button
          look={first === 'ready' ? 'ready' : 'primary'}
          wide
          onClick={() => send({ do: first })}
        >
          {t(`action.${first}`)}
        </Button>
      ) : null}
      {others.map((step) => (
        <Button key={step} wide onClick={() => send({ do: step })}>
          {t(`action.${step}`)}
        </Button>
      ))}
      {offered('reject') ? (
        <Button wide onClick={() => setRejecting(true)}>
          {t('action.reject')}
        </Button>
      ) : null}
      {offered('delay') ? <Delay detail={detail} onDelay={send} /> : null}
      <RejectSheet
        view={detail}
        opened={rejecting}
        onClose={() => setRejecting(false)}
        onReject={send}
      />
    </div>
  );
}

function Delay(props: { detail: OrderDetail; onDelay: (command: Command) => void }) {
  const t = useT();
  const { delayMinutes } = props.detail.order;
  const choices = delayMinutes.length > 0 ? delayMinutes : usualDelays;
  return (
    <div className={classes.row}>
      <span>{t('details.delayBy')}</span>
      {choices.map((minutes) => (
        <Button key={minutes} onClick={() => props.onDelay({ do: 'delay', minutes })}>
          {t('common.minutes', { count: minutes })}
        </Button>
      ))}
    </div>
  );
}
