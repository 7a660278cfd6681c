import type { Product } from '../../../shared/contract/menu.ts';
import type { MenuBook } from '../../selling/menu-book.ts';

/** In the place of a category's id. */
export const favourites = 'favourites';

/** The category that is open first. */
export function firstShelf({ menu, byCategory }: MenuBook): string {
  if (menu.products.some((product) => product.favourite)) return favourites;
  return menu.categories.find(({ id }) => byCategory.has(id))?.id ?? favourites;
}

/** What stands there; for a category that is gone what stands in the first. */
export function productsOn(book: MenuBook, shelf: string): readonly Product[] {
  if (shelf === favourites) return book.menu.products.filter((product) => product.favourite);
  return book.byCategory.get(shelf) ?? [];
}
