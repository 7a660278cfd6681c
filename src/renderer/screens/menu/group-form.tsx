import { NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { latinDigits } from '../../../shared/contract/digits.ts';
import {
  type ModifierGroup,
  ModifierGroupSettings,
  type ModifierOption,
} from '../../../shared/contract/menu.ts';
import { systemIds } from '../../../shared/kit/ids.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { menuName, type MenuBook } from '../../selling/menu-book.ts';
import { FormDrawer } from './form-drawer.tsx';
import classes from './menu.module.css';
import { NameFields } from './name-fields.tsx';
import { PriceField } from './price-field.tsx';
import { useMenuChange } from './use-menu-change.ts';

type OptionDraft = Omit<ModifierOption, 'priceMinor'> & { priceMinor: number | null };
type Draft = Omit<ModifierGroupSettings, 'options'> & { options: OptionDraft[] };

/** An option's id is written into bills and never used again, so the till may make it. */
const newOption = (): OptionDraft => ({
  id: systemIds('opt'),
  name: { en: '', ar: '' },
  priceMinor: 0,
  groupIds: [],
});

const newGroup = (): Draft => ({
  name: { en: '', ar: '' },
  min: 0,
  max: 1,
  options: [newOption()],
});

/** A question that products ask, and its answers. */
export function GroupForm(props: {
  book: MenuBook;
  /** Null for a new one. */
  group: ModifierGroup | null;
  currency: string;
  onClose: () => void;
}) {
  const t = useT();
  const { book, group, currency, onClose } = props;
  const [draft, setDraft] = useState<Draft>(() => group ?? newGroup());
  const [tried, setTried] = useState(false);
  const save = useMenuChange((api, wanted: ModifierGroupSettings) =>
    group ? api.changeModifierGroup({ ...wanted, id: group.id }) : api.addModifierGroup(wanted),
  );
  const checked = ModifierGroupSettings.safeParse(draft);
  const setOption = (changed: OptionDraft) =>
    setDraft({
      ...draft,
      options: draft.options.map((one) => (one.id === changed.id ? changed : one)),
    });
  // What an option leads to asks for nothing more.
  const leadable = book.menu.groups.filter(
    (one) => one.id !== group?.id && one.options.every(({ groupIds }) => groupIds.length === 0),
  );
  return (
    <FormDrawer
      title={t(group ? 'menuEditor.changeGroup' : 'menuEditor.addGroup')}
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
        isMissing={tried && isNameless(draft.name)}
        isFirst
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <Counts draft={draft} tried={tried} onChange={(part) => setDraft({ ...draft, ...part })} />
      <ol className={classes.options}>
        {draft.options.map((option) => (
          <OptionFields
            key={option.id}
            option={option}
            tried={tried}
            currency={currency}
            leadable={leadable}
            onChange={setOption}
            onRemove={() =>
              setDraft({ ...draft, options: draft.options.filter((one) => one !== option) })
            }
          />
        ))}
      </ol>
      <Button
        icon={<IconPlus aria-hidden />}
        onClick={() => setDraft({ ...draft, options: [...draft.options, newOption()] })}
      >
        {t('menuEditor.addOption')}
      </Button>
      {tried && draft.options.length === 0 ? (
        <p role="alert" className={classes.wrong}>
          {t('menuEditor.noOption')}
        </p>
      ) : null}
    </FormDrawer>
  );
}

const isNameless = ({ en, ar }: { en: string; ar: string }) => en.trim() === '' && ar.trim() === '';

function Counts(props: {
  draft: Draft;
  tried: boolean;
  onChange: (part: { min?: number; max?: number }) => void;
}) {
  const t = useT();
  const { min, max } = props.draft;
  const count = (text: string) => Math.min(20, Number(latinDigits(text).replaceAll(/\D/g, '')));
  return (
    <div className={classes.pair}>
      <TextInput
        label={t('menuEditor.min')}
        description={t('menuEditor.minHint')}
        inputMode="numeric"
        dir="ltr"
        value={String(min)}
        error={min > max ? t('menuEditor.minOverMax') : null}
        onChange={(event) => props.onChange({ min: count(event.currentTarget.value) })}
      />
      <TextInput
        label={t('menuEditor.max')}
        description={t('menuEditor.maxHint')}
        inputMode="numeric"
        dir="ltr"
        value={String(max)}
        error={props.tried && max < 1 ? t('menuEditor.maxTooSmall') : null}
        onChange={(event) => props.onChange({ max: count(event.currentTarget.value) })}
      />
    </div>
  );
}

function OptionFields(props: {
  option: OptionDraft;
  tried: boolean;
  currency: string;
  leadable: readonly ModifierGroup[];
  onChange: (option: OptionDraft) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { option, tried, leadable, onChange } = props;
  const name = menuName(option.name, language);
  return (
    <li className={classes.option}>
      <NameFields
        name={option.name}
        isMissing={tried && isNameless(option.name)}
        onChange={(changed) => onChange({ ...option, name: changed })}
      />
      <div className={classes.pair}>
        <PriceField
          label={t('menuEditor.optionPrice')}
          currency={props.currency}
          minor={option.priceMinor}
          error={tried && option.priceMinor === null ? t('common.amountWrong') : null}
          onChange={(priceMinor) => onChange({ ...option, priceMinor })}
        />
        <NativeSelect
          label={t('menuEditor.leadsTo')}
          value={option.groupIds[0] ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value;
            onChange({ ...option, groupIds: id === '' ? [] : [id] });
          }}
          data={[
            { value: '', label: t('menuEditor.leadsNowhere') },
            ...leadable.map((one) => ({ value: one.id, label: menuName(one.name, language) })),
          ]}
        />
        <Button
          look="quiet"
          icon={<IconTrash aria-hidden />}
          aria-label={t('menuEditor.removeOption', { name })}
          onClick={props.onRemove}
        />
      </div>
    </li>
  );
}
