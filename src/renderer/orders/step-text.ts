import type { OrderView } from '../../shared/contract/branch-api.ts';
import type { T } from '../i18n/i18n.tsx';

export type Step = 'ready' | 'hand_over' | 'delivered' | 'preparing';

/** Steps that need nothing but a tap, the one that is usually next first. */
export const steps: readonly Step[] = ['ready', 'hand_over', 'delivered', 'preparing'];

/** A step in the words of whoever gets the food: it is served at a table, fetched at the counter, delivered at a door. */
export function stepText(step: Step, { order }: OrderView, t: T): string {
  const { kind, by } = order.fulfilment;
  if (step !== 'delivered' || by !== 'customer') return t(`action.${step}`);
  return kind === 'dine_in' ? t('action.served') : t('action.pickedUp');
}
