import { IconSearch, IconX } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './board-bar.module.css';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly text: string;
  readonly count: number | null;
}

/** Lists of the board, what they can be narrowed to, and the search over all of them. */
export function BoardBar<Name extends string>({
  tabs,
  current,
  onTab,
  search,
  onSearch,
  searchField,
  chips,
}: {
  tabs: readonly Tab<Name>[];
  current: Name;
  onTab: (name: Name) => void;
  search: string;
  onSearch: (text: string) => void;
  searchField: RefObject<HTMLInputElement | null>;
  chips: ReactNode;
}) {
  const t = useT();
  const { digits } = useLocale();
  return (
    <div className={classes.bar}>
      <div className={classes.tabs} role="tablist" aria-label={t('board.views')}>
        {tabs.map(({ name, text, count }) => (
          <button
            key={name}
            type="button"
            role="tab"
            className={classes.tab}
            aria-selected={name === current}
            onClick={() => onTab(name)}
          >
            {text}
            {count === null ? null : (
              <span className={classes.count}>{inDigits(String(count), digits)}</span>
            )}
          </button>
        ))}
      </div>
      {chips}
      <label className={classes.search}>
        <IconSearch aria-hidden />
        <input
          ref={searchField}
          type="search"
          value={search}
          placeholder={t('board.searchHint')}
          aria-label={t('board.search')}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              onSearch('');
              event.currentTarget.blur();
            }
          }}
        />
        {search === '' ? null : (
          <button
            type="button"
            className={classes.clear}
            aria-label={t('board.clearSearch')}
            onClick={() => onSearch('')}
          >
            <IconX aria-hidden />
          </button>
        )}
      </label>
    </div>
  );
}
