import { IconSearch, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import classes from './selling-screen.module.css';

/** Finds a dish by the beginning of any of its words; Enter takes the first. */
export function SearchField({
  field,
  text,
  onChange,
  onEnter,
}: {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  onChange: (text: string) => void;
  onEnter: () => void;
}) {
  const t = useT();
  return (
    <div className={classes.search}>
      <IconSearch aria-hidden />
      <input
        ref={field}
        type="search"
        dir="auto"
        value={text}
        placeholder={t('sell.searchHint')}
        aria-label={t('sell.search')}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
          if (event.key === 'Escape') {
            onChange('');
            event.currentTarget.blur();
          }
        }}
      />
      {text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <button type="button" aria-label={t('sell.clearSearch')} onClick={() => onChange('')}>
          <IconX aria-hidden />
        </button>
      )}
    </div>
  );
}
