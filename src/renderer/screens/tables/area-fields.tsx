import { SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { FloorArea } from '../../../shared/contract/floor.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './tables.module.css';
import { areaName } from './use-floor.ts';

/** The areas of the plan, and the names of the one that is shown. */
export function AreaFields(props: {
  areas: readonly FloorArea[];
  area: FloorArea | undefined;
  onChoose: (id: string) => void;
  onAdd: () => void;
  onRename: (name: FloorArea['name']) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { language } = useLocale();
  const { areas, area } = props;
  return (
    <>
      <div className={classes.editTools}>
        {area && areas.length > 1 ? (
          <SegmentedControl
            aria-label={t('tables.areas')}
            value={area.id}
            onChange={props.onChoose}
            data={areas.map((one) => ({ value: one.id, label: areaName(one, language) }))}
          />
        ) : null}
        <Button icon={<IconPlus aria-hidden />} onClick={props.onAdd}>
          {t('tables.addArea')}
        </Button>
      </div>
      {area ? (
        <div className={classes.areaNames} key={area.id}>
          <NameField label={t('tables.nameEn')} name="en" area={area} onRename={props.onRename} />
          <NameField label={t('tables.nameAr')} name="ar" area={area} onRename={props.onRename} />
          {area.tables.length === 0 ? (
            <Button look="quiet" icon={<IconTrash aria-hidden />} onClick={props.onRemove}>
              {t('tables.removeArea')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p className={classes.soft}>{t('tables.noAreas')}</p>
      )}
    </>
  );
}

/** Taken over when it is left, so that each name is one step back and never half a word. */
function NameField(props: {
  label: string;
  name: 'en' | 'ar';
  area: FloorArea;
  onRename: (name: FloorArea['name']) => void;
}) {
  const { area, name } = props;
  const before = area.name[name];
  return (
    <TextInput
      key={before}
      label={props.label}
      dir="auto"
      maxLength={80}
      defaultValue={before}
      onBlur={(event) => {
        const after = { ...area.name, [name]: event.currentTarget.value.trim() };
        if (after[name] === before || (after.en === '' && after.ar === '')) return;
        props.onRename(after);
      }}
    />
  );
}
