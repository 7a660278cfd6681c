import { useState } from 'react';
import type { BillDiscount } from '../../../shared/contract/bill.ts';
import { billSums } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { readAmount, readPercent } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { percentText } from '../../selling/bill-words.tsx';
import { Sheet } from './sheet.tsx';
import classes from './sheet.module.css';

const quickBasisPoints = [500, 1_000, 1_500, 2_000, 2_500, 5_000, 10_000];

/** Off a line or a whole bill: a share by one tap or any, or an amount. Shows what remains before it is given. */
export function DiscountSheet(props: {
  title: string;
  /** What it is taken from. */
  ofMinor: number;
  currency: string;
  given: BillDiscount | null;
  onGive: (discount: BillDiscount | null) => void;
  onClose: () => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const [kind, setKind] = useState<BillDiscount['kind']>(props.given?.kind ?? 'percent');
  const [typed, setTyped] = useState('');
  const wish = readDiscount(kind, typed, props.currency);
  const isWrong = typed.trim() !== '' && !wish;
  const give = (discount: BillDiscount | null) => {
    props.onGive(discount);
    props.onClose();
  };
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <div className={classes.answers}>
        {quickBasisPoints.map((basisPoints) => (
          <button
            key={basisPoints}
            type="button"
            className={classes.answer}
            aria-pressed={
              props.given?.kind === 'percent' && props.given.basisPoints === basisPoints
            }
            onClick={() => give({ kind: 'percent', basisPoints })}
          >
            <bdi dir="ltr">{percentText(basisPoints, digits)}</bdi>
          </button>
        ))}
      </div>
      <form
        className={classes.rows}
        onSubmit={(event) => {
          event.preventDefault();
          if (wish) give(wish);
        }}
      >
        <div className={classes.answers} role="group" aria-label={t('sell.discount.as')}>
          {(['percent', 'amount'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={classes.answer}
              aria-pressed={kind === one}
              onClick={() => setKind(one)}
            >
              {t(`sell.discount.${one}`, { currency: props.currency })}
            </button>
          ))}
        </div>
        <label className={classes.field}>
          {t('sell.discount.other')}
          <input
            inputMode="decimal"
            dir="ltr"
            autoComplete="off"
            value={typed}
            aria-invalid={isWrong}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {isWrong ? <span role="alert">{t('common.amountWrong')}</span> : null}
        </label>
        <p className={classes.figure} aria-live="polite">
          {t('sell.discount.after')}
          <span>
            <s>
              <MoneyText minor={props.ofMinor} currency={props.currency} quiet />
            </s>{' '}
            <MoneyText minor={afterDiscount(props.ofMinor, wish)} currency={props.currency} />
          </span>
        </p>
        <Button type="submit" look="primary" wide disabled={!wish}>
          {t('sell.discount.give')}
        </Button>
      </form>
      {props.given === null ? null : (
        <Button look="danger" wide onClick={() => give(null)}>
          {t('sell.discount.remove')}
        </Button>
      )}
    </Sheet>
  );
}

/** What was typed, as a discount; undefined while it is none. */
function readDiscount(
  kind: BillDiscount['kind'],
  typed: string,
  currency: string,
): BillDiscount | undefined {
  // Nothing off is no discount.
  if (kind === 'amount') {
    const amountMinor = readAmount(typed, currency);
    return amountMinor ? { kind, amountMinor } : undefined;
  }
  const basisPoints = readPercent(typed);
  return basisPoints ? { kind, basisPoints } : undefined;
}

function afterDiscount(ofMinor: number, discount: BillDiscount | undefined): number {
  const line = {
    id: '',
    quantity: 1,
    unitPriceMinor: ofMinor,
    modifiers: [],
    taxClassId: '',
    rateBasisPoints: 0,
    discount: discount ?? null,
  };
  return billSums({ taxMode: 'inclusive', lines: [line], discount: null, charges: [] }).totalMinor;
}
