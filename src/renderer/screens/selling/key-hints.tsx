import { useT } from '../../i18n/i18n.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import classes from './selling-screen.module.css';

const hints = [
  { keys: ['3'], text: 'count' },
  { keys: ['/'], text: 'search' },
  { keys: ['N'], text: 'begin' },
  { keys: ['H'], text: 'hold' },
  { keys: ['S'], text: 'send' },
  { keys: ['B'], text: 'check' },
  { keys: ['P'], text: 'pay' },
  { keys: ['Del'], text: 'remove' },
] as const;

/** What the keys do, for those who have a keyboard: below the screen and among all keys. */
export function KeyHints() {
  const t = useT();
  const written = hints.map(({ keys, text }) => ({ keys, text: t(`sell.keys.${text}`) }));
  useShortcuts(written);
  return (
    <p className={classes.hints} aria-label={t('sell.keys.label')}>
      {written.map(({ keys, text }) => (
        <span key={text}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {text}
        </span>
      ))}
    </p>
  );
}
