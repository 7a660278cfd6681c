import {
  type Currency,
  type Minor,
  currencyOfCountry,
  formatDecimal,
  parseDecimal,
} from '../../src/shared/contract/money.ts';
import type { Line, Name, Order, OrderWarning } from '../../src/shared/contract/order.ts';
import type { MenuLookup } from './adapter.ts';

/** The names a platform sent with an item; empty where it sent none. */
export interface SentName {
  readonly default: string;
  readonly en?: string;
  readonly ar?: string;
}

/** What an order costs and who pays it how: the part each platform writes in its own way. */
export type OrderMoney = Pick<
  Order,
  | 'charges'
  | 'discounts'
  | 'taxMinor'
  | 'totalMinor'
  | 'totalVerbatim'
  | 'collectMinor'
  | 'riderPaysMinor'
  | 'paymentMethod'
>;

/** One order being read: what cannot be read exactly becomes a warning, never a refusal. */
export interface Reading {
  readonly currency: Currency;
  readonly warnings: readonly OrderWarning[];
  warn(code: OrderWarning['code'], detail: string): void;
  /** A decimal in major units (`"2.750"`); null when empty or no decimal. */
  amount(what: string, written: string): Minor | null;
  /** A whole number of minor units; null when empty or no whole number. */
  minorAmount(what: string, written: string): Minor | null;
  /** A positive whole number; 1 with a warning for anything else. */
  quantity(what: string, written: string): number;
  /** What to call an item: the platform's words first, the published menu's where there are none. */
  item(itemId: string, sent: SentName): NamedItem;
  /**
   * The same for a line, with where it belongs: the published menu's category, which is one and the same for
   * every platform, and the platform's own where the menu says nothing.
   */
  line(
    itemId: string,
    sent: SentName,
    category?: { readonly id: string; readonly name: string },
  ): NamedItem & Pick<Line, 'category'>;
}

type NamedItem = Pick<Line, 'itemId' | 'name' | 'known'>;

export interface ReadingContext {
  readonly menu: MenuLookup;
  readonly storeId: string;
  readonly currency: Currency;
}

export function createReading({ menu, storeId, currency }: ReadingContext): Reading {
  const warnings: OrderWarning[] = [];
  const said = new Set<string>();
  const warn: Reading['warn'] = (code, detail) => {
    const saying = `${code} ${detail}`;
    if (!said.has(saying)) warnings.push({ code, detail });
    said.add(saying);
  };
  const publishedAs = (itemId: string) => (itemId === '' ? undefined : menu.find(storeId, itemId));
  const item: Reading['item'] = (itemId, sent) => {
    const published = publishedAs(itemId);
    const name = nameOf(itemId, sent, published);
    // Without a published menu a name that came along is the best there is; an id alone is unknown.
    const trusted = itemId !== '' && sent.default !== '' && !menu.isPublished(storeId);
    const known = published !== undefined || trusted;
    if (!known) warn('item_unknown', `${itemId || 'no id'}: ${name.default}`);
    return { itemId: itemId === '' ? null : itemId, name, known };
  };
  return {
    currency,
    warnings,
    warn,
    item,
    line(itemId, sent, own = { id: '', name: '' }) {
      const category = publishedAs(itemId)?.category ?? categoryOf(own);
      return { ...item(itemId, sent), ...(category && { category }) };
    },
    amount(what, written) {
      if (written.trim() === '') return null;
      const parsed = parseDecimal(written, currency);
      if (!parsed) warn('amount_unreadable', `${what}: ${written}`);
      else if (!parsed.exact) warn('amount_rounded', `${what}: ${written} ${currency}`);
      return parsed?.minor ?? null;
    },
    minorAmount(what, written) {
      if (written.trim() === '') return null;
      const minor = /^-?\d+(?:\.0+)?$/.test(written) ? Number(written) : Number.NaN;
      if (Number.isSafeInteger(minor)) return minor === 0 ? 0 : minor;
      warn('amount_unreadable', `${what}: ${written}`);
      return null;
    },
    quantity(what, written) {
      const count = /^\d{1,6}(?:\.0+)?$/.test(written) ? Number(written) : 0;
      if (count >= 1) return count;
      warn('quantity_unreadable', `${what}: ${written}`);
      return 1;
    },
  };
}

/** Some platforms send a name and no id; the name then stands for both. */
function categoryOf({ id, name }: { id: string; name: string }): Line['category'] {
  const key = id.trim() || name.trim();
  return key === '' ? undefined : { id: key, name: { default: name.trim() || key } };
}

function nameOf(itemId: string, sent: SentName, published: Name | undefined): Name {
  const en = sent.en || published?.en;
  const ar = sent.ar || published?.ar;
  const fallback = itemId === '' ? 'Unnamed item' : `Item ${itemId}`;
  return {
    default: sent.default || published?.default || fallback,
    ...(en ? { en } : {}),
    ...(ar ? { ar } : {}),
  };
}

/** ISO 4217's code for "no currency": honest where neither platform nor country tells. */
export const noCurrency = 'XXX';

/** Currency by country for platforms that name none; the company's country stands in, with a warning. */
export function currencyFor(
  sentCountry: string,
  companyCountry: string,
): { currency: Currency; assumed: boolean } {
  const sent = currencyOfCountry(sentCountry);
  if (sent) return { currency: sent, assumed: false };
  return { currency: currencyOfCountry(companyCountry) ?? noCurrency, assumed: true };
}

export interface SumParts {
  readonly lines: readonly (Minor | null)[];
  /** Always part of the total. */
  readonly added: readonly Minor[];
  /** In the total on some orders and already inside the lines on others: discounts (negative), tax, tips. */
  readonly maybe: readonly Minor[];
  readonly stated: Minor | null;
}

/** Warns when no usual way of adding up the parts gives the stated total. Never changes an amount. */
export function checkSum(reading: Reading, { lines, added, maybe, stated }: SumParts): void {
  const priced = lines.filter((amount) => amount !== null);
  if (stated === null || priced.length < lines.length) return;
  const fixed = [...priced, ...added].reduce((sum, amount) => sum + amount, 0);
  let sums = [fixed];
  for (const part of maybe) sums = [...sums, ...sums.map((sum) => sum + part)];
  if (sums.includes(stated)) return;
  const show = (minor: Minor) => formatDecimal(minor, reading.currency);
  const all = sums.at(-1) ?? fixed;
  reading.warn('sum_differs', `${show(all)} ≠ ${show(stated)} ${reading.currency}`);
}
