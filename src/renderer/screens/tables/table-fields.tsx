import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type FloorTable, tableShapes } from '../../../shared/contract/floor.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './tables.module.css';

/** What a table is called, how many sit there and what it looks like. */
export function TableFields(props: {
  table: FloorTable;
  /** Answers false where it cannot be like that. */
  onChange: (table: FloorTable) => boolean;
  onRemove: () => void;
}) {
  const t = useT();
  const { table, onChange } = props;
  const [wrong, setWrong] = useState<'name' | 'shape' | null>(null);
  return (
    <section className={classes.fields} aria-label={t('tables.tableFields', { table: table.name })}>
      <TextInput
        key={table.name}
        label={t('tables.tableName')}
        defaultValue={table.name}
        maxLength={20}
        autoComplete="off"
        error={wrong === 'name' ? t('tables.nameTaken') : null}
        onBlur={(event) => {
          const name = event.currentTarget.value.trim();
          if (name !== table.name) setWrong(onChange({ ...table, name }) ? null : 'name');
        }}
      />
      <NumberInput
        label={t('tables.seatsField')}
        size="md"
        min={1}
        max={99}
        allowDecimal={false}
        value={table.seats}
        onChange={(seats) => {
          if (typeof seats === 'number' && seats >= 1 && seats !== table.seats)
            onChange({ ...table, seats });
        }}
      />
      <div>
        <SegmentedControl
          fullWidth
          aria-label={t('tables.shape')}
          value={table.shape}
          onChange={(value) => {
            const shape = tableShapes.find((one) => one === value) ?? table.shape;
            setWrong(onChange({ ...table, shape }) ? null : 'shape');
          }}
          data={tableShapes.map((shape) => ({ value: shape, label: t(`tables.shapes.${shape}`) }))}
        />
        {wrong === 'shape' ? (
          <p role="alert" className={classes.wrong}>
            {t('tables.noRoom')}
          </p>
        ) : null}
      </div>
      <Button look="quiet" icon={<IconTrash aria-hidden />} onClick={props.onRemove}>
        {t('tables.removeTable')}
      </Button>
    </section>
  );
}
