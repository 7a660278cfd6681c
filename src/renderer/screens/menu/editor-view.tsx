import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Category, ModifierGroup, Product } from '../../../shared/contract/menu.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { useSellingSettings } from '../../selling/use-menu.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { CategoryForm } from './category-form.tsx';
import { CategoryRail } from './category-rail.tsx';
import { EntryLine } from './entry-line.tsx';
import { GroupForm } from './group-form.tsx';
import classes from './menu.module.css';
import { moved } from './order-of.ts';
import { ProductForm } from './product-form.tsx';
import { useMenuChange } from './use-menu-change.ts';

/** What is open in the sheet; null inside stands for a new one. */
type Editing =
  | { readonly kind: 'category'; readonly category: Category | null }
  | { readonly kind: 'product'; readonly product: Product | null }
  | { readonly kind: 'group'; readonly group: ModifierGroup | null };

/** The branch's menu itself: categories with their products, and the questions products ask. */
export function EditorView({ book }: { book: MenuBook }) {
  const { categories } = book.menu;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const category = categories.find(({ id }) => id === chosenId) ?? categories[0];
  return (
    <div className={classes.editor}>
      <CategoryRail
        categories={categories}
        current={category}
        onChoose={setChosenId}
        onEdit={(one) => setEditing({ kind: 'category', category: one })}
      />
      <div className={classes.body}>
        {category ? (
          <Products
            key={category.id}
            book={book}
            category={category}
            onEdit={(product) => setEditing({ kind: 'product', product })}
          />
        ) : (
          <NoCategory onAdd={() => setEditing({ kind: 'category', category: null })} />
        )}
        <GroupsPanel book={book} onEdit={(group) => setEditing({ kind: 'group', group })} />
      </div>
      {editing ? (
        <Form
          book={book}
          editing={editing}
          categoryId={category?.id ?? ''}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </div>
  );
}

function NoCategory({ onAdd }: { onAdd: () => void }) {
  const t = useT();
  return (
    <Panel title={t('menuEditor.noCategory')}>
      <p className={classes.soft}>{t('menuEditor.noCategoryHint')}</p>
      <p>
        <Button look="primary" icon={<IconPlus aria-hidden />} onClick={onAdd}>
          {t('menuEditor.addCategory')}
        </Button>
      </p>
    </Panel>
  );
}

function Products(props: {
  book: MenuBook;
  category: Category;
  onEdit: (product: Product | null) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { book, category, onEdit } = props;
  const currency = useCurrency();
  const products = book.byCategory.get(category.id) ?? [];
  const remove = useMenuChange((api, id: string) => api.removeProduct({ id }));
  const arrange = useMenuChange((api, ordered: readonly Product[]) =>
    api.arrangeMenu({ kind: 'product', ids: ordered.map(({ id }) => id) }),
  );
  return (
    <Section
      title={menuName(category.name, language)}
      add={t('menuEditor.addProduct')}
      onAdd={() => onEdit(null)}
    >
      <FailedNote error={arrange.error ?? remove.error} />
      <ul className={classes.lines}>
        {products.map((product, index) => (
          <EntryLine
            key={product.id}
            name={menuName(product.name, language)}
            tile={product.tile}
            price={{ minor: product.priceMinor, currency }}
            isFirst={index === 0}
            isLast={index === products.length - 1}
            isMoving={arrange.isPending}
            onMove={(steps) => arrange.mutate(moved(products, product, steps))}
            onEdit={() => onEdit(product)}
            onRemove={() => remove.mutate(product.id)}
          />
        ))}
      </ul>
      {products.length === 0 ? <p className={classes.soft}>{t('menuEditor.noProduct')}</p> : null}
    </Section>
  );
}

function GroupsPanel(props: { book: MenuBook; onEdit: (group: ModifierGroup | null) => void }) {
  const t = useT();
  const { language } = useLocale();
  const { groups } = props.book.menu;
  const list = new Intl.ListFormat(language, { type: 'unit' });
  const remove = useMenuChange((api, id: string) => api.removeModifierGroup({ id }));
  return (
    <Section
      title={t('menuEditor.groups')}
      add={t('menuEditor.addGroup')}
      onAdd={() => props.onEdit(null)}
    >
      <p className={classes.soft}>{t('menuEditor.groupsLead')}</p>
      <FailedNote error={remove.error} />
      <ul className={classes.lines}>
        {groups.map((group) => (
          <EntryLine
            key={group.id}
            name={menuName(group.name, language)}
            hint={list.format(group.options.map(({ name }) => menuName(name, language)))}
            onEdit={() => props.onEdit(group)}
            onRemove={() => remove.mutate(group.id)}
          />
        ))}
      </ul>
    </Section>
  );
}

function Section(props: { title: string; add: string; onAdd: () => void; children: ReactNode }) {
  return (
    <Panel>
      <header className={classes.sectionHead}>
        <h2>
          <bdi>{props.title}</bdi>
        </h2>
        <Button icon={<IconPlus aria-hidden />} onClick={props.onAdd}>
          {props.add}
        </Button>
      </header>
      {props.children}
    </Panel>
  );
}

function Form(props: {
  book: MenuBook;
  editing: Editing;
  categoryId: string;
  onClose: () => void;
}) {
  const { book, editing, categoryId, onClose } = props;
  const currency = useCurrency();
  switch (editing.kind) {
    case 'category':
      return (
        <CategoryForm
          category={editing.category}
          nextPlace={book.menu.categories.length}
          onClose={onClose}
        />
      );
    case 'product':
      return (
        <ProductForm
          book={book}
          product={editing.product}
          categoryId={categoryId}
          nextPlace={book.byCategory.get(categoryId)?.length ?? 0}
          currency={currency}
          onClose={onClose}
        />
      );
    case 'group':
      return <GroupForm book={book} group={editing.group} currency={currency} onClose={onClose} />;
  }
}

function useCurrency(): string {
  return useSellingSettings().data?.currency ?? 'JOD';
}
