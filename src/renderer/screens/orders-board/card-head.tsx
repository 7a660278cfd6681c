import { IconClock, IconFlask, IconScooter } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { countdownOf, minutesLeft } from '../../orders/countdown.ts';
import { itemCount, laneOf } from '../../orders/lanes.ts';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import classes from './order-card.module.css';

/** Within this time everybody knows which day is meant. */
const nearMs = 6 * hourMs;

/** Who, from where, how long, how much: what is read first and from afar. */
export function CardHead({ view }: { view: OrderView }) {
  const t = useT();
  const { order } = view;
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h3 className={classes.number}>
          <Link
            href={`/orders/${encodeURIComponent(order.id)}`}
            className={classes.open ?? ''}
            aria-label={t('card.label', { number: order.displayNumber })}
          >
            <bdi>{order.displayNumber}</bdi>
          </Link>
        </h3>
        <Clockwork view={view} />
      </div>
      <div className={classes.tags}>
        <PlatformTag platform={order.platform} />
        <span>{t(`fulfilment.${order.fulfilment.kind}_${order.fulfilment.by}`)}</span>
        {order.fulfilment.table === undefined ? null : (
          <span>{t('card.table', { table: order.fulfilment.table })}</span>
        )}
        <span>{t('card.items', { count: itemCount(view) })}</span>
        <b className={classes.total}>
          {order.totalMinor === null ? (
            <bdi>{order.totalVerbatim}</bdi>
          ) : (
            <MoneyText minor={order.totalMinor} currency={order.currency} />
          )}
        </b>
      </div>
      {order.isTest ? (
        <Chip tone="waiting" icon={<IconFlask aria-hidden />}>
          {t('card.test')}
        </Chip>
      ) : null}
      <StartTime view={view} />
    </header>
  );
}

/** The one clock that matters in this lane: time to answer, time to be ready, time of waiting. */
function Clockwork({ view }: { view: OrderView }) {
  switch (laneOf(view.status)) {
    case 'new':
      return <TimeToAnswer view={view} />;
    case 'kitchen':
      return <TimeToBeReady view={view} />;
    case 'ready':
      return <TimeWaiting view={view} />;
    case null:
      return <StatusChip status={view.status} />;
  }
}

function StatusChip({ status }: { status: OrderView['status'] }) {
  const t = useT();
  return <Chip tone={status === 'delivered' ? 'ready' : 'neutral'}>{t(`status.${status}`)}</Chip>;
}

function TimeToAnswer({ view }: { view: OrderView }) {
  const t = useT();
  const countdown = countdownOf(view, useNow());
  if (!countdown) return null;
  const minutes = minutesLeft(countdown.leftMs);
  const label = minutes === 0 ? t('card.timeOver') : t('card.timeLeft', { count: minutes });
  return <CountdownRing countdown={countdown} label={label} unit={t('card.minuteUnit')} />;
}

/** An order for later says so until its time has come, with the day when that is not within hours. */
function StartTime({ view }: { view: OrderView }) {
  const t = useT();
  const locale = useLocale();
  const now = useNow(minuteMs / 4);
  const { startAtMs } = view.order;
  if (startAtMs === null || startAtMs <= now) return null;
  const style = startAtMs - now < nearMs ? 'minutes' : 'date';
  return (
    <Chip tone="neutral" icon={<IconClock aria-hidden />}>
      {t('card.startsAt', { time: timeText(startAtMs, style, locale) })}
    </Chip>
  );
}

function TimeToBeReady({ view }: { view: OrderView }) {
  const t = useT();
  const locale = useLocale();
  const now = useNow(minuteMs / 4);
  const dueAtMs = view.readyByMs ?? view.order.dueAtMs;
  if (dueAtMs === null) return null;
  const late = dueAtMs < now;
  const put = { time: timeText(dueAtMs, 'minutes', locale) };
  return (
    <Chip tone={late ? 'late' : 'neutral'} icon={<IconClock aria-hidden />}>
      {late ? t('card.readyLate', put) : t('card.readyIn', put)}
    </Chip>
  );
}

function TimeWaiting({ view }: { view: OrderView }) {
  const t = useT();
  const minutes = Math.max(0, Math.floor((useNow(minuteMs / 4) - view.statusAtMs) / minuteMs));
  return (
    <Chip tone="ready" icon={<IconClock aria-hidden />}>
      {t('card.readySince', { count: minutes })}
    </Chip>
  );
}

/** Where the courier is, as far as the platform tells. */
export function CourierState({ view }: { view: OrderView }) {
  const t = useT();
  const locale = useLocale();
  const { courier } = view;
  if (!courier) return null;
  const what = t(`courier.${courier.state}`);
  const isComing = courier.state === 'assigned' && courier.etaMs !== null;
  return (
    <p className={classes.courier} data-here={courier.state === 'arrived'}>
      <IconScooter aria-hidden />
      {isComing
        ? t('courier.eta', { what, time: timeText(courier.etaMs ?? 0, 'minutes', locale) })
        : what}
    </p>
  );
}
