import { IconVolume } from '@tabler/icons-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useDeps } from '../api/deps.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './sound-strip.module.css';

/** Browsers keep a page silent until it is touched; any touch or key will do. */
export function SoundStrip() {
  const t = useT();
  const { chimes } = useDeps();
  const blocked = useSyncExternalStore(chimes.onChange, chimes.blocked);
  useEffect(() => {
    if (!blocked) return;
    // Not when the finger comes down: the strip would go, the page move up and the tap meet nothing.
    const gestures = ['click', 'keydown'] as const;
    gestures.forEach((gesture) => window.addEventListener(gesture, chimes.unlock, true));
    return () =>
      gestures.forEach((gesture) => window.removeEventListener(gesture, chimes.unlock, true));
  }, [blocked, chimes]);
  if (!blocked) return null;
  return (
    <button type="button" className={classes.strip} onClick={chimes.unlock}>
      <IconVolume aria-hidden />
      <strong>{t('board.sound')}</strong>
      <span>{t('board.soundHint')}</span>
    </button>
  );
}
