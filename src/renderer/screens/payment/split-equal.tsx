import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './payment.module.css';
import { equalAmounts, mostGuests, type SplitProps } from './split-draft.ts';

/** Each pays the same; what cannot be divided goes to the first ones. */
export function SplitEqual({ bill, isBusy, onSplit }: SplitProps) {
  const t = useT();
  const { digits } = useLocale();
  const [guests, setGuests] = useState(2);
  const amounts = equalAmounts(bill.sums.totalMinor, guests);
  const [first = 0] = amounts;
  const last = amounts.at(-1) ?? 0;
  return (
    <>
      <div className={classes.stepper} role="group" aria-label={t('pay.guests')}>
        <Button
          icon={<IconMinus aria-hidden />}
          aria-label={t('pay.fewerGuests')}
          disabled={guests <= 2}
          onClick={() => setGuests(guests - 1)}
        />
        <output aria-label={t('pay.guests')}>{inDigits(String(guests), digits)}</output>
        <Button
          icon={<IconPlus aria-hidden />}
          aria-label={t('pay.moreGuests')}
          disabled={guests >= mostGuests}
          onClick={() => setGuests(guests + 1)}
        />
      </div>
      <p className={classes.each}>
        <span>{t('pay.each')}</span>
        <strong>
          <MoneyText minor={last} currency={bill.currency} />
        </strong>
      </p>
      {first === last ? null : (
        <p className={classes.soft}>
          {t('pay.firstPayMore', { count: amounts.filter((amount) => amount === first).length })}{' '}
          <MoneyText minor={first} currency={bill.currency} />
        </p>
      )}
      <Button
        look="primary"
        wide
        disabled={isBusy}
        onClick={() => onSplit({ kind: 'equal', parts: guests })}
      >
        {t('pay.splitNow')}
      </Button>
    </>
  );
}
