import { IconBackspace } from '@tabler/icons-react';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './quantity-keys.module.css';

const digitKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** How many of the next dish: 3, then the tile. From left to right in every language, as on a telephone. */
export function QuantityKeys(props: {
  typed: string;
  onDigit: (digit: string) => void;
  onClear: () => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  return (
    <div className={classes.keys} role="group" aria-label={t('sell.quantity.label')} dir="ltr">
      <output className={classes.typed} aria-label={t('sell.quantity.next')}>
        {`${inDigits(props.typed || '1', digits)} ×`}
      </output>
      {digitKeys.map((digit) => (
        <button
          key={digit}
          type="button"
          className={classes.key}
          onClick={() => props.onDigit(digit)}
        >
          {inDigits(digit, digits)}
        </button>
      ))}
      <button
        type="button"
        className={classes.key}
        aria-label={t('sell.quantity.clear')}
        disabled={props.typed === ''}
        onClick={props.onClear}
      >
        <IconBackspace aria-hidden />
      </button>
    </div>
  );
}
