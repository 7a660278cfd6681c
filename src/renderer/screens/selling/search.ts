import type { Product } from '../../../shared/contract/menu.ts';
import { foldWords } from '../../../shared/kit/fold-text.ts';
import type { MenuBook } from '../../selling/menu-book.ts';

/** More than fit on a screen are no answer; the next letter makes them fewer. */
const mostFound = 60;

const indexes = new WeakMap<MenuBook, readonly { product: Product; words: readonly string[] }[]>();

/** Each product with the words of its names in both languages, folded once for each menu. */
function indexOf(book: MenuBook) {
  const known = indexes.get(book);
  if (known) return known;
  const index = book.menu.products.map((product) => ({
    product,
    words: foldWords(`${product.name.en} ${product.name.ar}`),
  }));
  indexes.set(book, index);
  return index;
}

/** Products of which some word begins with each typed word, in either language, however its letters are written. */
export function searchMenu(book: MenuBook, text: string): Product[] {
  const typed = foldWords(text);
  if (typed.length === 0) return [];
  return indexOf(book)
    .filter(({ words }) => typed.every((part) => words.some((word) => word.startsWith(part))))
    .slice(0, mostFound)
    .map(({ product }) => product);
}
