import { useT } from '../../i18n/i18n.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import classes from './orders-board.module.css';

const hints = [
  { keys: ['J', 'K'], text: 'move' },
  { keys: ['Enter'], text: 'open' },
  { keys: ['A'], text: 'accept' },
  { keys: ['R'], text: 'reject' },
  { keys: ['/'], text: 'search' },
] as const;

/** What the keys do, for those who have a keyboard. */
export function KeyHints() {
  const t = useT();
  useShortcuts(hints.map(({ keys, text }) => ({ keys, text: t(`board.keys.${text}`) })));
  return (
    <p className={classes.keys} aria-label={t('board.keys.label')}>
      {hints.map(({ keys, text }) => (
        <span key={text}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {t(`board.keys.${text}`)}
        </span>
      ))}
    </p>
  );
}
