import { useCallback, useRef, useState } from 'react';
import type { Product } from '../../../shared/contract/menu.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import type { MenuBook } from '../../selling/menu-book.ts';
import { useMenu, useSellingSettings } from '../../selling/use-menu.ts';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { BillPanel } from './bill-panel.tsx';
import { CategoryRail } from './category-rail.tsx';
import { ChoiceSheet } from './choice-sheet.tsx';
import { asksFirst } from './choices.ts';
import { KeyHints } from './key-hints.tsx';
import { OpenBills } from './open-bills.tsx';
import { ProductGrid } from './product-grid.tsx';
import { quantityOf, typedDigit } from './quantity.ts';
import { QuantityKeys } from './quantity-keys.tsx';
import { SearchField } from './search-field.tsx';
import { searchMenu } from './search.ts';
import classes from './selling-screen.module.css';
import { firstShelf, productsOn } from './shelf.ts';
import { useSale, type Sale } from './use-sale.ts';
import { useSellKeys, type SellKeys } from '../../selling/use-sell-keys.ts';

/** Selling at the counter: dishes on one side, the bill always in sight on the other. */
export function SellingScreen({ billId }: { billId: string | undefined }) {
  const t = useT();
  const menu = useMenu();
  const settings = useSellingSettings();
  const failed = menu.error ?? settings.error;
  if (menu.data && settings.data) {
    return <Selling billId={billId} book={menu.data.book} sellsIn={settings.data.currency} />;
  }
  if (failed) {
    const again = () => void Promise.all([menu.refetch(), settings.refetch()]);
    return <QueryFailed title={t('sell.menuFailed')} error={failed} onRetry={again} />;
  }
  return (
    <div className={classes.loading}>
      <LoadingState label={t('common.loading')} shapes={6} />
    </div>
  );
}

function Selling(props: { billId: string | undefined; book: MenuBook; sellsIn: string }) {
  const t = useT();
  const { book, billId } = props;
  const sale = useSale(billId);
  const currency = useBranchState().data?.currency || props.sellsIn;
  const [asking, setAsking] = useState<{ product: Product; quantity: number } | null>(null);
  const counting = useCounting();
  const { takeCount } = counting;
  const { add } = sale;
  const take = useCallback(
    (product: Product) => {
      const quantity = takeCount();
      if (asksFirst(book, product)) setAsking({ product, quantity });
      else add({ productId: product.id, quantity, choices: [], note: '' });
    },
    [add, book, takeCount],
  );
  return (
    <div className={classes.screen}>
      <h1 className={classes.hidden}>{t('sell.title')}</h1>
      <Shelves
        book={book}
        currency={currency}
        sale={sale}
        billId={billId ?? null}
        counting={counting}
        onTake={take}
      />
      <BillPanel sale={sale} book={book} />
      <KeyHints />
      {asking ? (
        <ChoiceSheet
          key={asking.product.id}
          product={asking.product}
          book={book}
          currency={currency}
          start={{ quantity: asking.quantity, choices: [], note: '' }}
          action={t('sell.add')}
          onClose={() => setAsking(null)}
          onDone={(chosen) => {
            add({ productId: asking.product.id, ...chosen });
            setAsking(null);
          }}
        />
      ) : null}
    </div>
  );
}

/** How many of the next dish, as it is typed. */
function useCounting() {
  const [typed, setTyped] = useState('');
  const latest = useRef('');
  const set = useCallback((next: string) => {
    latest.current = next;
    setTyped(next);
  }, []);
  const press = useCallback((digit: string) => set(typedDigit(latest.current, digit)), [set]);
  const clear = useCallback(() => set(''), [set]);
  /** How many; the next dish is one again. */
  const takeCount = useCallback(() => {
    const quantity = quantityOf(latest.current);
    set('');
    return quantity;
  }, [set]);
  return { typed, press, clear, takeCount };
}
type Counting = ReturnType<typeof useCounting>;

function Shelves(props: {
  book: MenuBook;
  currency: string;
  sale: Sale;
  billId: string | null;
  counting: Counting;
  onTake: (product: Product) => void;
}) {
  const t = useT();
  const { book, sale, counting, onTake } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const searchField = useRef<HTMLInputElement>(null);
  const shelf = chosen ?? firstShelf(book);
  const isSearching = search.trim() !== '';
  const found = isSearching ? searchMenu(book, search) : [];
  const shown = isSearching ? found : productsOn(book, shelf);
  useSellKeys({
    ...digitKeys(counting.press),
    Escape: counting.clear,
    KeyN: sale.begin,
    Slash: () => searchField.current?.focus(),
  });
  const takeFirst = () => {
    const first = found.find(({ id }) => !book.outages.has(id));
    if (!first) return;
    setSearch('');
    onTake(first);
  };
  return (
    <div className={classes.shelves}>
      <div className={classes.top}>
        <SearchField field={searchField} text={search} onChange={setSearch} onEnter={takeFirst} />
        <OpenBills currentId={props.billId} onShow={sale.show} onBegin={sale.begin} />
      </div>
      <div className={classes.middle}>
        <CategoryRail
          book={book}
          current={isSearching ? '' : shelf}
          onChoose={(id) => {
            setSearch('');
            setChosen(id);
          }}
        />
        {shown.length === 0 ? (
          <NothingHere
            search={search}
            isEmptyMenu={book.menu.products.length === 0}
            onAll={() => setSearch('')}
          />
        ) : (
          <ProductGrid
            key={isSearching ? 'found' : shelf}
            label={isSearching ? t('sell.found') : t('sell.dishes')}
            products={shown}
            book={book}
            currency={props.currency}
            onTake={onTake}
          />
        )}
      </div>
      <QuantityKeys typed={counting.typed} onDigit={counting.press} onClear={counting.clear} />
    </div>
  );
}

function NothingHere(props: { search: string; isEmptyMenu: boolean; onAll: () => void }) {
  const t = useT();
  if (props.isEmptyMenu) {
    return (
      <EmptyState title={t('sell.noMenu.title')}>
        <p>{t('sell.noMenu.hint')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('sell.nothingFound', { search: props.search })}>
      <Button onClick={props.onAll}>{t('sell.wholeMenu')}</Button>
    </EmptyState>
  );
}

function digitKeys(press: (digit: string) => void): SellKeys {
  const entries = Array.from({ length: 10 }, (_, digit) => [
    [`Digit${digit}`, () => press(String(digit))],
    [`Numpad${digit}`, () => press(String(digit))],
  ]);
  return Object.fromEntries(entries.flat()) as SellKeys;
}
