import type { OrderStatus } from '../../../../../src/shared/contract/order-status.ts';
import { Chip, type Tone } from '../../../../../src/shared/ui/chip.tsx';
import { useT } from '../../i18n/i18n.tsx';

const tones: Record<OrderStatus, Tone> = {
  pending: 'new',
  confirmed: 'neutral',
  preparing: 'neutral',
  ready_for_pickup: 'ready',
  out_for_delivery: 'neutral',
  delivered: 'ready',
  rejected: 'problem',
  cancelled: 'late',
  refunded: 'offline',
};

export function StatusChip({ status }: { status: OrderStatus }) {
  const t = useT();
  return <Chip tone={tones[status]}>{t(`status.${status}`)}</Chip>;
}
