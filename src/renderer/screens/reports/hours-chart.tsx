import type { ReportTables } from '../../../shared/contract/report.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import classes from './hours-chart.module.css';

/** When it was busy, at a glance; the table of hours says the same in figures. */
export function HoursChart({ hours }: { hours: ReportTables['hours'] }) {
  const { digits } = useLocale();
  const most = Math.max(
    1,
    ...hours.map(({ counter, platforms }) => counter.totalMinor + platforms.totalMinor),
  );
  const heightOf = (minor: number) => ({ blockSize: `${(Math.max(0, minor) / most) * 100}%` });
  return (
    <div className={classes.chart} aria-hidden="true">
      {hours.map(({ hour, counter, platforms }) => (
        <div key={hour} className={classes.hour}>
          <div className={classes.bars}>
            <div className={classes.platforms} style={heightOf(platforms.totalMinor)} />
            <div className={classes.counter} style={heightOf(counter.totalMinor)} />
          </div>
          <span>{inDigits(String(hour), digits)}</span>
        </div>
      ))}
    </div>
  );
}
