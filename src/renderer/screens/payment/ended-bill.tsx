import { IconReceiptOff } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { billTitle } from '../../selling/bill-words.tsx';

/** Nothing can be paid here: it is on hold, came to nothing, or went on to another bill. */
export function EndedBill({ bill }: { bill: Bill }) {
  const t = useT();
  const [, go] = useLocation();
  const to = bill.mergedInto === null ? `/sell/${bill.id}` : `/sell/${bill.mergedInto}/pay`;
  return (
    <EmptyState
      title={t('pay.notOpen', { bill: billTitle(bill, t), state: t(`bill.state.${bill.state}`) })}
      icon={<IconReceiptOff aria-hidden />}
    >
      <Button onClick={() => go(bill.state === 'cancelled' ? '/sell' : to)}>
        {bill.state === 'cancelled' ? t('pay.nextSale') : t('pay.back')}
      </Button>
    </EmptyState>
  );
}
