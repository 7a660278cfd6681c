import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { amountOf, entryKey, typed } from './amount-entry.ts';
import classes from './payment.module.css';
import { mostGuests, type SplitProps, withLast } from './split-draft.ts';

/** Each says what to pay; the last one pays what is left. */
export function SplitAmounts({ bill, isBusy, onSplit }: SplitProps) {
  const t = useT();
  const { currency } = bill;
  const [texts, setTexts] = useState<readonly string[]>(['']);
  const given = texts.map((text) => amountOf(text, currency) ?? 0);
  const amounts = withLast(bill.sums.totalMinor, given);
  const isReady = amounts?.every((amount) => amount > 0) ?? false;
  return (
    <>
      {texts.map((text, index) => (
        <TextInput
          key={index}
          label={t('pay.guest', { number: index + 1 })}
          dir="ltr"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            const next = readAmount(event.currentTarget.value, currency);
            setTexts(texts.with(index, next));
          }}
        />
      ))}
      <Button
        look="quiet"
        icon={<IconPlus aria-hidden />}
        disabled={texts.length >= mostGuests - 1}
        onClick={() => setTexts([...texts, ''])}
      >
        {t('pay.moreGuests')}
      </Button>
      <p className={classes.each}>
        <span>{t('pay.guest', { number: texts.length + 1 })}</span>
        <strong>
          {amounts ? (
            <MoneyText minor={amounts.at(-1) ?? 0} currency={currency} />
          ) : (
            <span role="alert">{t('pay.tooMuch')}</span>
          )}
        </strong>
      </p>
      <Button
        look="primary"
        wide
        disabled={!isReady || isBusy}
        onClick={() => onSplit({ kind: 'amounts', amountsMinor: amounts ?? [] })}
      >
        {t('pay.splitNow')}
      </Button>
    </>
  );
}

/** What stands in the field, as if it had been typed key by key on the pad. */
function readAmount(text: string, currency: string): string {
  return Array.from(text).reduce((before, letter) => {
    const key = entryKey(letter);
    return key === undefined ? before : typed(before, key, currency);
  }, '');
}
