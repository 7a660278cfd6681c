import { memo } from 'react';
import type { Outage, Product } from '../../../shared/contract/menu.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName } from '../../selling/menu-book.ts';
import { OutText } from './out-text.tsx';
import classes from './product-grid.module.css';

interface Props {
  readonly product: Product;
  /** Set while it cannot be sold. */
  readonly outage: Outage | undefined;
  readonly currency: string;
  readonly onTake: (product: Product) => void;
}

/** One dish: two letters on its colour, its name and price. Drawn anew only when the menu says so. */
export const ProductTile = memo(function ProductTile({ product, outage, currency, onTake }: Props) {
  const t = useT();
  const { language } = useLocale();
  const name = menuName(product.name, language);
  const letters = product.tile.letters || name.slice(0, 2);
  const isOut = outage !== undefined;
  return (
    <button
      type="button"
      className={classes.tile}
      data-color={product.tile.color}
      data-out={isOut}
      disabled={isOut}
      onClick={() => onTake(product)}
    >
      <span className={classes.letters} aria-hidden>
        {letters}
      </span>
      <bdi className={classes.name}>{name}</bdi>
      <span className={classes.foot}>
        {isOut ? (
          <span className={classes.outUntil}>
            <OutText outage={outage} />
          </span>
        ) : (
          <>
            <span className={classes.dot} role="img" aria-label={t('sell.there')} />
            <MoneyText minor={product.priceMinor} currency={currency} quiet />
          </>
        )}
      </span>
    </button>
  );
});
