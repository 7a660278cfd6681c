import { z } from 'zod';
import { MenuName } from './menu.ts';
import { route } from './route.ts';

/** An area is drawn on a grid of this many cells. It is a map: it stands the same way round in every language. */
export const floorColumns = 16;
export const floorRows = 10;

/** How a table looks from above, and how many cells it covers. */
export const tableSpans = {
  round: { columns: 2, rows: 2 },
  square: { columns: 2, rows: 2 },
  wide: { columns: 4, rows: 2 },
  tall: { columns: 2, rows: 4 },
} as const;
export type TableShape = keyof typeof tableSpans;
export const tableShapes = Object.keys(tableSpans) as TableShape[];

const Id = z.string().min(1).max(40);

export const FloorTable = z.object({
  id: Id,
  /** What bills, tickets and people call it; unlike any other in the branch. */
  name: z.string().trim().min(1).max(20),
  seats: z.int().min(1).max(99),
  shape: z.enum(tableShapes),
  /** The cell of its corner, from the top left. */
  x: z.int().min(0),
  y: z.int().min(0),
});
export type FloorTable = z.infer<typeof FloorTable>;

export const FloorArea = z
  .object({ id: Id, name: MenuName, tables: z.array(FloorTable).max(60) })
  .refine(({ tables }) => tables.every((table) => isFree(tables, table)), {
    path: ['tables'],
    message: 'each table stands inside the area, and on no other table',
  });
export type FloorArea = z.infer<typeof FloorArea>;

/** Areas in the order of their tabs. */
export const FloorAreas = z
  .array(FloorArea)
  .max(12)
  .refine((areas) => isEachOnce(areas.map(({ id }) => id)), 'each area has an id of its own')
  .refine((areas) => isEachOnce(tablesOf(areas).map(({ id }) => id)), 'each table has its own id')
  .refine(
    (areas) => isEachOnce(tablesOf(areas).map(({ name }) => name)),
    'each table has a name of its own',
  );

export const Floor = z.object({
  /** Counts up with each change: who saves names the one that was changed. */
  version: z.int().nonnegative(),
  areas: FloorAreas,
});
export type Floor = z.infer<typeof Floor>;

export const floorRoutes = {
  readFloor: route({ method: 'GET', path: '/api/floor', input: z.object({}), reply: Floor }),
  /**
   * Replaces the whole plan. Refused with `floor.changed` when somebody else has saved meanwhile, and with
   * `floor.table_busy` when a table that guests sit at would go or get another name.
   */
  saveFloor: route({
    method: 'PUT',
    path: '/api/floor',
    permission: 'change_settings',
    input: Floor,
    reply: Floor,
  }),
} as const;

export function tablesOf(areas: readonly FloorArea[]): FloorTable[] {
  return areas.flatMap(({ tables }) => tables);
}

type Placed = Pick<FloorTable, 'id' | 'shape' | 'x' | 'y'>;

/** Whether a table stands inside the area there, and on none of the others. */
export function isFree(tables: readonly Placed[], table: Placed): boolean {
  const { columns, rows } = tableSpans[table.shape];
  const isInside =
    table.x >= 0 &&
    table.y >= 0 &&
    table.x + columns <= floorColumns &&
    table.y + rows <= floorRows;
  return isInside && !tables.some((other) => other.id !== table.id && isOver(other, table));
}

function isOver(a: Placed, b: Placed): boolean {
  const [spanA, spanB] = [tableSpans[a.shape], tableSpans[b.shape]];
  return (
    a.x < b.x + spanB.columns &&
    b.x < a.x + spanA.columns &&
    a.y < b.y + spanB.rows &&
    b.y < a.y + spanA.rows
  );
}

function isEachOnce(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
