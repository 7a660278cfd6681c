import type { ReportTables } from '../../../shared/contract/report.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import classes from './reports.module.css';

const height = 120;
const bar = 20;
const step = 28;

/** When it was busy, at a glance; the table of hours says the same in figures. */
export function HoursChart({ hours }: { hours: ReportTables['hours'] }) {
  const { digits, language } = useLocale();
  const most = Math.max(
    1,
    ...hours.map(({ counter, platforms }) => counter.totalMinor + platforms.totalMinor),
  );
  const scaled = (minor: number) => Math.max(0, (minor / most) * height);
  // The first hour stands where reading begins.
  const placeOf = (index: number) => (language === 'ar' ? hours.length - 1 - index : index) * step;
  return (
    <div className={classes.chart} aria-hidden="true">
      <svg viewBox={`0 0 ${hours.length * step} ${height + 20}`} width="100%">
        {hours.map(({ hour, counter, platforms }, index) => {
          const x = placeOf(index) + (step - bar) / 2;
          const own = scaled(counter.totalMinor);
          const theirs = scaled(platforms.totalMinor);
          return (
            <g key={hour}>
              <rect className={classes.ground} x={x} y={height - 1} width={bar} height={1} />
              <rect className={classes.ownBar} x={x} y={height - own} width={bar} height={own} />
              <rect
                className={classes.theirBar}
                x={x}
                y={height - own - theirs}
                width={bar}
                height={theirs}
              />
              <text x={x + bar / 2} y={height + 15} textAnchor="middle">
                {inDigits(String(hour), digits)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
