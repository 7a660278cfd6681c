import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import type { WebhookCall } from '../../../../../src/shared/contract/console-api.ts';
import { PlatformTag } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Filters } from '../../ui/filters.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { ReplayAll } from './replay-all.tsx';
import { StateChip } from './state-chip.tsx';
import { WebhookSheet } from './webhook-sheet.tsx';

const lookEveryMs = 10_000;
const troubles = ['unreadable', 'waiting', 'refused'] as const;
type Filter = 'all' | (typeof troubles)[number];

export function WebhooksScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const [filter, setFilter] = useState<Filter>('all');
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<number | null>(null);
  const state = filter === 'all' ? {} : { state: filter };
  const calls = useRead(
    'listWebhookCalls',
    { companyId, page, ...state },
    { everyMs: lookEveryMs },
  );
  const counts = useRead('countWebhookCalls', { companyId }, { everyMs: lookEveryMs });
  const counted = (name: (typeof troubles)[number]) =>
    `${t(`callState.${name}`)} ${counts.data?.[name] ?? ''}`;
  return (
    <Page title={t('webhooks.title')}>
      <Filters<Filter>
        label={t('webhooks.title')}
        chosen={filter}
        options={[
          ['all', t('webhooks.all')],
          ...troubles.map((name) => [name, counted(name)] as const),
        ]}
        onChoose={(chosen) => {
          setFilter(chosen);
          setPage(1);
        }}
      />
      {filter === 'unreadable' ? (
        <ReplayAll companyId={companyId} platforms={platformsOf(calls.data?.items ?? [])} />
      ) : null}
      <Listed
        query={calls}
        empty={{
          title: t('webhooks.empty'),
          hint: t('webhooks.emptyHint'),
          icon: <IconInbox aria-hidden />,
        }}
      >
        {(items) =>
          items.map((call) => (
            <CallCard key={call.id} call={call} onOpen={() => setOpenId(call.id)} />
          ))
        }
      </Listed>
      <Pager meta={calls.data?.meta} onPage={setPage} />
      {openId === null ? null : <WebhookSheet id={openId} onClose={() => setOpenId(null)} />}
    </Page>
  );
}

function platformsOf(calls: readonly WebhookCall[]): string[] {
  return [...new Set(calls.map(({ platform }) => platform))].toSorted();
}

function CallCard({ call, onOpen }: { call: WebhookCall; onOpen: () => void }) {
  return (
    <button type="button" className={ui.card} onClick={onOpen}>
      <span className={ui.row}>
        <PlatformTag platform={call.platform} />
        <bdi>
          <b>{call.externalId ?? `${call.method} ${call.path}`}</b>
        </bdi>
        <span className={ui.push}>
          <StateChip state={call.state} />
        </span>
      </span>
      <span className={ui.soft}>
        <MomentText atMs={call.receivedAtMs} exact />
        {call.note === '' ? null : (
          <>
            {' · '}
            <bdi>{call.note}</bdi>
          </>
        )}
      </span>
    </button>
  );
}
