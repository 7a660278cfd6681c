import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OpenShift } from '../../../shared/contract/shift.ts';
import type { BranchApi } from '../../api/branch-api.tsx';
import { readAmount } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useShiftCommand } from '../../shift/use-shift.ts';
import { CountSheet } from './count-sheet.tsx';
import classes from './shift.module.css';

export type ClosedReply = Awaited<ReturnType<BranchApi['closeShift']>>;
type Close = Omit<Parameters<BranchApi['closeShift']>[0], 'commandId'>;

/** The last count. What should be there is not on the screen while somebody counts. */
export function CloseSheet(props: {
  shift: OpenShift;
  openBills: number;
  onClosed: (reply: ClosedReply) => void;
  onClose: () => void;
}) {
  const t = useT();
  const { shift, openBills } = props;
  const { currency } = shift;
  const [card, setCard] = useState('');
  const [note, setNote] = useState('');
  const close = useShiftCommand((api, input: Close, commandId) =>
    api.closeShift({ ...input, commandId }),
  );
  const cardTerminalMinor = card === '' ? null : readAmount(card, currency);
  return (
    <CountSheet
      title={t('shift.closeTitle')}
      hint={t('shift.closeHint')}
      currency={currency}
      action={t('shift.close')}
      isPending={close.isPending}
      error={close.error}
      other={{
        label: t('shift.cardTerminal'),
        hint: t('shift.cardTerminalHint'),
        text: card,
        error: card !== '' && cardTerminalMinor === null ? t('common.amountWrong') : null,
        onText: setCard,
      }}
      onClose={props.onClose}
      onCounted={(counted) =>
        close.mutate(
          { id: shift.id, ...counted, cardTerminalMinor, note },
          { onSuccess: props.onClosed },
        )
      }
    >
      {openBills === 0 ? null : (
        <p className={classes.strip}>{t('shift.billsStay', { count: openBills })}</p>
      )}
      <TextInput
        label={t('shift.note')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </CountSheet>
  );
}
