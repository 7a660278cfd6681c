import {
  type Floor,
  type FloorArea,
  type FloorTable,
  floorColumns,
  floorRows,
  isFree,
  tablesOf,
} from '../../../shared/contract/floor.ts';

/** Changes of a plan that is not saved yet; each gives a plan that can be saved, or the same one. */

export function changeArea(
  floor: Floor,
  areaId: string,
  change: (area: FloorArea) => FloorArea,
): Floor {
  return { ...floor, areas: floor.areas.map((area) => (area.id === areaId ? change(area) : area)) };
}

export function addArea(floor: Floor, id: string, name: FloorArea['name']): Floor {
  return { ...floor, areas: [...floor.areas, { id, name, tables: [] }] };
}

export function removeArea(floor: Floor, areaId: string): Floor {
  return { ...floor, areas: floor.areas.filter(({ id }) => id !== areaId) };
}

/** @returns undefined when the area has no place for another table */
export function addTable(floor: Floor, areaId: string, id: string): Floor | undefined {
  const area = floor.areas.find((one) => one.id === areaId);
  const table = {
    id,
    name: nextName(tablesOf(floor.areas)),
    seats: 4,
    shape: 'square' as const,
  };
  const cells = Array.from({ length: floorRows * floorColumns }, (_, at) => ({
    x: at % floorColumns,
    y: Math.floor(at / floorColumns),
  }));
  const place = area && cells.find((cell) => isFree(area.tables, { ...table, ...cell }));
  if (!place) return undefined;
  return changeArea(floor, areaId, (one) => ({
    ...one,
    tables: [...one.tables, { ...table, ...place }],
  }));
}

/** The number after the highest that a table has. */
function nextName(tables: readonly FloorTable[]): string {
  const numbers = tables.map(({ name }) => (/^\d+$/.test(name) ? Number(name) : 0));
  return String(Math.max(0, ...numbers) + 1);
}

/** @returns undefined where it cannot stand like that, or another has its name */
export function changeTable(floor: Floor, table: FloorTable): Floor | undefined {
  const area = floor.areas.find(({ tables }) => tables.some(({ id }) => id === table.id));
  if (!area || !isFree(area.tables, table)) return undefined;
  const others = tablesOf(floor.areas).filter(({ id }) => id !== table.id);
  if (table.name.trim() === '' || others.some(({ name }) => name === table.name)) return undefined;
  return changeArea(floor, area.id, (one) => ({
    ...one,
    tables: one.tables.map((before) => (before.id === table.id ? table : before)),
  }));
}

export function removeTable(floor: Floor, tableId: string): Floor {
  const without = (area: FloorArea) => area.tables.filter(({ id }) => id !== tableId);
  return { ...floor, areas: floor.areas.map((area) => ({ ...area, tables: without(area) })) };
}

const steps: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Where an arrow key takes a table; undefined for another key. */
export function stepped(table: FloorTable, key: string): FloorTable | undefined {
  const step = steps[key];
  return step && { ...table, x: table.x + step.x, y: table.y + step.y };
}
