import type { OrderLife } from '../../../../../src/shared/contract/console-api.ts';
import type { Hop, Name, Order } from '../../../../../src/shared/contract/order.ts';
import { minuteMs, secondMs } from '../../../../../src/shared/kit/clock.ts';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { useLocale } from '../../../../../src/shared/ui/locale.tsx';
import { MoneyText } from '../../../../../src/shared/ui/money-text.tsx';
import { PlatformTag } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../../api/console-api.tsx';
import { useMay } from '../../api/use-may.ts';
import { useT } from '../../i18n/i18n.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Section } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Loading, ReadFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { PrintAgain } from './print-again.tsx';
import { StatusChip } from './status-chip.tsx';

const lookEveryMs = 5_000;

/** The life of one order, hop by hop. */
export function OrderSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const order = useRead('getOrder', { id }, { everyMs: lookEveryMs });
  const title = order.data ? <bdi>{order.data.displayNumber}</bdi> : null;
  return (
    <Sheet title={title} onClose={onClose}>
      {order.isPending ? <Loading /> : null}
      {order.isError && !order.data ? <ReadFailed query={order} /> : null}
      {order.data ? <Life life={order.data} /> : null}
    </Sheet>
  );
}

const outboundTones = {
  queued: 'waiting',
  done: 'ready',
  refused: 'problem',
  gave_up: 'late',
  superseded: 'offline',
} as const;

function Life({ life }: { life: OrderLife }) {
  const t = useT();
  const mayPrint = useMay('papers.print');
  return (
    <div className={ui.form}>
      <div className={ui.row}>
        <PlatformTag platform={life.platform} />
        <StatusChip status={life.status} />
        <span className={ui.push}>
          {life.totalMinor === null ? null : (
            <MoneyText minor={life.totalMinor} currency={life.currency} />
          )}
        </span>
      </div>
      <p className={ui.soft}>
        <bdi>{life.branchName}</bdi> · <bdi dir="ltr">{life.externalId}</bdi>
      </p>
      <Lines order={life.order} />
      {mayPrint ? <PrintAgain orderId={life.id} /> : null}
      <Section title={t('orders.life')}>
        <Steps hops={life.hops} />
      </Section>
      {life.outbound.length === 0 ? null : (
        <Section title={t('orders.told')}>
          {life.outbound.map((call) => (
            <div key={call.id} className={ui.row}>
              <bdi>
                <b>{call.action}</b>
              </bdi>
              <Chip tone={outboundTones[call.state]}>{t(`outbound.${call.state}`)}</Chip>
              <span className={ui.soft}>{t('orders.attempts', { count: call.attempts })}</span>
              {call.detail === '' ? null : (
                <p className={ui.soft}>
                  <bdi>{call.detail}</bdi>
                </p>
              )}
            </div>
          ))}
        </Section>
      )}
    </div>
  );
}

/** In the order of the clock; programs on different machines may disagree by some milliseconds. */
function Steps({ hops }: { hops: readonly Hop[] }) {
  const t = useT();
  const ordered = hops.toSorted((a, b) => a.atMs - b.atMs);
  return (
    <ol className={ui.steps}>
      {ordered.map((hop, index) => {
        const before = ordered[index - 1];
        return (
          <li key={`${hop.hop} ${hop.atMs} ${hop.detail}`}>
            <span>{t(`hop.${hop.hop}`)}</span>
            <bdi dir="ltr" className={ui.took}>
              {before ? `+${tookText(hop.atMs - before.atMs)}` : ''}
            </bdi>
            <small>
              <MomentText atMs={hop.atMs} exact />
              {hop.detail === '' ? null : (
                <>
                  {' · '}
                  <bdi>{hop.detail}</bdi>
                </>
              )}
            </small>
          </li>
        );
      })}
    </ol>
  );
}

function tookText(ms: number): string {
  if (ms < 10_000) return `${ms} ms`;
  return ms < 2 * minuteMs ? `${Math.round(ms / secondMs)} s` : `${Math.round(ms / minuteMs)} min`;
}

/** What was ordered, as the kitchen reads it. */
function Lines({ order }: { order: Order }) {
  const { language } = useLocale();
  const nameOf = (name: Name) => name[language] ?? name.default;
  return (
    <ul className={ui.lines}>
      {order.lines.map((line, index) => (
        <li key={`${index} ${line.itemId}`}>
          <b>{line.quantity} ×</b> <bdi>{nameOf(line.name)}</bdi>
          {line.modifiers.map((modifier, at) => (
            <small key={`${at} ${modifier.itemId}`}>
              + <bdi>{nameOf(modifier.name)}</bdi>
            </small>
          ))}
          {line.note === '' ? null : (
            <small>
              <bdi>{line.note}</bdi>
            </small>
          )}
        </li>
      ))}
      {order.note === '' ? null : (
        <li>
          <bdi>{order.note}</bdi>
        </li>
      )}
    </ul>
  );
}
