import { codeOf } from '../api/branch-api.tsx';
import type { Order } from '../../shared/contract/order.ts';
import { useT } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { BillLink } from './bill-link.tsx';

/** Why the branch refused something about an order, and where to go when another place is the right one. */
export function RefusedWhy(props: { order: Order; error: unknown }) {
  const t = useT();
  if (codeOf(props.error) !== 'bill.paid') return <ErrorNote error={props.error} />;
  return (
    <>
      {t('cancelOrder.paid')} <BillLink order={props.order} />
    </>
  );
}
