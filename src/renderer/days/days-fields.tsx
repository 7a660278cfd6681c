import { TextInput } from '@mantine/core';
import { useT } from '../i18n/i18n.tsx';
import type { DayRange } from './day-ranges.ts';
import classes from './days-fields.module.css';

/** Two days, both included; an end before the beginning moves with it. */
export function DaysFields(props: {
  range: DayRange;
  /** The last day that can be chosen. */
  today: string;
  onChange: (range: DayRange) => void;
}) {
  const t = useT();
  const { range, today, onChange } = props;
  const change = (from: string, to: string) => {
    if (from === '' || to === '') return;
    onChange(
      from === range.from
        ? { from: from < to ? from : to, to }
        : { from, to: from < to ? to : from },
    );
  };
  return (
    <div className={classes.fields}>
      <TextInput
        type="date"
        label={t('days.from')}
        value={range.from}
        max={today}
        onChange={(event) => change(event.currentTarget.value, range.to)}
      />
      <TextInput
        type="date"
        label={t('days.to')}
        value={range.to}
        max={today}
        onChange={(event) => change(range.from, event.currentTarget.value)}
      />
    </div>
  );
}
