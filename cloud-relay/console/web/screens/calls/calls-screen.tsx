import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlatformCall } from '../../../../../src/shared/contract/console-api.ts';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { PlatformTag } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { RawText } from '../../ui/copy-text.tsx';
import { Filters } from '../../ui/filters.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Listed, Loading, ReadFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const lookEveryMs = 10_000;

export function CallsScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const [filter, setFilter] = useState<'all' | 'failed'>('all');
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<number | null>(null);
  const failed = filter === 'failed' ? { failed: true } : {};
  const calls = useRead(
    'listPlatformCalls',
    { companyId, page, ...failed },
    { everyMs: lookEveryMs },
  );
  return (
    <Page title={t('calls.title')}>
      <Filters
        label={t('calls.title')}
        chosen={filter}
        options={[
          ['all', t('calls.all')],
          ['failed', t('calls.failed')],
        ]}
        onChoose={(chosen) => {
          setFilter(chosen);
          setPage(1);
        }}
      />
      <Listed
        query={calls}
        empty={{
          title: t('calls.empty'),
          hint: t('calls.emptyHint'),
          icon: <IconSend aria-hidden />,
        }}
      >
        {(items) =>
          items.map((call) => (
            <CallCard key={call.id} call={call} onOpen={() => setOpenId(call.id)} />
          ))
        }
      </Listed>
      <Pager meta={calls.data?.meta} onPage={setPage} />
      {openId === null ? null : <CallSheet id={openId} onClose={() => setOpenId(null)} />}
    </Page>
  );
}

function CallCard({ call, onOpen }: { call: PlatformCall; onOpen: () => void }) {
  const t = useT();
  return (
    <button type="button" className={ui.card} onClick={onOpen}>
      <span className={ui.row}>
        <PlatformTag platform={call.platform} />
        <bdi>
          <b>{call.operation}</b>
        </bdi>
        <span className={ui.push}>
          <AnswerChip call={call} />
        </span>
      </span>
      <span className={ui.soft}>
        <MomentText atMs={call.startedAtMs} exact /> · {t('calls.took', { ms: call.durationMs })}
        {call.error === '' ? null : (
          <>
            {' · '}
            <bdi>{call.error}</bdi>
          </>
        )}
      </span>
    </button>
  );
}

function AnswerChip({ call }: { call: PlatformCall }) {
  const t = useT();
  if (call.status === null) return <Chip tone="late">{t('calls.noAnswer')}</Chip>;
  return <Chip tone={call.status < 400 ? 'ready' : 'problem'}>{call.status}</Chip>;
}

function CallSheet({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useT();
  const call = useRead('getPlatformCall', { id });
  return (
    <Sheet title={<bdi dir="ltr">#{id}</bdi>} onClose={onClose}>
      {call.isPending ? <Loading /> : null}
      {call.isError ? <ReadFailed query={call} /> : null}
      {call.data ? (
        <div className={ui.form}>
          <div className={ui.row}>
            <AnswerChip call={call.data} />
            <MomentText atMs={call.data.startedAtMs} exact />
          </div>
          <code dir="ltr">
            {call.data.method} {call.data.url}
          </code>
          <Section title={t('calls.request')}>
            <RawText text={call.data.requestBody} />
          </Section>
          <Section title={t('calls.response')}>
            <RawText text={call.data.responseBody || call.data.error} />
          </Section>
        </div>
      ) : null}
    </Sheet>
  );
}
