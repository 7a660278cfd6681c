import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Product, ProductSettings, tileColors } from '../../../shared/contract/menu.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { useSellingSettings } from '../../selling/use-menu.ts';
import { Choice, Choices } from '../../ui/choice.tsx';
import { FormDrawer } from './form-drawer.tsx';
import classes from './menu.module.css';
import { NameFields } from './name-fields.tsx';
import { PriceField } from './price-field.tsx';
import { useMenuChange } from './use-menu-change.ts';

/** What stands in the form; a price that is none yet is null. */
type Draft = Omit<ProductSettings, 'priceMinor'> & { priceMinor: number | null };
type Change = (part: Partial<Draft>) => void;

/** Everything about a product. */
export function ProductForm(props: {
  book: MenuBook;
  /** Null for a new one. */
  product: Product | null;
  categoryId: string;
  nextPlace: number;
  currency: string;
  onClose: () => void;
}) {
  const t = useT();
  const { book, product, currency, onClose } = props;
  const settings = useSellingSettings().data;
  const [draft, setDraft] = useState<Draft>(() => product ?? emptyDraft(props));
  const [tried, setTried] = useState(false);
  const save = useMenuChange((api, wanted: ProductSettings) =>
    product ? api.changeProduct({ ...wanted, id: product.id }) : api.addProduct(wanted),
  );
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const taxClassId = draft.taxClassId || settings?.taxClasses[0]?.id;
  const checked = ProductSettings.safeParse({ ...draft, taxClassId });
  return (
    <FormDrawer
      title={t(product ? 'menuEditor.changeProduct' : 'menuEditor.addProduct')}
      error={save.error}
      isSaving={save.isPending}
      onClose={onClose}
      onSave={() => {
        setTried(true);
        if (checked.success) save.mutate(checked.data, { onSuccess: onClose });
      }}
    >
      <NameFields
        name={draft.name}
        isMissing={tried && draft.name.ar.trim() === '' && draft.name.en.trim() === ''}
        isFirst
        onChange={(name) => change({ name })}
      />
      <div className={classes.pair}>
        <PriceField
          label={t('menuEditor.price')}
          currency={currency}
          minor={draft.priceMinor}
          error={tried && draft.priceMinor === null ? t('common.amountWrong') : null}
          onChange={(priceMinor) => change({ priceMinor })}
        />
        <TaxSelect value={taxClassId ?? ''} onChange={(id) => change({ taxClassId: id })} />
      </div>
      <CategorySelect book={book} draft={draft} onChange={change} />
      <Switch
        size="lg"
        label={t('menuEditor.favourite')}
        description={t('menuEditor.favouriteHint')}
        checked={draft.favourite}
        onChange={(event) => change({ favourite: event.currentTarget.checked })}
      />
      <TileFields draft={draft} onChange={change} />
      <Groups book={book} draft={draft} onChange={change} />
    </FormDrawer>
  );
}

function emptyDraft({ categoryId, nextPlace }: { categoryId: string; nextPlace: number }): Draft {
  return {
    name: { en: '', ar: '' },
    categoryId,
    priceMinor: null,
    taxClassId: '',
    place: nextPlace,
    favourite: false,
    tile: { color: 'gray', letters: '' },
    groupIds: [],
  };
}

function TaxSelect(props: { value: string; onChange: (id: string) => void }) {
  const t = useT();
  const { language } = useLocale();
  const classesOfTax = useSellingSettings().data?.taxClasses ?? [];
  return (
    <NativeSelect
      label={t('menuEditor.taxClass')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={classesOfTax.map(({ id, name }) => ({ value: id, label: nameIn(name, language) }))}
    />
  );
}

function CategorySelect(props: { book: MenuBook; draft: Draft; onChange: Change }) {
  const t = useT();
  const { language } = useLocale();
  return (
    <NativeSelect
      label={t('menuEditor.category')}
      value={props.draft.categoryId}
      onChange={(event) => props.onChange({ categoryId: event.currentTarget.value })}
      data={props.book.menu.categories.map(({ id, name }) => ({
        value: id,
        label: menuName(name, language),
      }))}
    />
  );
}

/** How its tile looks where there is no picture. */
function TileFields({ draft, onChange }: { draft: Draft; onChange: Change }) {
  const t = useT();
  const { tile } = draft;
  return (
    <fieldset className={classes.tileFields}>
      <legend>{t('menuEditor.tile')}</legend>
      <TextInput
        className={classes.letters ?? ''}
        label={t('menuEditor.letters')}
        maxLength={2}
        value={tile.letters}
        onChange={(event) => onChange({ tile: { ...tile, letters: event.currentTarget.value } })}
      />
      <div className={classes.colours} role="radiogroup" aria-label={t('menuEditor.colour')}>
        {tileColors.map((color) => (
          <label key={color} className={classes.colour} data-colour={color}>
            <input
              type="radio"
              name="tile-colour"
              aria-label={t(`menuEditor.colourName.${color}`)}
              checked={tile.color === color}
              onChange={() => onChange({ tile: { ...tile, color } })}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Groups(props: { book: MenuBook; draft: Draft; onChange: Change }) {
  const t = useT();
  const { language } = useLocale();
  const { groups } = props.book.menu;
  const { groupIds } = props.draft;
  if (groups.length === 0) return null;
  return (
    <Choices inline legend={t('menuEditor.groupsOf')} hint={t('menuEditor.groupsHint')}>
      {groups.map(({ id, name }) => (
        <Choice
          key={id}
          kind="checkbox"
          label={<bdi>{menuName(name, language)}</bdi>}
          checked={groupIds.includes(id)}
          onChange={(isIn) =>
            props.onChange({
              groupIds: isIn ? [...groupIds, id] : groupIds.filter((one) => one !== id),
            })
          }
        />
      ))}
    </Choices>
  );
}
