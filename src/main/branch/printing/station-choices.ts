import type { Line, Name } from '../../../shared/contract/order.ts';
import type { Db } from '../database/index.ts';

/** So many of the latest orders say what a station can choose from. */
const lookBackOrders = 2_000;

export interface StationChoices {
  readonly categories: { id: string; name: Name }[];
  readonly items: { id: string; name: Name; categoryId: string | null }[];
  readonly platforms: string[];
}

/** Categories, items and platforms of the latest orders, as the newest of them names them. */
export function readChoices(db: Db): StationChoices {
  const rows = db
    .prepare<[number], { platform: string; lines: string }>(
      `SELECT body ->> 'platform' AS platform, body -> 'lines' AS lines FROM orders
        ORDER BY rowid DESC LIMIT ?`,
    )
    .all(lookBackOrders);
  const categories = new Map<string, StationChoices['categories'][number]>();
  const items = new Map<string, StationChoices['items'][number]>();
  for (const { itemId, name, category } of rows.flatMap((row) => JSON.parse(row.lines) as Line[])) {
    if (category && !categories.has(category.id)) categories.set(category.id, category);
    if (itemId !== null && !items.has(itemId)) {
      items.set(itemId, { id: itemId, name, categoryId: category?.id ?? null });
    }
  }
  return {
    categories: [...categories.values()],
    items: [...items.values()],
    platforms: [...new Set(rows.map(({ platform }) => platform))].toSorted(),
  };
}
