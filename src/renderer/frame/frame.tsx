import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { codeOf } from '../api/branch-api.tsx';
import { useBranchState, useLiveReading } from '../api/queries.ts';
import { useNow } from '../api/server-time.tsx';
import { useT } from '../i18n/i18n.tsx';
import { AlarmFlash } from '../sound/alarm-flash.tsx';
import { useAlarm } from '../sound/use-alarm.ts';
import { Banners } from './banners.tsx';
import classes from './frame.module.css';
import { noticesOf } from './health.ts';
import { Navigation } from './navigation.tsx';
import { SoundStrip } from './sound-strip.tsx';
import { TopBar } from './top-bar.tsx';
import { useTaskbar } from './use-taskbar.ts';
import { useTitle } from './use-title.ts';
import { AutoLock } from '../staff/auto-lock.tsx';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { PlaceKeys } from './place-keys.tsx';

const noticeStepMs = 10_000;

/** What stands around every screen: top bar, notices, navigation, alarm. */
export function Frame(props: { children: ReactNode }) {
  const t = useT();
  const state = useBranchState();
  const now = useNow(noticeStepMs);
  const lost = state.isError && codeOf(state.error) === 'branch.unreachable';
  const alarm = useAlarm();
  const [here] = useLocation();
  useLiveReading();
  useTitle(state.data?.branchName, alarm.waiting);
  useTaskbar(alarm.waiting);
  const notices = noticesOf(state.data, lost, now);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content" onClick={focusContent}>
        {t('app.skipToContent')}
      </a>
      <TopBar state={state.data} lost={lost} />
      <div className={classes.notices}>
        <SoundStrip />
        <Banners notices={notices} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a screen of words only is scrolled with the arrow keys */}
      <main className={classes.content} id="content" tabIndex={0}>
        <ScreenBoundary place={here}>{props.children}</ScreenBoundary>
      </main>
      <PlaceKeys />
      <AutoLock />
      <AlarmFlash alarm={alarm} />
      <Navigation place="bottom" />
    </div>
  );
}

/** The address after `#` is the screen's, so the jump is made by hand. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
