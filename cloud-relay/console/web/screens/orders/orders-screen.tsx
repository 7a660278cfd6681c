import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconReceipt, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderRow } from '../../../../../src/shared/contract/console-api.ts';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { MoneyText } from '../../../../../src/shared/ui/money-text.tsx';
import { PlatformTag } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { OrderSheet } from './order-sheet.tsx';
import { StatusChip } from './status-chip.tsx';

const lookEveryMs = 10_000;
const typingPauseMs = 300;

export function OrdersScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), typingPauseMs);
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<string | null>(null);
  const orders = useRead('listOrders', { companyId, page, search }, { everyMs: lookEveryMs });
  return (
    <Page title={t('orders.title')}>
      <TextInput
        aria-label={t('orders.search')}
        placeholder={t('orders.search')}
        type="search"
        leftSection={<IconSearch aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPage(1);
        }}
      />
      <Listed
        query={orders}
        empty={{
          title: t('orders.empty'),
          hint: t('orders.emptyHint'),
          icon: <IconReceipt aria-hidden />,
        }}
      >
        {(items) =>
          items.map((order) => (
            <OrderCard key={order.id} order={order} onOpen={() => setOpenId(order.id)} />
          ))
        }
      </Listed>
      <Pager meta={orders.data?.meta} onPage={setPage} />
      {openId === null ? null : <OrderSheet id={openId} onClose={() => setOpenId(null)} />}
    </Page>
  );
}

function OrderCard({ order, onOpen }: { order: OrderRow; onOpen: () => void }) {
  const t = useT();
  return (
    <button type="button" className={ui.card} onClick={onOpen}>
      <span className={ui.row}>
        <bdi className={ui.strong}>{order.displayNumber}</bdi>
        <PlatformTag platform={order.platform} />
        {order.isTest ? <Chip tone="neutral">{t('orders.test')}</Chip> : null}
        <span className={ui.push}>
          <StatusChip status={order.status} />
        </span>
      </span>
      <span className={ui.row}>
        <span className={ui.soft}>
          <bdi>{order.branchName}</bdi> · <MomentText atMs={order.receivedAtMs} />
        </span>
        <span className={ui.push}>
          {order.totalMinor === null ? null : (
            <MoneyText minor={order.totalMinor} currency={order.currency} />
          )}
        </span>
      </span>
    </button>
  );
}
