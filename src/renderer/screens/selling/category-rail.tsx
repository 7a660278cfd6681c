import { IconStar } from '@tabler/icons-react';
import { memo } from 'react';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { favourites } from './shelf.ts';
import classes from './category-rail.module.css';

/** The menu's categories; what is sold most stands first. */
export const CategoryRail = memo(function CategoryRail(props: {
  book: MenuBook;
  current: string;
  onChoose: (categoryId: string) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { book, current } = props;
  const filled = book.menu.categories.filter(({ id }) => book.byCategory.has(id));
  const hasFavourites = book.menu.products.some((product) => product.favourite);
  const entry = (id: string, name: string, icon: React.ReactNode = null) => (
    <li key={id}>
      <button
        type="button"
        className={classes.category}
        aria-pressed={id === current}
        onClick={() => props.onChoose(id)}
      >
        {icon}
        <bdi>{name}</bdi>
      </button>
    </li>
  );
  return (
    <ul className={classes.rail} aria-label={t('sell.categories')}>
      {hasFavourites ? entry(favourites, t('sell.favourites'), <IconStar aria-hidden />) : null}
      {filled.map((category) => entry(category.id, menuName(category.name, language)))}
    </ul>
  );
});
