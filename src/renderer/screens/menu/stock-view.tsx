import { TextInput } from '@mantine/core';
import { IconSearch, IconToolsKitchen2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { Panel } from '../../ui/page.tsx';
import classes from './menu.module.css';
import { listStock, mostRows, rowsToShow } from './stock.ts';
import { StockLine } from './stock-line.tsx';

/** Takes things off and brings them back: what is out stands on top, everything else is one search away. */
export function StockView({ book }: { book: MenuBook }) {
  const t = useT();
  const { language } = useLocale();
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const rows = useMemo(() => listStock(book, language), [book, language]);
  const out = rows.filter((row) => row.outage !== null);
  const shown = rowsToShow(rows, { search, place });
  if (rows.length === 0) {
    return (
      <EmptyState title={t('stock.empty')} icon={<IconToolsKitchen2 aria-hidden />}>
        <p>{t('stock.emptyHint')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {out.length === 0 ? (
        <p className={classes.allThere} role="status">
          {t('stock.allThere')}
        </p>
      ) : (
        <Panel title={t('stock.outTitle', { count: out.length })}>
          <ul className={classes.lines}>
            {out.map((row) => (
              <StockLine key={`${row.kind} ${row.id}`} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      <div className={classes.finder}>
        <TextInput
          type="search"
          className={classes.search ?? ''}
          aria-label={t('stock.search')}
          placeholder={t('stock.search')}
          leftSection={<IconSearch aria-hidden size={20} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Places book={book} place={search.trim() === '' ? place : undefined} onPlace={setPlace} />
      </div>
      <Panel>
        <ul className={classes.lines}>
          {shown.map((row) => (
            <StockLine key={`${row.kind} ${row.id}`} row={row} />
          ))}
        </ul>
        {shown.length === 0 ? <p className={classes.soft}>{t('stock.nothingFound')}</p> : null}
        {shown.length === mostRows ? <p className={classes.soft}>{t('stock.more')}</p> : null}
      </Panel>
    </>
  );
}

function Places(props: {
  book: MenuBook;
  /** Undefined while a search looks everywhere. */
  place: string | null | undefined;
  onPlace: (place: string | null) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { categories, groups } = props.book.menu;
  const named = categories.map(({ name }) => menuName(name, language));
  const chips: { place: string | null; text: string }[] = [
    { place: null, text: t('stock.everything') },
    ...named.map((name) => ({ place: name, text: name })),
    ...(groups.length === 0 ? [] : [{ place: 'options', text: t('stock.options') }]),
  ];
  return (
    <div className={classes.places} role="group" aria-label={t('stock.places')}>
      {chips.map(({ place, text }) => (
        <button
          key={place ?? ''}
          type="button"
          className={classes.place}
          aria-pressed={props.place === place}
          onClick={() => props.onPlace(place)}
        >
          <bdi>{text}</bdi>
        </button>
      ))}
    </div>
  );
}
