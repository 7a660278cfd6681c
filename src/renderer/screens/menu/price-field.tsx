import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDecimal } from '../../../shared/contract/money.ts';
import { readAmount } from '../../format/typed-numbers.ts';

/** A price in the branch's currency, exact to its last decimal. */
export function PriceField(props: {
  label: string;
  currency: string;
  minor: number | null;
  error: string | null;
  /** Null while what stands there is no price. */
  onChange: (minor: number | null) => void;
}) {
  const { currency, minor } = props;
  const [text, setText] = useState(minor === null ? '' : formatDecimal(minor, currency));
  return (
    <TextInput
      label={props.label}
      inputMode="decimal"
      dir="ltr"
      value={text}
      error={props.error}
      rightSection={<bdi>{currency}</bdi>}
      rightSectionWidth={56}
      onChange={(event) => {
        setText(event.currentTarget.value);
        props.onChange(readAmount(event.currentTarget.value, currency));
      }}
    />
  );
}
