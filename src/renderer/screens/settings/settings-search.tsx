import { TextInput } from '@mantine/core';
import { IconArrowForward, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '../../i18n/i18n.tsx';
import { type IndexEntry, searchSettings } from './settings-index.ts';
import classes from './settings.module.css';

/** Finds everything that can be set, in either language, and leads to it. */
export function SettingsSearch(props: { onRow: (id: string) => void }) {
  const t = useT();
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const found = searchSettings(query);
  const open = ({ row, to }: IndexEntry) => {
    setQuery('');
    if (row === undefined) go(to);
    else props.onRow(row);
  };
  return (
    <div role="search" className={classes.search}>
      <TextInput
        aria-label={t('settings.search')}
        placeholder={t('settings.search')}
        type="search"
        size="lg"
        leftSection={<IconSearch aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first) open(first);
          if (event.key === 'Escape') setQuery('');
        }}
      />
      <div role="status">
        {query.trim() !== '' && found.length === 0 ? (
          <p className={classes.note}>{t('settings.searchNothing')}</p>
        ) : null}
      </div>
      {found.length === 0 ? null : (
        <ul className={classes.hits}>
          {found.map((entry) => (
            <li key={entry.text}>
              <button type="button" className={classes.hit} onClick={() => open(entry)}>
                <IconArrowForward aria-hidden />
                {/* Named in the index by its key, which a test compares with the texts. */}
                <span>{t(entry.text as 'settings.title')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
