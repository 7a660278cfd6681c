import { Link } from 'wouter';
import { counterPlatform } from '../../shared/contract/bill.ts';
import type { Order } from '../../shared/contract/order.ts';
import { useT } from '../i18n/i18n.tsx';
import classes from './bill-link.module.css';

/** From an order of the counter to the bill it belongs to, where it is paid and given back. */
export function BillLink({ order }: { order: Order }) {
  const t = useT();
  if (order.platform !== counterPlatform) return null;
  return (
    <Link href={`/bills/${encodeURIComponent(order.externalId)}`} className={classes.link ?? ''}>
      {t('cancelOrder.openBill')}
    </Link>
  );
}
