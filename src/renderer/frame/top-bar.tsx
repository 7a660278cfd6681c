import {
  IconAlertTriangle,
  IconCloud,
  IconCloudOff,
  IconMoon,
  IconPrinter,
  IconSun,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Chip, type Tone } from '../../shared/ui/chip.tsx';
import { TimeText } from '../../shared/ui/time-text.tsx';
import { useNow } from '../api/server-time.tsx';
import { usePreferences } from '../format/preferences.tsx';
import { type T, useT } from '../i18n/i18n.tsx';
import { PersonButton } from '../staff/person-button.tsx';
import { type Health, healthOf } from './health.ts';
import { Navigation } from './navigation.tsx';
import classes from './top-bar.module.css';

const clockStepMs = 1_000;

export function TopBar(props: { state: BranchState | undefined; lost: boolean }) {
  const t = useT();
  return (
    <header className={classes.bar}>
      <div className={classes.branch}>
        <bdi className={classes.name}>{props.state?.branchName || t('app.name')}</bdi>
        <Clock />
      </div>
      <div className={classes.chips} role="group" aria-label={t('health.label')}>
        {props.lost ? (
          <Chip tone="late" icon={<IconAlertTriangle aria-hidden />}>
            {t('health.branchLost')}
          </Chip>
        ) : null}
        {props.state && !props.lost ? <HealthChips health={healthOf(props.state)} /> : null}
      </div>
      <Navigation place="top" />
      <PersonSwitches />
    </header>
  );
}

function Clock() {
  const now = useNow(clockStepMs);
  return (
    <span className={classes.clock}>
      <TimeText atMs={now} />
    </span>
  );
}

const internetTone: Record<Health['internet'], Tone> = {
  connected: 'ready',
  connecting: 'waiting',
  offline: 'late',
  unchecked: 'offline',
};
const printersTone: Record<Health['printers']['say'], Tone> = {
  none: 'waiting',
  ready: 'ready',
  trouble: 'late',
};

function HealthChips({ health }: { health: Health }) {
  const t = useT();
  const { internet, printers, relay } = health;
  const relayTone: Tone = relay.say === 'revoked' ? 'late' : 'offline';
  const relayWaits = relay.count > 0 ? 'waiting' : 'ready';
  return (
    <>
      <Chip
        tone={internetTone[internet]}
        icon={internet === 'offline' ? <IconWifiOff aria-hidden /> : <IconWifi aria-hidden />}
      >
        {t(`health.internet.${internet}`)}
      </Chip>
      <Chip tone={printersTone[printers.say]} icon={<IconPrinter aria-hidden />}>
        {printersText(printers, t)}
      </Chip>
      <Link href="/waiting" className={classes.chipLink ?? ''}>
        <Chip
          tone={relay.say === 'waiting' ? relayWaits : relayTone}
          icon={relay.say === 'waiting' ? <IconCloud aria-hidden /> : <IconCloudOff aria-hidden />}
        >
          {relay.say === 'waiting'
            ? t('health.relay.waiting', { count: relay.count })
            : t(`health.relay.${relay.say}`)}
        </Chip>
      </Link>
    </>
  );
}

function printersText({ say, count, waiting }: Health['printers'], t: T): string {
  if (say === 'none') return t('health.printers.none');
  if (waiting === 0) return t(`health.printers.${say}`, { count });
  return t('health.printers.troubleWaiting', { count, waiting });
}

/** Language and colours belong to the person in front of the screen, so they are one tap away. */
function PersonSwitches() {
  const t = useT();
  const { preferences, change } = usePreferences();
  const other = preferences.language === 'ar' ? 'en' : 'ar';
  const dark = preferences.colours === 'dark';
  return (
    <div className={classes.person}>
      <PersonButton />
      <Button
        look="quiet"
        aria-label={t(dark ? 'settings.coloursOf.light' : 'settings.coloursOf.dark')}
        icon={dark ? <IconSun aria-hidden /> : <IconMoon aria-hidden />}
        onClick={() => change({ colours: dark ? 'light' : 'dark' })}
      />
      <Button look="quiet" lang={other} onClick={() => change({ language: other })}>
        {t('nav.switchLanguage')}
      </Button>
    </div>
  );
}
