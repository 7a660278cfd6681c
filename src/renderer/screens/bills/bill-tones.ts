import type { Bill } from '../../../shared/contract/bill.ts';
import type { Tone } from '../../../shared/ui/chip.tsx';

export const billTones: Record<Bill['state'], Tone> = {
  open: 'new',
  held: 'offline',
  closed: 'ready',
  cancelled: 'neutral',
  merged: 'neutral',
};
