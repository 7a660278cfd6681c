import { Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconCoins } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { formatDecimal } from '../../../shared/contract/money.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { readAmount } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './past-orders.module.css';

interface Bounds {
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
}

/** Orders of an amount, from one to another or both the same. */
export function AmountFilter(
  props: Bounds & { currency: string; onChange: (bounds: Bounds) => void },
) {
  const t = useT();
  const { digits } = useLocale();
  const { minMinor, maxMinor, currency, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const isOn = minMinor !== null || maxMinor !== null;
  const amount = (minor: number) => inDigits(formatDecimal(minor, currency), digits);
  const says = () => {
    if (minMinor !== null && maxMinor !== null) {
      if (minMinor === maxMinor) return amount(minMinor);
      return t('past.amount.between', { from: amount(minMinor), to: amount(maxMinor) });
    }
    if (minMinor !== null) return t('past.amount.atLeast', { from: amount(minMinor) });
    if (maxMinor !== null) return t('past.amount.atMost', { to: amount(maxMinor) });
    return t('past.anyAmount');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <Button
          icon={<IconCoins aria-hidden />}
          aria-label={`${t('past.filter.amount')}: ${says()}`}
          data-on={isOn}
          onClick={() => setOpen(!isOpen)}
        >
          {says()}
          <IconChevronDown className={classes.chevron} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('past.filter.amount')}>
        <AmountForm
          {...{ minMinor, maxMinor, currency }}
          onDone={(bounds) => {
            setOpen(false);
            onChange(bounds);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function AmountForm(props: Bounds & { currency: string; onDone: (bounds: Bounds) => void }) {
  const t = useT();
  const { minMinor, maxMinor, currency, onDone } = props;
  const shown = (minor: number | null) => (minor === null ? '' : formatDecimal(minor, currency));
  const [from, setFrom] = useState(shown(minMinor));
  const [to, setTo] = useState(shown(maxMinor));
  const wrong = (text: string) =>
    text.trim() !== '' && readAmount(text, currency) === null ? t('common.amountWrong') : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong(from) !== null || wrong(to) !== null) return;
    onDone({ minMinor: readAmount(from, currency), maxMinor: readAmount(to, currency) });
  };
  return (
    <form className={classes.amounts} onSubmit={submit}>
      <TextInput
        label={t('past.amount.from')}
        inputMode="decimal"
        value={from}
        error={wrong(from)}
        data-autofocus
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        label={t('past.amount.to')}
        inputMode="decimal"
        value={to}
        error={wrong(to)}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit">{t('past.amount.show')}</Button>
    </form>
  );
}
