import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type PaymentMethod, paymentMethods } from '../../../shared/contract/bill.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';

export interface RefundHow {
  readonly method: PaymentMethod;
  /** What the card terminal printed. */
  readonly reference: string;
}

/** In cash, or on the card that paid. */
export function HowFields({ how, onHow }: { how: RefundHow; onHow: (how: RefundHow) => void }) {
  const t = useT();
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('bills.refundHow')}
        value={how.method}
        onChange={(value) => {
          const method = paymentMethods.find((one) => one === value) ?? how.method;
          onHow({ method, reference: '' });
        }}
        data={paymentMethods.map((one) => ({ value: one, label: t(`payment.${one}`) }))}
      />
      {how.method === 'card' ? (
        <TextInput
          label={t('pay.cardReference')}
          dir="ltr"
          autoComplete="off"
          maxLength={60}
          value={how.reference}
          onChange={(event) => onHow({ ...how, reference: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

const reasons = ['cold', 'wrong', 'late', 'unhappy', 'other'] as const;

/** Why, in words that stand on the paper; empty until it was said. */
export function ReasonFields({ onReason }: { onReason: (reason: string) => void }) {
  const t = useT();
  const [chosen, setChosen] = useState<(typeof reasons)[number] | null>(null);
  return (
    <>
      <Choices legend={t('bills.why')} inline>
        {reasons.map((one) => (
          <Choice
            key={one}
            kind="radio"
            group="refund-reason"
            label={t(`bills.reasons.${one}`)}
            checked={chosen === one}
            onChange={() => {
              setChosen(one);
              onReason(one === 'other' ? '' : t(`bills.reasons.${one}`));
            }}
          />
        ))}
      </Choices>
      {chosen === 'other' ? (
        <TextInput
          label={t('bills.inWords')}
          dir="auto"
          maxLength={120}
          onChange={(event) => onReason(event.currentTarget.value.trim())}
        />
      ) : null}
    </>
  );
}
