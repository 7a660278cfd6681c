import type { Bill } from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import { type FloorArea, type FloorTable, tablesOf } from '../../../shared/contract/floor.ts';

export const tableStates = ['free', 'open', 'paying', 'held'] as const;
export type TableState = (typeof tableStates)[number];

/** A table as somebody who serves sees it. */
export interface TableView {
  readonly table: Pick<FloorTable, 'name' | 'seats'>;
  readonly state: TableState;
  /** Oldest first; nothing where nobody sits. */
  readonly bills: readonly Bill[];
  readonly totalMinor: number;
  /** When the first of its guests came; null where nobody sits. */
  readonly sinceMs: number | null;
}

/** @param bills those that are open or held */
export function viewTable(table: TableView['table'], bills: readonly Bill[]): TableView {
  const mine = bills.filter((bill) => bill.kind === 'dine_in' && bill.table === table.name);
  return {
    table,
    state: stateOf(mine),
    bills: mine,
    totalMinor: sumOf(mine.map(({ sums }) => sums.totalMinor)),
    sinceMs: mine.length === 0 ? null : Math.min(...mine.map(({ openedAtMs }) => openedAtMs)),
  };
}

/** One that shares out its bill or has begun to pay wants somebody soon: it comes before those that eat. */
function stateOf(bills: readonly Bill[]): TableState {
  if (bills.length === 0) return 'free';
  if (bills.some(({ parts, payments }) => parts.length > 0 || payments.length > 0)) return 'paying';
  return bills.every(({ state }) => state === 'held') ? 'held' : 'open';
}

/** Tables that have guests and stand on no plan, by name; a bill at no table at all is under `''`. */
export function looseTables(areas: readonly FloorArea[], bills: readonly Bill[]): TableView[] {
  const planned = new Set(tablesOf(areas).map(({ name }) => name));
  const loose = bills.filter(({ kind, table }) => kind === 'dine_in' && !planned.has(table));
  const names = [...new Set(loose.map(({ table }) => table))];
  return names
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => viewTable({ name, seats: 0 }, loose));
}
