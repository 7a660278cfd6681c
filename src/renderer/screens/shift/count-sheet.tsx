import { Drawer, SegmentedControl } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Currency, Minor } from '../../../shared/contract/money.ts';
import { type CountedPieces, denominationsOf } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { AmountField } from '../../shift/amount-field.tsx';
import { CountKeypad } from '../../shift/keypad.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
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
  /** What else is asked for. */
  children?: ReactNode;
}) {
  const t = useT();
  const { currency } = props;
  const [count, setCount] = useState(() => emptyCount(currency));
  const [tried, setTried] = useState(false);
  const counted = countedOf(count, currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (counted && !props.isPending) props.onCounted(counted);
  };
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size={860}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{ title: classes.sheetTitle ?? '' }}
    >
      <form className={classes.count} onSubmit={submit} noValidate>
        <div className={classes.counting}>
          <p className={classes.soft}>{props.hint}</p>
          <CountFields count={count} currency={currency} onCount={setCount} />
        </div>
        <div className={classes.countSide}>
          <CountKeypad
            point={count.by === 'sum'}
            onKey={(key) => setCount(pressed(count, key, currency))}
          />
          <p className={classes.counted} role="status">
            <span>{t('shift.counted')}</span>
            <strong>
              <MoneyText minor={counted?.countedMinor ?? 0} currency={currency} />
            </strong>
          </p>
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
    </Drawer>
  );
}

function CountFields(props: { count: Count; currency: Currency; onCount: (count: Count) => void }) {
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
        />
      ) : (
        <PieceRows values={values} count={count} currency={currency} onCount={onCount} />
      )}
    </>
  );
}
