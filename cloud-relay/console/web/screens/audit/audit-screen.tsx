import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import {
  AuditArea,
  type AuditEntry,
  auditExportPath,
} from '../../../../../src/shared/contract/audit.ts';
import { useRead } from '../../api/console-api.tsx';
import { textOf, useT } from '../../i18n/i18n.tsx';
import { Filters } from '../../ui/filters.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const lookEveryMs = 15_000;

/** Who changed what, and who signed in: newest first, to be narrowed and to be taken along. */
export function AuditScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const [area, setArea] = useState<AuditArea | 'all'>('all');
  const [page, setPage] = useState(1);
  const filter = { companyId, ...(area !== 'all' && { area }) };
  const entries = useRead('listAudit', { ...filter, page }, { everyMs: lookEveryMs });
  return (
    <Page title={t('audit.title')}>
      <Filters
        label={t('audit.title')}
        chosen={area}
        options={[
          ['all', t('audit.all')],
          ...AuditArea.options.map((key) => [key, t(`auditArea.${key}`)] as const),
        ]}
        onChoose={(chosen) => {
          setArea(chosen);
          setPage(1);
        }}
      />
      <a
        className={ui.download}
        href={`${auditExportPath}?${new URLSearchParams(filter).toString()}`}
        download
      >
        <IconDownload aria-hidden />
        <span>{t('audit.export')}</span>
      </a>
      <Listed
        query={entries}
        empty={{
          title: t('audit.empty'),
          hint: t('audit.emptyHint'),
          icon: <IconHistory aria-hidden />,
        }}
      >
        {(items) => items.map((entry) => <EntryCard key={entry.id} entry={entry} />)}
      </Listed>
      <Pager meta={entries.data?.meta} onPage={setPage} />
    </Page>
  );
}

function EntryCard({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { action, target, by, address } = entry;
  return (
    <article className={ui.card}>
      <span className={ui.row}>
        <b>{t(`auditAction.${action}`)}</b>
        {target.name === '' || target.name === by ? null : <bdi>{target.name}</bdi>}
        <span className={`${ui.push} ${ui.soft}`}>
          <MomentText atMs={entry.atMs} />
        </span>
      </span>
      <span className={ui.soft}>
        <bdi dir="ltr">{by === '' ? t('audit.nobody') : by}</bdi>
        {address === '' ? null : (
          <>
            {' · '}
            <bdi dir="ltr">{address}</bdi>
          </>
        )}
      </span>
      <Details details={entry.details} />
    </article>
  );
}

function Details({ details }: { details: AuditEntry['details'] }) {
  const t = useT();
  const said = Object.entries(details);
  if (said.length === 0) return null;
  return (
    <dl className={ui.facts}>
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{textOf(t, 'auditDetail', name)}</dt>
          <dd>
            <bdi>{name === 'document' ? textOf(t, 'paper', value) : value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
