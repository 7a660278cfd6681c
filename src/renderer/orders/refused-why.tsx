import { Link } from 'wouter';
import { codeOf } from '../api/branch-api.tsx';
import { useT } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import classes from './reject-sheet.module.css';

/** Why the branch refused something about an order, and where to go when another place is the right one. */
export function RefusedWhy(props: { error: unknown }) {
  const t = useT();
  if (codeOf(props.error) !== 'bill.paid') return <ErrorNote error={props.error} />;
  return (
    <>
      {t('cancelOrder.paid')}{' '}
      <Link href="/bills" className={classes.link ?? ''}>
        {t('cancelOrder.openBill')}
      </Link>
    </>
  );
}
