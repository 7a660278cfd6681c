import type { Currency } from '../../../shared/contract/money.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useShiftCommand } from '../../shift/use-shift.ts';
import { CountSheet } from './count-sheet.tsx';

/** Opens a shift with what lies in the drawer, or gives the float to one that a sale has opened. */
export function OpenSheet(props: {
  currency: Currency;
  isOpen: boolean;
  onOpened: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const open = useShiftCommand((api, floatMinor: number, commandId) =>
    api.openShift({ floatMinor, commandId }),
  );
  return (
    <CountSheet
      title={props.isOpen ? t('shift.giveFloat') : t('shift.open')}
      hint={t('shift.openHint')}
      currency={props.currency}
      action={props.isOpen ? t('shift.giveFloat') : t('shift.open')}
      isPending={open.isPending}
      error={open.error}
      onCounted={({ countedMinor }) => open.mutate(countedMinor, { onSuccess: props.onOpened })}
      onClose={props.onClose}
    />
  );
}
