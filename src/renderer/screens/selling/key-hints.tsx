import { useT } from '../../i18n/i18n.tsx';
import classes from './selling-screen.module.css';

const hints = [
  { keys: ['3'], text: 'count' },
  { keys: ['/'], text: 'search' },
  { keys: ['N'], text: 'begin' },
  { keys: ['H'], text: 'hold' },
  { keys: ['S'], text: 'send' },
  { keys: ['P'], text: 'pay' },
  { keys: ['Del'], text: 'remove' },
] as const;

/** What the keys do, for those who have a keyboard. */
export function KeyHints() {
  const t = useT();
  return (
    <p className={classes.hints} aria-label={t('sell.keys.label')}>
      {hints.map(({ keys, text }) => (
        <span key={text}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {t(`sell.keys.${text}`)}
        </span>
      ))}
    </p>
  );
}
