import { IconAlertTriangle, IconCash, IconLoader2, IconNote } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import type { Attempt } from '../../orders/commands.ts';
import { OrderLines } from '../../orders/order-lines.tsx';
import { problemsOf } from '../../orders/problems.ts';
import { problemTexts } from '../../orders/problem-texts.ts';
import { RefusedWhy } from '../../orders/refused-why.tsx';
import { CardActions, type CardHandlers } from './card-actions.tsx';
import { CardHead, CourierState } from './card-head.tsx';
import classes from './order-card.module.css';

const visibleLines = 4;

/** A card shows six lines of a note, so that nobody's novel hides the buttons and the next order. */
const isCut = (note: string) => note.length > 150 || note.split('\n').length > 3;

export interface CardProps {
  readonly view: OrderView;
  readonly attempt: Attempt | undefined;
  readonly selected: boolean;
  readonly defaultMinutes: number;
  readonly handlers: CardHandlers;
}

/** One order on the board: everything needed for the next step, and the step itself. */
export const OrderCard = memo(function OrderCard(props: CardProps) {
  const { view, attempt, selected, handlers } = props;
  const { order } = view;
  const t = useT();
  const place = useRef<HTMLElement>(null);
  const isNew = view.status === 'pending';

  useEffect(() => {
    if (selected) place.current?.focus({ preventScroll: true });
  }, [selected]);
  useEffect(() => {
    if (isNew) handlers.painted(order.id);
  }, [handlers, isNew, order.id]);

  return (
    <article
      ref={place}
      className={classes.card}
      tabIndex={-1}
      data-order-id={order.id}
      data-status={view.status}
      data-selected={selected}
      data-troubled={problemsOf(view).length > 0 || attempt?.state === 'failed'}
      aria-label={t('card.label', { number: order.displayNumber })}
    >
      <CardHead view={view} />
      <Refused {...props} />
      <CardBody view={view} />
      <Problems view={view} />
      <CardFoot {...props} />
    </article>
  );
});

function CardBody({ view }: { view: OrderView }) {
  const t = useT();
  const { order } = view;
  const shown = order.lines.slice(0, visibleLines);
  const hidden = order.lines.length - shown.length;
  const notes = [order.note, ...shown.map((line) => line.note)];
  return (
    <div className={classes.body}>
      <OrderLines lines={shown} compact />
      {hidden > 0 ? <p className={classes.more}>{t('card.moreLines', { count: hidden })}</p> : null}
      {order.note === '' ? null : (
        <p className={classes.note}>
          <IconNote aria-hidden />
          <span>
            <b>{t('card.note')}</b> <bdi>{order.note}</bdi>
          </span>
        </p>
      )}
      {notes.some(isCut) ? (
        <Link href={`/orders/${encodeURIComponent(order.id)}`} className={classes.wholeNote ?? ''}>
          {t('card.wholeNote')}
        </Link>
      ) : null}
      <Cash view={view} />
      <CourierState view={view} />
    </div>
  );
}

function Cash({ view }: { view: OrderView }) {
  const t = useT();
  const { collectMinor, riderPaysMinor, currency } = view.order;
  const amountMinor = collectMinor > 0 ? collectMinor : riderPaysMinor;
  if (amountMinor <= 0) return null;
  return (
    <p className={classes.cash}>
      <IconCash aria-hidden />
      <span>{collectMinor > 0 ? t('card.collect') : t('card.riderPays')}</span>
      <MoneyText minor={amountMinor} currency={currency} />
    </p>
  );
}

function Problems({ view }: { view: OrderView }) {
  const t = useT();
  const { language } = useLocale();
  const problems = problemsOf(view);
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems}>
      {problems.map((problem, index) => (
        <li key={index}>
          <IconAlertTriangle aria-hidden />
          <span>
            {problemTexts(problem, view.order.platform, { t, language }).map((sentence) => (
              <span key={sentence}>{sentence} </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The branch refused the last wish: why, and the way to try again. It stands where it cannot be missed. */
function Refused({ view, attempt, handlers }: CardProps) {
  const t = useT();
  const { id } = view.order;
  if (attempt?.state !== 'failed') return null;
  return (
    <div className={classes.refused} role="alert">
      <p>
        <b>{t('action.notSaved')}</b> <RefusedWhy order={view.order} error={attempt.error} />
      </p>
      {view.offers.includes(attempt.command.do) ? (
        <Button onClick={() => handlers.run(id, attempt.command)}>{t('common.retry')}</Button>
      ) : null}
      <Button look="quiet" onClick={() => handlers.dismiss(id)}>
        {t('common.ok')}
      </Button>
    </div>
  );
}

/** Buttons; while one is being saved, that it is. */
function CardFoot({ view, attempt, handlers, defaultMinutes }: CardProps) {
  const t = useT();
  if (attempt?.state === 'saving') {
    return (
      <p className={classes.saving} role="status">
        <IconLoader2 aria-hidden />
        {t('common.saving')}
      </p>
    );
  }
  return <CardActions view={view} defaultMinutes={defaultMinutes} handlers={handlers} />;
}
