import { z } from 'zod';
import { Line, Name } from '../../src/shared/contract/order.ts';
import type { MenuEntry, MenuLookup } from '../adapters/adapter.ts';

/** Item id to what people call it and where it belongs, as a menu snapshot keeps it. */
export const MenuNames = z.record(
  z.string().min(1),
  Name.extend({ category: Line.shape.category }),
);
export type MenuNames = z.infer<typeof MenuNames>;

/**
 * The newest menu of each store of one connection. A store without a menu of its own uses the one for
 * every store (key `''`). A menu is parsed when the first order asks for it, so that starting is fast.
 *
 * @param snapshots store id to the JSON of `MenuNames`
 */
export function createMenuLookup(snapshots: ReadonlyMap<string, string>): MenuLookup {
  const parsed = new Map<string, ReadonlyMap<string, MenuEntry>>();
  const namesOf = (storeId: string): ReadonlyMap<string, MenuEntry> | undefined => {
    const known = parsed.get(storeId);
    const text = snapshots.get(storeId);
    if (known || text === undefined) return known;
    const names = new Map(Object.entries(JSON.parse(text) as MenuNames));
    parsed.set(storeId, names);
    return names;
  };
  return {
    isPublished: (storeId) => snapshots.has(storeId) || snapshots.has(''),
    find: (storeId, itemId) => namesOf(storeId)?.get(itemId) ?? namesOf('')?.get(itemId),
  };
}
