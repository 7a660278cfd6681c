import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { StationSettings } from '../../../shared/contract/printing.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import type { StationChoices } from '../../printing/station-words.ts';
import { Choice, Choices } from '../../ui/choice.tsx';
import classes from './stations.module.css';

const kinds = ['delivery', 'pickup', 'dine_in'] as const;
type Takes = StationSettings['takes'];

/** What a station takes. Each list that is left empty takes everything, and says so. */
export function TakesFields(props: {
  draft: StationSettings;
  choices: StationChoices;
  onChange: (part: Partial<StationSettings>) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { draft, choices } = props;
  const { takes } = draft;
  const change = (part: Partial<Takes>) => props.onChange({ takes: { ...takes, ...part } });
  const platforms = [...new Set([...choices.platforms, ...takes.platforms])];
  return (
    <>
      {draft.prints === 'kitchen' ? (
        <Dishes takes={takes} choices={choices} onChange={change} />
      ) : null}
      {draft.prints === 'report' ? null : (
        <>
          <ManyOf
            legend={t('stations.platforms')}
            everything={t('stations.allPlatforms')}
            options={platforms.map((id) => ({ id, label: platformName(id, language) }))}
            chosen={takes.platforms}
            onChange={(list) => change({ platforms: list })}
          />
          <ManyOf
            legend={t('stations.kinds')}
            everything={t('stations.allKinds')}
            options={kinds.map((id) => ({ id, label: t(`stationKind.${id}`) }))}
            chosen={takes.fulfilments}
            onChange={(list) =>
              change({ fulfilments: kinds.filter((kind) => list.includes(kind)) })
            }
          />
        </>
      )}
    </>
  );
}

interface Option {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
}

const toggled = (list: readonly string[], id: string, isIn: boolean) =>
  isIn ? [...list, id] : list.filter((one) => one !== id);

function ManyOf(props: {
  legend: string;
  /** Says what leaving all of them out means. */
  everything: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const { chosen, onChange } = props;
  return (
    <Choices inline legend={props.legend}>
      <Choice
        kind="checkbox"
        label={props.everything}
        checked={chosen.length === 0}
        onChange={() => onChange([])}
      />
      {props.options.map(({ id, label }) => (
        <Choice
          key={id}
          kind="checkbox"
          label={label}
          checked={chosen.includes(id)}
          onChange={(isIn) => onChange(toggled(chosen, id, isIn))}
        />
      ))}
    </Choices>
  );
}

/** Categories and single dishes in one list, found by typing. */
function Dishes(props: {
  takes: Takes;
  choices: StationChoices;
  onChange: (part: Partial<Takes>) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { takes, choices, onChange } = props;
  const [search, setSearch] = useState('');
  const fits = ({ label }: Option) => label.toLowerCase().includes(search.trim().toLowerCase());
  const named = (list: StationChoices['items'], hint: string): Option[] =>
    list.map(({ id, name }) => ({ id, label: nameIn(name, language), hint }));
  const categories = named(choices.categories, t('stations.category')).filter(fits);
  const items = named(choices.items, t('stations.dish')).filter(fits);
  const takesAll = takes.categoryIds.length === 0 && takes.itemIds.length === 0;
  return (
    <Choices legend={t('stations.dishes')}>
      <Choice
        kind="checkbox"
        label={t('stations.allDishes')}
        checked={takesAll}
        onChange={() => onChange({ categoryIds: [], itemIds: [] })}
      />
      <TextInput
        aria-label={t('stations.searchDishes')}
        placeholder={t('stations.searchDishes')}
        leftSection={<IconSearch aria-hidden size={18} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {/* Reached by Tab through its choices. */}
      <div className={classes.dishes}>
        {categories.map((option) => (
          <Choice
            key={option.id}
            kind="checkbox"
            {...option}
            checked={takes.categoryIds.includes(option.id)}
            onChange={(isIn) =>
              onChange({ categoryIds: toggled(takes.categoryIds, option.id, isIn) })
            }
          />
        ))}
        {items.map((option) => (
          <Choice
            key={option.id}
            kind="checkbox"
            {...option}
            checked={takes.itemIds.includes(option.id)}
            onChange={(isIn) => onChange({ itemIds: toggled(takes.itemIds, option.id, isIn) })}
          />
        ))}
        {categories.length + items.length === 0 ? (
          <p className={classes.none}>
            {t(search.trim() === '' ? 'stations.noDishes' : 'stations.noDishFits')}
          </p>
        ) : null}
      </div>
    </Choices>
  );
}
