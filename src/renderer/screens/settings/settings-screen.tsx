import { NativeSelect, SegmentedControl, Slider } from '@mantine/core';
import { IconHandStop, IconVolume } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { digitStyles } from '../../../shared/ui/locale.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useDeps } from '../../api/deps.tsx';
import { useBranchState, useSettings } from '../../api/queries.ts';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page, Panel, Row } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { DesktopPanel } from './desktop-panel.tsx';
import { PrintingRows } from './printing-rows.tsx';
import classes from './settings.module.css';
import { useChangeSettings } from './use-change-settings.ts';

export function SettingsScreen() {
  const t = useT();
  return (
    <Page title={t('settings.title')}>
      <PersonPanel />
      <BranchPanel />
      <DesktopPanel />
      <AboutPanel />
    </Page>
  );
}

const colours = ['light', 'dark', 'system'] as const;

/** Choices of whoever stands here; they stay on this terminal. */
function PersonPanel() {
  const t = useT();
  const { chimes } = useDeps();
  const { preferences, change } = usePreferences();
  const play = (chime: 'new_order' | 'cancelled') => {
    chimes.unlock();
    chimes.play(chime, preferences.volumePercent / 100);
  };
  return (
    <Panel title={t('settings.person')}>
      <Row label={t('settings.language')}>
        <SegmentedControl
          aria-label={t('settings.language')}
          value={preferences.language}
          onChange={(language) => change({ language })}
          data={[
            { value: 'ar', label: 'العربية' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Row>
      <Row label={t('settings.digits')}>
        <SegmentedControl
          aria-label={t('settings.digits')}
          value={preferences.digits}
          onChange={(digits) => change({ digits })}
          data={digitStyles.map((value) => ({ value, label: t(`settings.digitsOf.${value}`) }))}
        />
      </Row>
      <Row label={t('settings.colours')}>
        <SegmentedControl
          aria-label={t('settings.colours')}
          value={preferences.colours}
          onChange={(chosen) => change({ colours: chosen })}
          data={colours.map((value) => ({ value, label: t(`settings.coloursOf.${value}`) }))}
        />
      </Row>
      <Row label={t('settings.volume')}>
        <Slider
          className={classes.volume ?? ''}
          thumbLabel={t('settings.volume')}
          min={0}
          max={100}
          step={10}
          size="lg"
          thumbSize={28}
          label={null}
          value={preferences.volumePercent}
          onChange={(volumePercent) => change({ volumePercent })}
        />
        <Button icon={<IconVolume aria-hidden />} onClick={() => play('new_order')}>
          {t('settings.volumeTest')}
        </Button>
        <Button
          icon={<IconHandStop aria-hidden />}
          aria-label={t('settings.volumeTestCancel')}
          onClick={() => play('cancelled')}
        />
      </Row>
    </Panel>
  );
}

function BranchPanel() {
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
  return (
    <>
      <Panel title={t('settings.branch')}>
        <FailedNote error={change.error} />
        <PrepMinutes settings={settings.data} onChange={(part) => change.mutate(part)} />
      </Panel>
      <Panel title={t('settings.printing')}>
        <PrintingRows settings={settings.data} onChange={(part) => change.mutate(part)} />
      </Panel>
    </>
  );
}

const prepMinutes = [5, 10, 15, 20, 25, 30, 45, 60];

function PrepMinutes(props: {
  settings: BranchSettings;
  onChange: (part: Partial<BranchSettings>) => void;
}) {
  const t = useT();
  const { settings, onChange } = props;
  const minutes = [...new Set([...prepMinutes, settings.defaultPrepMinutes])].sort((a, b) => a - b);
  return (
    <Row label={t('settings.defaultPrepMinutes')}>
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
      <Row label={t('settings.pairing')}>
        <span>{t(`relayState.${data.relay.state}`)}</span>
        <Link href="/setup" className={classes.link ?? ''}>
          {t('setup.title')}
        </Link>
      </Row>
      <Row label={t('app.name')}>
        <span>{t('settings.version', { version: data.appVersion })}</span>
      </Row>
    </Panel>
  );
}
