import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Category } from '../../../shared/contract/menu.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName } from '../../selling/menu-book.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './menu.module.css';
import { MoveButtons } from './move-buttons.tsx';
import { moved } from './order-of.ts';
import { useMenuChange } from './use-menu-change.ts';

/** The categories in their order; what can be done with the chosen one stands below it. */
export function CategoryRail(props: {
  categories: readonly Category[];
  current: Category | undefined;
  onChoose: (id: string) => void;
  /** Null for a new one. */
  onEdit: (category: Category | null) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { categories, current } = props;
  return (
    <nav className={classes.rail} aria-label={t('menuEditor.categories')}>
      <ul>
        {categories.map((category) => (
          <li key={category.id}>
            <button
              type="button"
              className={classes.railItem}
              aria-current={category === current ? 'true' : undefined}
              onClick={() => props.onChoose(category.id)}
            >
              <bdi>{menuName(category.name, language)}</bdi>
            </button>
            {category === current ? (
              <Actions
                category={category}
                categories={categories}
                onEdit={() => props.onEdit(category)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <Button wide icon={<IconPlus aria-hidden />} onClick={() => props.onEdit(null)}>
        {t('menuEditor.addCategory')}
      </Button>
    </nav>
  );
}

function Actions(props: {
  category: Category;
  categories: readonly Category[];
  onEdit: () => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { category, categories } = props;
  const name = menuName(category.name, language);
  const arrange = useMenuChange((api, ordered: readonly Category[]) =>
    api.arrangeMenu({ kind: 'category', ids: ordered.map(({ id }) => id) }),
  );
  // The branch keeps a category that still has products, so nothing is lost that would need a way back.
  const remove = useMenuChange((api, id: string) => api.removeCategory({ id }));
  return (
    <>
      <div className={classes.railActions}>
        <MoveButtons
          name={name}
          isFirst={categories[0] === category}
          isLast={categories.at(-1) === category}
          disabled={arrange.isPending}
          onMove={(steps) => arrange.mutate(moved(categories, category, steps))}
        />
        <Button
          look="quiet"
          icon={<IconPencil aria-hidden />}
          aria-label={t('menuEditor.editNamed', { name })}
          onClick={props.onEdit}
        />
        <Button
          look="quiet"
          icon={<IconTrash aria-hidden />}
          aria-label={t('menuEditor.removeNamed', { name })}
          disabled={remove.isPending}
          onClick={() => remove.mutate(category.id)}
        />
      </div>
      <FailedNote error={arrange.error ?? remove.error} />
    </>
  );
}
