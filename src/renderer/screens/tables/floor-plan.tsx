import type { CSSProperties, ReactNode } from 'react';
import {
  type FloorArea,
  floorColumns,
  floorRows,
  type FloorTable,
  tableSpans,
} from '../../../shared/contract/floor.ts';
import { directionOf, useLocale } from '../../../shared/ui/locale.tsx';
import classes from './tables.module.css';

/** Where a table stands on the grid. */
export function placeStyle({ x, y, shape }: FloorTable): CSSProperties {
  const { columns, rows } = tableSpans[shape];
  return { gridColumn: `${x + 1} / span ${columns}`, gridRow: `${y + 1} / span ${rows}` };
}

/** An area as it looks from above. A map is not mirrored: the door is where it is, whatever one reads. */
export function FloorPlan({
  area,
  label,
  editing = false,
  ref,
  children,
}: {
  area: FloorArea;
  label: string;
  editing?: boolean;
  ref?: React.Ref<HTMLUListElement>;
  children: (table: FloorTable) => ReactNode;
}) {
  const { language } = useLocale();
  return (
    <ul
      className={classes.plan}
      dir="ltr"
      ref={ref}
      data-editing={editing}
      aria-label={label}
      style={{ gridTemplate: `repeat(${floorRows}, 1fr) / repeat(${floorColumns}, 1fr)` }}
    >
      {area.tables.toSorted(byReading).map((table) => (
        <li key={table.id} dir={directionOf(language)} style={placeStyle(table)}>
          {children(table)}
        </li>
      ))}
    </ul>
  );
}

/** The keyboard goes through the room row by row. */
function byReading(a: FloorTable, b: FloorTable): number {
  return a.y - b.y || a.x - b.x;
}
