import { Menu } from '@mantine/core';
import { IconCalendar, IconChevronDown, IconReportMoney } from '@tabler/icons-react';
import type { Shift } from '../../../shared/contract/shift.ts';
import { type Locale, useLocale } from '../../../shared/ui/locale.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { dayRangeNames, rangeOf, rangeText } from '../../days/day-ranges.ts';
import { DaysFields } from '../../days/days-fields.tsx';
import { type T, useT } from '../../i18n/i18n.tsx';
import classes from './reports.module.css';
import { type Period, useShifts } from './use-report.ts';

/** Which time the report is about. */
export function PeriodBar(props: {
  period: Period;
  today: string | undefined;
  onPeriod: (period: Period) => void;
}) {
  const t = useT();
  const { period, today, onPeriod } = props;
  return (
    <div className={classes.periods} role="group" aria-label={t('reports.period')}>
      {dayRangeNames.map((name) => (
        <button
          key={name}
          type="button"
          className={classes.period}
          aria-pressed={period.kind === 'named' && period.name === name}
          onClick={() => onPeriod({ kind: 'named', name })}
        >
          {rangeText(name, t)}
        </button>
      ))}
      <button
        type="button"
        className={classes.period}
        aria-pressed={period.kind === 'days'}
        disabled={today === undefined}
        onClick={() => onPeriod({ kind: 'days', range: rangeOf('last7', today ?? '') })}
      >
        <IconCalendar aria-hidden />
        {t('days.choose')}
      </button>
      <ShiftMenu period={period} onPeriod={onPeriod} />
      {period.kind === 'days' && today !== undefined ? (
        <div className={classes.days}>
          <DaysFields
            range={period.range}
            today={today}
            onChange={(range) => onPeriod({ kind: 'days', range })}
          />
        </div>
      ) : null}
    </div>
  );
}

const shownShifts = 12;

function ShiftMenu(props: { period: Period; onPeriod: (period: Period) => void }) {
  const t = useT();
  const locale = useLocale();
  const { period, onPeriod } = props;
  const shifts = useShifts().data ?? [];
  if (shifts.length === 0) return null;
  const chosen =
    period.kind === 'shift' ? shifts.find(({ id }) => id === period.shiftId) : undefined;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.period} aria-pressed={period.kind === 'shift'}>
          <IconReportMoney aria-hidden />
          {chosen ? shiftText(chosen, t, locale) : t('reports.shift')}
          <IconChevronDown aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {shifts.slice(0, shownShifts).map((shift) => (
          <Menu.Item
            key={shift.id}
            className={classes.option ?? ''}
            onClick={() => onPeriod({ kind: 'shift', shiftId: shift.id })}
          >
            {shiftText(shift, t, locale)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function shiftText({ openedAtMs, number }: Shift, t: T, locale: Locale): string {
  const since = timeText(openedAtMs, 'date', locale);
  return number === null
    ? t('reports.shiftOpen', { since })
    : t('reports.shiftNumber', { number, since });
}
