import type { Menu, Outage } from '../../../shared/contract/menu.ts';
import type { ItemAvailability } from '../../../shared/contract/relay.ts';

/** A product or an option: what can be out. */
export type StockItem = Pick<ItemAvailability, 'kind' | 'id' | 'name'>;

export function listStock({ products, groups }: Pick<Menu, 'products' | 'groups'>): StockItem[] {
  const options = groups.flatMap((group) => group.options);
  return [
    ...products.map(({ id, name }) => ({ kind: 'product' as const, id, name })),
    ...options.map(({ id, name }) => ({ kind: 'option' as const, id, name })),
  ];
}

export function isSame(a: Pick<Outage, 'kind' | 'id'>, b: Pick<Outage, 'kind' | 'id'>): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** How a thing stands, in the words for the relay. */
export function availabilityOf(item: StockItem, outage: Outage | null): ItemAvailability {
  return { ...item, isOut: outage !== null, untilMs: outage?.untilMs ?? null };
}
