import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { BranchState } from '../../../shared/contract/branch-api.ts';
import type { WaitingOrder } from '../../../shared/contract/waiting.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { type Locale, useLocale } from '../../../shared/ui/locale.tsx';
import { platformName, PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { TimeText, timeText } from '../../../shared/ui/time-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { type T, useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './waiting.module.css';

const clockStepMs = 5 * secondMs;

/** The orders whose platform has not heard, and what it does by itself if that lasts. */
export function WaitingOrders(props: {
  orders: readonly WaitingOrder[];
  relay: BranchState['relay']['state'];
}) {
  const t = useT();
  const locale = useLocale();
  const nowMs = useNow(clockStepMs);
  return (
    <Panel title={t('waiting.orders')}>
      <ul className={classes.list}>
        {props.orders.map((order) => (
          <li key={order.orderId}>
            <Link
              href={`/orders/${encodeURIComponent(order.orderId)}`}
              className={classes.order ?? ''}
            >
              <bdi className={classes.number}>{order.number}</bdi>
              <span className={classes.words}>
                <span className={classes.head}>
                  <PlatformTag platform={order.platform} />
                  <strong>
                    {order.to === null ? t('waiting.moreTime') : t(`status.${order.to}`)}
                  </strong>
                  <TimeText atMs={order.saidAtMs} />
                </span>
                <Fate fate={fateOf(order, nowMs, { t, locale })} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Fate({ fate }: { fate: ReturnType<typeof fateOf> }) {
  const { grave, text } = fate;
  return (
    <span className={classes.fate} data-grave={grave}>
      {grave === 'no' ? null : <IconAlertTriangle aria-hidden />}
      {text}
    </span>
  );
}

/** What becomes of an order if its platform hears nothing. */
function fateOf(
  { platform, to, answerByMs }: WaitingOrder,
  nowMs: number,
  { t, locale }: { readonly t: T; readonly locale: Locale },
) {
  const name = platformName(platform, locale.language);
  if (answerByMs === null) return { grave: 'no', text: t('waiting.fate.later', { name }) };
  const at = timeText(answerByMs, 'minutes', locale);
  if (to === 'rejected') return { grave: 'no', text: t('waiting.fate.rejected', { name, at }) };
  if (answerByMs <= nowMs) return { grave: 'over', text: t('waiting.fate.over', { name, at }) };
  return { grave: 'soon', text: t('waiting.fate.cancels', { name, at }) };
}
