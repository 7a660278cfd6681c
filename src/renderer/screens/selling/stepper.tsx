import { IconMinus, IconPlus } from '@tabler/icons-react';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './sheet.module.css';

const mostPieces = 999;

/** How many, one more or one less. */
export function Stepper(props: {
  quantity: number;
  most?: number;
  onChange: (quantity: number) => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const { quantity, most = mostPieces, onChange } = props;
  return (
    <div className={classes.stepper} role="group" aria-label={t('sell.quantity.of')} dir="ltr">
      <button
        type="button"
        className={classes.step}
        aria-label={t('sell.quantity.less')}
        disabled={quantity <= 1}
        onClick={() => onChange(quantity - 1)}
      >
        <IconMinus aria-hidden />
      </button>
      <output>{inDigits(String(quantity), digits)}</output>
      <button
        type="button"
        className={classes.step}
        aria-label={t('sell.quantity.more')}
        disabled={quantity >= most}
        onClick={() => onChange(quantity + 1)}
      >
        <IconPlus aria-hidden />
      </button>
    </div>
  );
}
