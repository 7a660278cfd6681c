import { useQuery } from '@tanstack/react-query';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './payment.module.css';

/** Nobody has opened a shift: the payment opens one by itself, and a float can be given before or after. */
export function ShiftStrip() {
  const t = useT();
  const api = useBranchApi();
  const query = useQuery({ queryKey: ['shifts', 'now'], queryFn: () => api.readShift({}) });
  if (!query.data || query.data.shift !== null) return null;
  return (
    <p className={classes.strip}>
      <IconInfoCircle aria-hidden />
      <span className={classes.grow}>{t('pay.noShift')}</span>
      <Link href="/shift" className={classes.stripLink ?? ''}>
        {t('pay.openShift')}
      </Link>
    </p>
  );
}
