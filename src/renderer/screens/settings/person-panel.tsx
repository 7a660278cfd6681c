import { SegmentedControl, Slider } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { Button } from '../../../shared/ui/button.tsx';
import { digitStyles } from '../../../shared/ui/locale.tsx';
import { textSizes } from '../../../shared/ui/ui-provider.tsx';
import { useDeps } from '../../api/deps.tsx';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel, Row } from '../../ui/page.tsx';
import classes from './settings.module.css';

const colours = ['light', 'dark', 'system'] as const;

/** Choices of whoever stands here; they stay on this terminal. */
export function PersonPanel() {
  const t = useT();
  const { chimes } = useDeps();
  const { preferences, change } = usePreferences();
  const play = (chime: 'new_order' | 'cancelled') => {
    chimes.unlock();
    chimes.play(chime, preferences.volumePercent / 100);
  };
  return (
    <Panel title={t('settings.person')} id="person">
      <Row id="language" label={t('settings.language')}>
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
      <Row id="digits" label={t('settings.digits')}>
        <SegmentedControl
          aria-label={t('settings.digits')}
          value={preferences.digits}
          onChange={(digits) => change({ digits })}
          data={digitStyles.map((value) => ({ value, label: t(`settings.digitsOf.${value}`) }))}
        />
      </Row>
      <Row id="colours" label={t('settings.colours')}>
        <SegmentedControl
          aria-label={t('settings.colours')}
          value={preferences.colours}
          onChange={(chosen) => change({ colours: chosen })}
          data={colours.map((value) => ({ value, label: t(`settings.coloursOf.${value}`) }))}
        />
      </Row>
      <Row id="textSize" label={t('settings.textSize')}>
        <SegmentedControl
          aria-label={t('settings.textSize')}
          value={preferences.textSize}
          onChange={(textSize) => change({ textSize })}
          data={textSizes.map((value) => ({ value, label: t(`settings.textSizeOf.${value}`) }))}
        />
      </Row>
      <Row id="volume" label={t('settings.volume')} hint={t('settings.volumeHint')}>
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
        <Button icon={<IconVolume aria-hidden />} onClick={() => play('cancelled')}>
          {t('settings.volumeTestCancel')}
        </Button>
      </Row>
    </Panel>
  );
}
