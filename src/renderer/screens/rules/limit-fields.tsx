import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDecimal } from '../../../shared/contract/money.ts';
import type { AcceptRuleSettings } from '../../../shared/contract/rules.ts';
import { useT } from '../../i18n/i18n.tsx';
import { readAmount, readCount } from '../../format/typed-numbers.ts';
import classes from './rules.module.css';

type Limit = 'maxKitchenOrders' | 'maxTotalMinor' | 'maxItems';

/** How much is still accepted. An empty field limits nothing. */
export function LimitFields(props: {
  draft: AcceptRuleSettings;
  currency: string;
  wrong: readonly string[];
  onChange: (part: Partial<AcceptRuleSettings>) => void;
  onWrong: (wrong: readonly string[]) => void;
}) {
  const t = useT();
  const { draft, currency, wrong } = props;
  const field = (limit: Limit, read: (text: string) => number | null, error: string) => ({
    limit,
    error: wrong.includes(limit) ? error : null,
    onText: (text: string) => {
      const value = text.trim() === '' ? null : read(text);
      const isWrong = text.trim() !== '' && (value === null || value < 1);
      props.onWrong(
        isWrong ? [...new Set([...wrong, limit])] : wrong.filter((one) => one !== limit),
      );
      if (!isWrong) props.onChange({ [limit]: value });
    },
  });
  const total = draft.maxTotalMinor;
  return (
    <fieldset className={classes.limits}>
      <legend>{t('rules.field.limits')}</legend>
      <LimitField
        label={t('rules.field.maxKitchen')}
        start={draft.maxKitchenOrders === null ? '' : String(draft.maxKitchenOrders)}
        {...field('maxKitchenOrders', readCount, t('rules.field.wrongNumber'))}
      />
      <LimitField
        label={t('rules.field.maxTotal')}
        unit={currency}
        start={total === null ? '' : formatDecimal(total, currency)}
        {...field(
          'maxTotalMinor',
          (text) => readAmount(text, currency),
          t('rules.field.wrongAmount'),
        )}
      />
      <LimitField
        label={t('rules.field.maxItems')}
        start={draft.maxItems === null ? '' : String(draft.maxItems)}
        {...field('maxItems', readCount, t('rules.field.wrongNumber'))}
      />
    </fieldset>
  );
}

function LimitField(props: {
  label: string;
  start: string;
  unit?: string;
  error: string | null;
  onText: (text: string) => void;
}) {
  const t = useT();
  const [text, setText] = useState(props.start);
  return (
    <TextInput
      label={props.label}
      placeholder={t('rules.field.noLimit')}
      inputMode="decimal"
      dir={text === '' ? 'auto' : 'ltr'}
      value={text}
      error={props.error}
      rightSection={props.unit === undefined ? null : <bdi>{props.unit}</bdi>}
      rightSectionWidth={56}
      onChange={(event) => {
        setText(event.currentTarget.value);
        props.onText(event.currentTarget.value);
      }}
    />
  );
}
