import { NativeSelect } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchState, useSettings } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { FoundRow, Page, Panel, Row } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { BackupPanel } from './backup-panel.tsx';
import { DesktopPanel } from './desktop-panel.tsx';
import { PersonPanel } from './person-panel.tsx';
import { PrintingRows } from './printing-rows.tsx';
import { SavedText } from './saved-text.tsx';
import { SellingPanel } from './selling-panel.tsx';
import { SettingsSearch } from './settings-search.tsx';
import classes from './settings.module.css';
import { useChangeSettings } from './use-change-settings.ts';

/** Everything that is set rather than done; `/settings/currency` leads to that row. */
export function SettingsScreen({ row = '' }: { row?: string | undefined }) {
  const t = useT();
  const [, go] = useLocation();
  return (
    <Page title={t('settings.title')}>
      <FoundRow value={row}>
        <SettingsSearch onRow={(id) => go(`/settings/${id}`)} />
        <PersonPanel />
        <BranchPanels />
        <DesktopPanel />
        <AboutPanel />
      </FoundRow>
    </Page>
  );
}

function BranchPanels() {
  const t = useT();
  const settings = useSettings();
  const change = useChangeSettings();
  if (settings.isPending) return <LoadingState label={t('common.loading')} shapes={1} />;
  if (!settings.data) {
    return (
      <QueryFailed
        title={t('settings.failed')}
        error={settings.error}
        onRetry={() => settings.refetch()}
      />
    );
  }
  const rows = {
    settings: settings.data,
    onChange: (part: Partial<BranchSettings>) => change.mutate(part),
  };
  return (
    <>
      <Panel title={t('settings.branch')} id="branch">
        <FailedNote error={change.error} />
        <NameRow {...rows} />
        <PrepMinutes {...rows} />
        <LockRow {...rows} />
      </Panel>
      <SellingPanel />
      <Panel title={t('settings.printing')} id="printing">
        <PrintingRows {...rows} />
      </Panel>
      <BackupPanel {...rows} />
    </>
  );
}

const prepMinutes = [5, 10, 15, 20, 25, 30, 45, 60];

interface RowsProps {
  readonly settings: BranchSettings;
  readonly onChange: (part: Partial<BranchSettings>) => void;
}

/** A paired branch has its name from its company. */
function NameRow({ settings, onChange }: RowsProps) {
  const t = useT();
  const { data } = useBranchState();
  const isPaired = (data?.companyName ?? '') !== '';
  return (
    <Row
      id="branchNameHere"
      label={t('settings.branchNameHere')}
      hint={isPaired ? t('settings.branchNameOfCompany') : t('settings.branchNameHint')}
    >
      <SavedText
        label={t('settings.branchNameHere')}
        value={isPaired ? (data?.branchName ?? '') : settings.branchName}
        disabled={isPaired}
        onSave={(branchName) => {
          if (branchName.length > 60) return false;
          onChange({ branchName });
          return true;
        }}
      />
    </Row>
  );
}

const lockMinutes = [0, 1, 2, 5, 10, 15, 30, 60];

function LockRow({ settings, onChange }: RowsProps) {
  const t = useT();
  const { lockAfterMinutes } = settings;
  return (
    <Row id="lockAfter" label={t('settings.lockAfter')} hint={t('settings.lockAfterHint')}>
      <NativeSelect
        aria-label={t('settings.lockAfter')}
        value={String(lockAfterMinutes)}
        onChange={(event) => onChange({ lockAfterMinutes: Number(event.currentTarget.value) })}
        data={[...new Set([...lockMinutes, lockAfterMinutes])]
          .sort((a, b) => a - b)
          .map((count) => ({
            value: String(count),
            label: count === 0 ? t('settings.lockNever') : t('common.minutes', { count }),
          }))}
      />
    </Row>
  );
}

function PrepMinutes(props: RowsProps) {
  const t = useT();
  const { settings, onChange } = props;
  const minutes = [...new Set([...prepMinutes, settings.defaultPrepMinutes])].sort((a, b) => a - b);
  return (
    <Row id="defaultPrepMinutes" label={t('settings.defaultPrepMinutes')}>
      <NativeSelect
        aria-label={t('settings.defaultPrepMinutes')}
        value={String(settings.defaultPrepMinutes)}
        onChange={(event) => onChange({ defaultPrepMinutes: Number(event.currentTarget.value) })}
        data={minutes.map((value) => ({
          value: String(value),
          label: t('common.minutes', { count: value }),
        }))}
      />
    </Row>
  );
}

function AboutPanel() {
  const t = useT();
  const { data } = useBranchState();
  if (!data) return null;
  return (
    <Panel title={t('settings.about')}>
      <Row label={t('staff.title')} hint={t('staff.hint')}>
        <Link href="/staff" className={classes.link ?? ''}>
          {t('common.edit')}
        </Link>
      </Row>
      <Row label={t('settings.company')}>
        <bdi>{data.companyName}</bdi>
      </Row>
      <Row label={t('settings.branchName')}>
        <bdi>{data.branchName}</bdi>
      </Row>
      <Row id="pairing" label={t('settings.pairing')}>
        <span>{t(`relayState.${data.relay.state}`)}</span>
        <Link href="/setup" className={classes.link ?? ''}>
          {t('setup.title')}
        </Link>
      </Row>
      <Row id="version" label={t('app.name')}>
        <span>{t('settings.version', { version: data.appVersion })}</span>
      </Row>
    </Panel>
  );
}
