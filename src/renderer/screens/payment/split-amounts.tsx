import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { readAmount, tidyAmount } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './payment.module.css';
import { mostGuests, type SplitProps, withLast } from './split-draft.ts';

/** Each says what to pay; the last one pays what is left. */
export function SplitAmounts({ bill, isBusy, onSplit }: SplitProps) {
  const t = useT();
  const { currency } = bill;
  const [texts, setTexts] = useState<readonly string[]>(['']);
  const given = texts.map((text) => readAmount(text, currency) ?? 0);
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
          error={
            text !== '' && readAmount(text, currency) === null ? t('common.amountWrong') : null
          }
          onChange={(event) => setTexts(texts.with(index, tidyAmount(event.currentTarget.value)))}
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
