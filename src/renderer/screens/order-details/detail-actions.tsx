import { useState } from 'react';
import type { BoardAction, OrderDetail } from '../../../shared/contract/branch-api.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { AcceptButton } from '../../orders/accept-button.tsx';
import { CancelSheet } from '../../orders/cancel-sheet.tsx';
import type { Command } from '../../orders/commands.ts';
import { delayChoices } from '../../orders/delay.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { RefusedWhy } from '../../orders/refused-why.tsx';
import { RejectSheet } from '../../orders/reject-sheet.tsx';
import { steps, stepText } from '../../orders/step-text.ts';
import { useOfferedMinutes } from '../../rules/use-rules.ts';
import classes from './order-details.module.css';

interface Props {
  readonly detail: OrderDetail;
  readonly send: (command: Command) => void;
}

const isOffered = ({ offers }: OrderDetail, action: BoardAction) => offers.includes(action);

/** Everything that is offered for this order at this moment, also what the card has no room for. */
export function DetailActions({ detail }: { detail: OrderDetail }) {
  const { run } = useOrderCommands();
  const minutes = useOfferedMinutes();
  const send = (command: Command) => void run(detail.order.id, command);
  return (
    <div className={classes.actions}>
      <LastTry order={detail.order} />
      {isOffered(detail, 'accept') ? (
        <AcceptButton
          minutes={minutes}
          onAccept={(prepMinutes) => send({ do: 'accept', prepMinutes })}
        />
      ) : null}
      <Steps detail={detail} send={send} />
      {isOffered(detail, 'reject') ? <Reject detail={detail} send={send} /> : null}
      {isOffered(detail, 'delay') ? <Delay detail={detail} send={send} /> : null}
      {isOffered(detail, 'cancel') ? <Cancel detail={detail} send={send} /> : null}
    </div>
  );
}

function LastTry({ order }: { order: Order }) {
  const t = useT();
  const attempt = useOrderCommands().attempts.get(order.id);
  if (attempt?.state === 'saving') return <p role="status">{t('common.saving')}</p>;
  if (attempt?.state !== 'failed') return null;
  return (
    <p role="alert" className={classes.refused}>
      <b>{t('action.notSaved')}</b> <RefusedWhy order={order} error={attempt.error} />
    </p>
  );
}

/** The step that is usually next stands out. */
function Steps({ detail, send }: Props) {
  const t = useT();
  const [first, ...others] = steps.filter((step) => isOffered(detail, step));
  if (!first) return null;
  const look = first === 'ready' ? 'ready' : 'primary';
  return (
    <>
      <Button look={look} wide onClick={() => send({ do: first })}>
        {stepText(first, detail, t)}
      </Button>
      {others.map((step) => (
        <Button key={step} wide onClick={() => send({ do: step })}>
          {stepText(step, detail, t)}
        </Button>
      ))}
    </>
  );
}

function Reject({ detail, send }: Props) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button wide onClick={() => setAsking(true)}>
        {t('action.reject')}
      </Button>
      <RejectSheet view={detail} opened={asking} onClose={() => setAsking(false)} onReject={send} />
    </>
  );
}

function Delay({ detail, send }: Props) {
  const t = useT();
  return (
    <div className={classes.row}>
      <span>{t('details.delayBy')}</span>
      {delayChoices(detail.order).map((minutes) => (
        <Button key={minutes} onClick={() => send({ do: 'delay', minutes })}>
          {t('common.minutes', { count: minutes })}
        </Button>
      ))}
    </div>
  );
}

function Cancel({ detail, send }: Props) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button wide onClick={() => setAsking(true)}>
        {t('action.cancel')}
      </Button>
      <CancelSheet view={detail} opened={asking} onClose={() => setAsking(false)} onCancel={send} />
    </>
  );
}
