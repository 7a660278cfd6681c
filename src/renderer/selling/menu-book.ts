import type { BillLine, Choice } from '../../shared/contract/bill.ts';
import {
  toOrderName,
  type Category,
  type Menu,
  type MenuName,
  type ModifierGroup,
  type ModifierOption,
  type Outage,
  type Product,
} from '../../shared/contract/menu.ts';
import type { Modifier } from '../../shared/contract/order.ts';
import type { Language } from '../../shared/ui/locale.tsx';

/** The menu with everything found by its id at once; made when a menu arrives, not when somebody taps. */
export interface MenuBook {
  readonly menu: Menu;
  readonly products: ReadonlyMap<string, Product>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly groups: ReadonlyMap<string, ModifierGroup>;
  readonly options: ReadonlyMap<string, ModifierOption>;
  /** Out products and options by their id. */
  readonly outages: ReadonlyMap<string, Outage>;
  /** Products by category, as they stand on the grid. */
  readonly byCategory: ReadonlyMap<string, readonly Product[]>;
}

const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[]) =>
  new Map(entries.map((entry) => [entry.id, entry]));

export function createMenuBook(menu: Menu): MenuBook {
  return {
    menu,
    products: byId(menu.products),
    categories: byId(menu.categories),
    groups: byId(menu.groups),
    options: byId(menu.groups.flatMap((group) => group.options)),
    outages: byId(menu.outages),
    byCategory: Map.groupBy(menu.products, (product) => product.categoryId),
  };
}

/** In the person's language; where the menu has only the other one, in that. */
export function menuName({ en, ar }: MenuName, language: Language): string {
  return language === 'ar' ? ar || en : en || ar;
}

/** Groups in the order of the product, those that must be answered first. */
export function groupsOf(book: MenuBook, groupIds: readonly string[]): ModifierGroup[] {
  const groups = groupIds.flatMap((id) => book.groups.get(id) ?? []);
  return groups.toSorted((a, b) => Number(b.min > 0) - Number(a.min > 0));
}

/** What was chosen, as a line of a bill carries it. What the menu does not know any more is left out. */
export function toModifiers(book: MenuBook, choices: readonly Choice[]): Modifier[] {
  return choices.flatMap(({ optionId, quantity, choices: inner }) => {
    const option = book.options.get(optionId);
    if (!option) return [];
    return [
      {
        itemId: option.id,
        name: toOrderName(option.name),
        known: true,
        quantity,
        unitPriceMinor: option.priceMinor,
        modifiers: toModifiers(book, inner),
      },
    ];
  });
}

/** What a line was made with, to be chosen again. */
export function toChoices(modifiers: readonly Modifier[]): Choice[] {
  return modifiers.flatMap(({ itemId, quantity, modifiers: inner }) =>
    itemId === null ? [] : [{ optionId: itemId, quantity, choices: toChoices(inner) }],
  );
}

/** The part of a bill's line that the menu decides; undefined for a product that is not on it any more. */
export function pricedBy(
  book: MenuBook,
  productId: string,
  choices: readonly Choice[],
): Pick<
  BillLine,
  'productId' | 'name' | 'category' | 'unitPriceMinor' | 'modifiers' | 'taxClassId'
> | null {
  const product = book.products.get(productId);
  if (!product) return null;
  const category = book.categories.get(product.categoryId);
  const name = toOrderName(product.name);
  return {
    productId,
    name,
    category: { id: product.categoryId, name: category ? toOrderName(category.name) : name },
    unitPriceMinor: product.priceMinor,
    modifiers: toModifiers(book, choices),
    taxClassId: product.taxClassId,
  };
}
