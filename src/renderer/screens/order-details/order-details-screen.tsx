import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useLocation } from 'wouter';
import type { OrderDetail } from '../../../shared/contract/branch-api.ts';
import { Chip, type Tone } from '../../../shared/ui/chip.tsx';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useOrderDetail } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { withAttempt } from '../../orders/commands.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { OrderLines } from '../../orders/order-lines.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { PlatformAnswers } from './answers.tsx';
import { Bill } from './bill.tsx';
import { CustomerFacts, Ids, Warnings } from './facts.tsx';
import { DetailActions } from './detail-actions.tsx';
import { HopTimeline, StatusHistory } from './life.tsx';
import classes from './order-details.module.css';
import { PrintHistory } from './paper.tsx';
import { Section } from './section.tsx';

/**
 * Everything known about one order, beside the screen it was opened from, which stays in use.
 *
 * @param props.backTo that screen; the board when not said
 */
export function OrderDetailsScreen({ id, backTo = '/' }: { id: string; backTo?: string }) {
  const t = useT();
  const [, go] = useLocation();
  const narrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const query = useOrderDetail(decodeURIComponent(id));
  const { attempts } = useOrderCommands();
  const detail = query.data;
  return (
    <Drawer
      opened
      onClose={() => go(backTo)}
      position="right"
      size={narrow ? '100%' : 480}
      withOverlay={false}
      closeOnClickOutside={false}
      trapFocus={narrow}
      shadow="xl"
      title={detail ? <Title detail={detail} /> : t('common.loading')}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{ header: classes.header ?? '', body: classes.body ?? '' }}
    >
      {detail ? (
        <Content detail={{ ...detail, ...withAttempt(detail, attempts.get(detail.order.id)) }} />
      ) : null}
      {!detail && query.isError ? (
        <QueryFailed
          title={t('details.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.isPending ? <LoadingState label={t('common.loading')} /> : null}
    </Drawer>
  );
}

const tones: Record<OrderDetail['status'], Tone> = {
  pending: 'new',
  confirmed: 'neutral',
  preparing: 'neutral',
  ready_for_pickup: 'ready',
  out_for_delivery: 'ready',
  delivered: 'ready',
  rejected: 'problem',
  cancelled: 'problem',
  refunded: 'problem',
};

function Title({ detail }: { detail: OrderDetail }) {
  const t = useT();
  return (
    <span className={classes.title}>
      <span>{t('details.title', { number: detail.order.displayNumber })}</span>
      <PlatformTag platform={detail.order.platform} />
      <Chip tone={tones[detail.status]}>{t(`status.${detail.status}`)}</Chip>
    </span>
  );
}

function Content({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { order } = detail;
  return (
    <>
      <DetailActions detail={detail} />
      <Warnings detail={detail} />
      <Section title={t('details.items')}>
        <OrderLines lines={order.lines} currency={order.currency} />
        <Note label={t('card.note')} text={order.note} />
        {order.cutleryNote === '' ? null : (
          <p className={classes.hint}>{t('card.cutleryNote', { note: order.cutleryNote })}</p>
        )}
      </Section>
      <Bill order={order} />
      <CustomerFacts detail={detail} />
      <HopTimeline hops={detail.hops} />
      <PrintHistory detail={detail} />
      <PlatformAnswers answers={detail.answers} />
      <StatusHistory history={detail.history} />
      <Ids detail={detail} />
    </>
  );
}

function Note(props: { label: string; text: string }) {
  if (props.text === '') return null;
  return (
    <p className={classes.note}>
      <b>{props.label}</b> <bdi>{props.text}</bdi>
    </p>
  );
}
