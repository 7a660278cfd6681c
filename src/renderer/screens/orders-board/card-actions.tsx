import { IconDots } from '@tabler/icons-react';
import type { BoardAction, OrderView } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { AcceptButton } from '../../orders/accept-button.tsx';
import type { Command } from '../../orders/commands.ts';
import { hasMore } from '../../orders/more-sheet.tsx';
import { type Step, steps, stepText } from '../../orders/step-text.ts';
import classes from './order-card.module.css';

export interface CardHandlers {
  readonly run: (orderId: string, command: Command) => unknown;
  readonly dismiss: (orderId: string) => void;
  readonly reject: (orderId: string) => void;
  /** More time, or taking it back. */
  readonly more: (orderId: string) => void;
  /** The card of a new order is on the screen. */
  readonly painted: (orderId: string) => void;
}

interface Props {
  readonly view: OrderView;
  readonly defaultMinutes: number;
  readonly handlers: CardHandlers;
}

/** A button for each thing that is offered and no other. */
export function CardActions({ view, defaultMinutes, handlers }: Props) {
  const t = useT();
  const { id } = view.order;
  const offered = (action: BoardAction) => view.offers.includes(action);
  const [first, ...others] = steps.filter(offered);
  const run = (step: Step) => () => handlers.run(id, { do: step });
  const more = hasMore(view);
  if (!first && !offered('accept') && !offered('reject') && !more) return null;
  return (
    <div className={classes.actions}>
      {offered('accept') ? (
        <AcceptButton
          minutes={defaultMinutes}
          onAccept={(prepMinutes) => handlers.run(id, { do: 'accept', prepMinutes })}
        />
      ) : null}
      {first || more ? (
        <div className={classes.row}>
          {first ? (
            <Button look={first === 'ready' ? 'ready' : 'primary'} wide onClick={run(first)}>
              {stepText(first, view, t)}
            </Button>
          ) : null}
          {more ? (
            <Button
              aria-haspopup="dialog"
              aria-label={t('action.more', { number: view.order.displayNumber })}
              icon={<IconDots aria-hidden />}
              onClick={() => handlers.more(id)}
            />
          ) : null}
        </div>
      ) : null}
      {others.map((step) => (
        <Button key={step} wide onClick={run(step)}>
          {stepText(step, view, t)}
        </Button>
      ))}
      {offered('reject') ? (
        <Button wide onClick={() => handlers.reject(id)}>
          {t('action.reject')}
        </Button>
      ) : null}
    </div>
  );
}
