import type { HeardChange } from '../../../shared/contract/branch-api.ts';
import {
  cancelReasons,
  type Hop,
  orderActions,
  rejectReasons,
} from '../../../shared/contract/order.ts';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { durationText } from '../../format/duration.ts';
import { inOrder } from './life-text.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './order-details.module.css';
import { Section } from './section.tsx';

/** Every step from the platform to the paper and back, with how long each took after the one before. */
export function HopTimeline({ hops }: { hops: readonly Hop[] }) {
  const t = useT();
  const inTime = inOrder(hops);
  return (
    <Section title={t('details.life')}>
      <ol className={classes.timeline}>
        {inTime.map((hop, index) => {
          const before = inTime[index - 1];
          return (
            <li key={index} data-bad={hop.hop === 'platform_refused'}>
              <span className={classes.step}>
                {t(`hop.${hop.hop}`)}
                {hop.detail === '' ? null : <HopDetail detail={hop.detail} />}
              </span>
              <span className={classes.when}>
                <TimeText atMs={hop.atMs} style="seconds" />
                <small>{before ? durationText(hop.atMs - before.atMs, t) : null}</small>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

/** What was done in words, and why or with what as it stands: `accept`, `reject: closing`, or the name of a paper. */
function HopDetail({ detail }: { detail: string }) {
  const t = useT();
  const [what = '', ...rest] = detail.split(': ');
  const action = orderActions.find((one) => one === what);
  if (!action) return <small dir="auto">{detail}</small>;
  return (
    <small>
      {t(`orderAction.${action}`)}
      <Reason reason={rest.join(': ')} />
    </small>
  );
}

function Actor({ by }: { by: string }) {
  const t = useT();
  if (by === 'platform') return t('details.byPlatform');
  if (by === 'rule') return t('details.byRule');
  return by === 'till' ? t('details.byTill') : t('details.by', { who: by });
}

/** Our own reasons in words; what a platform or person wrote stands as written. */
function Reason({ reason }: { reason: string }) {
  const t = useT();
  const known = rejectReasons.find((one) => one === reason);
  if (known) return <span> {t(`reject.reason.${known}`)}</span>;
  const cancelled = cancelReasons.find((one) => one === reason);
  if (cancelled) return <span> {t(`cancelOrder.reason.${cancelled}`)}</span>;
  return reason === '' ? null : <bdi> {reason}</bdi>;
}

/** What was heard and not done stays in sight, so that support sees why an order did not follow its platform. */
export function StatusHistory({ history }: { history: readonly HeardChange[] }) {
  const t = useT();
  return (
    <Section title={t('details.history')}>
      <ol className={classes.timeline}>
        {history.map((change, index) => (
          <li key={index} data-ignored={!change.taken}>
            <span className={classes.step}>
              {t(`status.${change.status}`)}
              {change.taken ? null : <small>{t('details.notTaken')}</small>}
              <small>
                <Actor by={change.by} />
                <Reason reason={change.reason} />
              </small>
            </span>
            <span className={classes.when}>
              <TimeText atMs={change.atMs} style="seconds" />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
