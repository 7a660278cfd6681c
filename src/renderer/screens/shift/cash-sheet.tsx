import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Currency } from '../../../shared/contract/money.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { readAmount } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { AmountField } from '../../shift/amount-field.tsx';
import { CountKeypad } from '../../shift/keypad.tsx';
import { typedAmount } from '../../shift/typing.ts';
import { useShiftCommand } from '../../shift/use-shift.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './shift.module.css';

const reasons = {
  pay_in: ['change', 'float', 'deposit'],
  pay_out: ['supplier', 'shopping', 'bank', 'advance'],
} as const;

/** Cash that goes into the drawer or out of it beside the sales. */
export function CashSheet(props: {
  kind: keyof typeof reasons;
  currency: Currency;
  onClose: () => void;
}) {
  const t = useT();
  const { kind, currency } = props;
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const move = useShiftCommand((api, input: { amountMinor: number; reason: string }, commandId) =>
    kind === 'pay_in' ? api.payIn({ ...input, commandId }) : api.payOut({ ...input, commandId }),
  );
  const amountMinor = readAmount(text, currency) ?? 0;
  const isReasonless = reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (amountMinor === 0 || isReasonless || move.isPending) return;
    move.mutate({ amountMinor, reason: reason.trim() }, { onSuccess: props.onClose });
  };
  return (
    <SideSheet onClose={props.onClose} width={480} title={t(`shift.${kind}.title`)}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.soft}>{t(`shift.${kind}.hint`)}</p>
        <AmountField
          label={t('shift.amount')}
          text={text}
          currency={currency}
          big
          isFirst
          error={tried && amountMinor === 0 ? t('common.amountWrong') : null}
          onText={setText}
        />
        <CountKeypad point onKey={(key) => setText(typedAmount(text, key, currency))} />
        <div className={classes.reasons} role="group" aria-label={t('shift.reason')}>
          {reasons[kind].map((one) => {
            const words = t(`shift.reasons.${one}`);
            return (
              <Button key={one} aria-pressed={reason === words} onClick={() => setReason(words)}>
                {words}
              </Button>
            );
          })}
        </div>
        <TextInput
          label={t('shift.reason')}
          maxLength={120}
          value={reason}
          error={tried && isReasonless ? t('shift.reasonWrong') : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FailedNote error={move.error} />
        <Button type="submit" look="primary" wide disabled={move.isPending}>
          {t(`shift.${kind}.action`)}
        </Button>
      </form>
    </SideSheet>
  );
}
