import type { Outage, OutageSpan } from '../../../shared/contract/menu.ts';
import { hourMs } from '../../../shared/kit/clock.ts';
import type { Language, Locale } from '../../../shared/ui/locale.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import type { T } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';

/** A product or an option as it stands in the list of what can be had. */
export interface StockRow {
  readonly kind: Outage['kind'];
  readonly id: string;
  readonly name: string;
  /** The same in the other language; empty where the menu has none. */
  readonly otherName: string;
  /** Its category or its group. */
  readonly place: string;
  readonly outage: Outage | null;
}

export function listStock(book: MenuBook, language: Language): StockRow[] {
  const other = language === 'ar' ? 'en' : 'ar';
  const rowOf = (
    kind: Outage['kind'],
    entry: { id: string; name: { en: string; ar: string } },
    place: string,
  ): StockRow => {
    const name = menuName(entry.name, language);
    const otherName = entry.name[other] === name ? '' : entry.name[other];
    const outage = book.outages.get(entry.id);
    return {
      kind,
      id: entry.id,
      name,
      otherName,
      place,
      outage: outage?.kind === kind ? outage : null,
    };
  };
  const products = book.menu.products.map((product) => {
    const category = book.categories.get(product.categoryId);
    return rowOf('product', product, category ? menuName(category.name, language) : '');
  });
  const options = book.menu.groups.flatMap((group) =>
    group.options.map((option) => rowOf('option', option, menuName(group.name, language))),
  );
  return [...products, ...options];
}

/** Enough to see that the search must be narrower. */
export const mostRows = 120;

/** A search looks everywhere, also at the other language; without one only the chosen place is shown. */
export function rowsToShow(
  rows: readonly StockRow[],
  { search, place }: { search: string; place: string | null },
): StockRow[] {
  const words = search.trim().toLowerCase();
  const fits = (row: StockRow) =>
    words === ''
      ? place === null || (place === 'options' ? row.kind === 'option' : row.place === place)
      : `${row.name} ${row.otherName}`.toLowerCase().includes(words);
  return rows.filter(fits).slice(0, mostRows);
}

export const spans = ['hour', 'tomorrow', 'for_good'] as const;
export type Span = (typeof spans)[number];

export function toOutageSpan(span: Span): OutageSpan {
  return span === 'hour' ? { minutes: 60 } : span;
}

/** Until when, in words: the time today, the day too when it is further away. */
export function untilWords(
  untilMs: number | null,
  nowMs: number,
  { t, locale }: { t: T; locale: Locale },
): string {
  if (untilMs === null) return t('stock.forGood');
  const style = untilMs - nowMs < 12 * hourMs ? 'minutes' : 'date';
  return t('stock.until', { time: timeText(untilMs, style, locale) });
}
