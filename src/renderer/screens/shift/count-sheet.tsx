import { SegmentedControl } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Currency, Minor } from '../../../shared/contract/money.ts';
import { type CountedPieces, denominationsOf } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { AmountField } from '../../shift/amount-field.tsx';
import { CountKeypad } from '../../shift/keypad.tsx';
import { typedAmount } from '../../shift/typing.ts';
import type { PadKey } from '../../ui/number-pad.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { type Count, countedOf, emptyCount, pressed } from './count.ts';
import { PieceRows } from './piece-rows.tsx';
import classes from './shift.module.css';

export interface Counted {
  readonly countedMinor: Minor;
  readonly pieces: CountedPieces[];
}

/** What lies in the drawer, piece by piece or as one sum, by finger or keyboard. */
export function CountSheet(props: {
  title: string;
  hint: string;
  currency: Currency;
  action: string;
  isPending: boolean;
  error: unknown;
  onCounted: (counted: Counted) => void;
  onClose: () => void;
  /** Another amount that is asked for; the keypad writes it while it has the focus. */
  other?: {
    readonly label: string;
    readonly hint: string;
    readonly text: string;
    readonly error: string | null;
    readonly onText: (text: string) => void;
  };
  /** What else there is to say. */
  children?: ReactNode;
}) {
  const t = useT();
  const { currency, other } = props;
  const [isOther, setIsOther] = useState(false);
  const [count, setCount] = useState(() => emptyCount(currency));
  const [tried, setTried] = useState(false);
  const counted = countedOf(count, currency);
  const change = (next: Count) => {
    setIsOther(false);
    setCount(next);
  };
  const press = (key: PadKey) => {
    if (isOther && other) other.onText(typedAmount(other.text, key, currency));
    else setCount(pressed(count, key, currency));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (counted && !props.isPending) props.onCounted(counted);
  };
  return (
    <SideSheet onClose={props.onClose} width={860} title={props.title}>
      <form className={classes.count} onSubmit={submit} noValidate>
        <div className={classes.counting}>
          <p className={classes.soft}>{props.hint}</p>
          <CountFields
            count={count}
            currency={currency}
            onCount={change}
            onSum={() => setIsOther(false)}
          />
        </div>
        <div className={classes.countSide}>
          <CountKeypad point={isOther || count.by === 'sum'} onKey={press} />
          <p className={classes.counted} role="status">
            <span>{t('shift.counted')}</span>
            <strong>
              {counted ? <MoneyText minor={counted.countedMinor} currency={currency} /> : '–'}
            </strong>
          </p>
          {other ? (
            <AmountField {...other} currency={currency} onFocus={() => setIsOther(true)} />
          ) : null}
          {props.children}
          {tried && !counted ? (
            <p className={classes.wrong} role="alert">
              {t('shift.countFirst')}
            </p>
          ) : null}
          <FailedNote error={props.error} />
          <Button type="submit" look="primary" wide disabled={props.isPending}>
            {props.action}
          </Button>
        </div>
      </form>
    </SideSheet>
  );
}

function CountFields(props: {
  count: Count;
  currency: Currency;
  onCount: (count: Count) => void;
  /** The one sum is being typed. */
  onSum: () => void;
}) {
  const t = useT();
  const { count, currency, onCount } = props;
  const values = denominationsOf(currency);
  return (
    <>
      {values.length === 0 ? null : (
        <SegmentedControl
          fullWidth
          aria-label={t('shift.howToCount')}
          value={count.by}
          onChange={(by) => onCount({ ...count, by: by === 'sum' ? 'sum' : 'pieces' })}
          data={[
            { value: 'pieces', label: t('shift.pieces') },
            { value: 'sum', label: t('shift.oneSum') },
          ]}
        />
      )}
      {count.by === 'sum' ? (
        <AmountField
          label={t('shift.inDrawer')}
          text={count.sum}
          currency={currency}
          big
          isFirst
          onText={(sum) => onCount({ ...count, sum })}
          onFocus={props.onSum}
        />
      ) : (
        <PieceRows values={values} count={count} currency={currency} onCount={onCount} />
      )}
    </>
  );
}
