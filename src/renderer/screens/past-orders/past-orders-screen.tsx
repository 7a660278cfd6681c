import { IconHistory, IconSearch, IconSearchOff, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Filters } from './filters.tsx';
import { FoundRow } from './found-row.tsx';
import classes from './past-orders.module.css';
import { noFilters, type PastSearch, usePastSearch } from './use-search.ts';

/** Any order that was ever taken, found by whatever is remembered of it. */
export function PastOrdersScreen() {
  const t = useT();
  const search = usePastSearch();
  const state = useBranchState();
  const currency = search.orders[0]?.currency ?? (state.data?.currency || 'JOD');
  return (
    <Page title={t('past.title')} wide>
      <SearchField search={search} />
      <Filters search={search} currency={currency} />
      <Results search={search} />
    </Page>
  );
}

function SearchField({ search }: { search: PastSearch }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const { text, setText } = search;
  useFocusKey(field);
  const clear = () => {
    setText('');
    field.current?.focus();
  };
  return (
    <div>
      <label className={classes.search}>
        <IconSearch aria-hidden />
        <input
          ref={field}
          type="search"
          value={text}
          maxLength={100}
          placeholder={t('past.placeholder')}
          aria-label={t('past.search')}
          aria-describedby="past-hint"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
        />
        {text === '' ? (
          <kbd aria-hidden>/</kbd>
        ) : (
          <button type="button" aria-label={t('past.clearText')} onClick={clear}>
            <IconX aria-hidden />
          </button>
        )}
      </label>
      <p id="past-hint" className={classes.hint}>
        {t('past.hint')}
      </p>
    </div>
  );
}

/** `/` is the key to the search, as on the board. */
function useFocusKey(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);
}

function Results({ search }: { search: PastSearch }) {
  const t = useT();
  const { query, orders } = search;
  if (query.isPending) return <LoadingState label={t('common.loading')} shapes={4} />;
  if (query.isError && orders.length === 0) {
    return (
      <QueryFailed title={t('past.failed')} error={query.error} onRetry={() => query.refetch()} />
    );
  }
  if (orders.length === 0) return <Nothing search={search} />;
  return (
    <>
      <ul className={classes.list} aria-label={t('past.title')}>
        {orders.map((order) => (
          <FoundRow key={order.id} order={order} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('past.more')}
        </Button>
      ) : null}
    </>
  );
}

function Nothing({ search }: { search: PastSearch }) {
  const t = useT();
  if (!search.isNarrowed) {
    return (
      <EmptyState title={t('past.empty')} icon={<IconHistory aria-hidden />}>
        <p>{t('past.emptyHint')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('past.none')} icon={<IconSearchOff aria-hidden />}>
      <p>{t('past.noneHint')}</p>
      {search.filters === noFilters ? null : (
        <Button onClick={() => search.setFilters(noFilters)}>{t('past.clear')}</Button>
      )}
    </EmptyState>
  );
}
