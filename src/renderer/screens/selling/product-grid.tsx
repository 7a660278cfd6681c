import { memo } from 'react';
import type { Product } from '../../../shared/contract/menu.ts';
import type { MenuBook } from '../../selling/menu-book.ts';
import { ProductTile } from './product-tile.tsx';
import classes from './product-grid.module.css';

/** Dishes to tap. Off the screen a tile costs its place and no more. */
export const ProductGrid = memo(function ProductGrid(props: {
  label: string;
  products: readonly Product[];
  book: MenuBook;
  currency: string;
  onTake: (product: Product) => void;
}) {
  const { book } = props;
  return (
    <ul className={classes.grid} aria-label={props.label}>
      {props.products.map((product) => (
        <li key={product.id} className={classes.cell}>
          <ProductTile
            product={product}
            outage={book.outages.get(product.id)}
            currency={props.currency}
            onTake={props.onTake}
          />
        </li>
      ))}
    </ul>
  );
});
