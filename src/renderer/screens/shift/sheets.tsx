import type { OpenShift } from '../../../shared/contract/shift.ts';
import { CashSheet } from './cash-sheet.tsx';
import { type ClosedReply, CloseSheet } from './close-sheet.tsx';
import { OpenSheet } from './open-sheet.tsx';
import { XSheet } from './x-sheet.tsx';

export type ShiftSheet = 'open' | 'pay_in' | 'pay_out' | 'x' | 'close';

/** The sheet that somebody asked for; those of an open shift go away with it. */
export function Sheets(props: {
  sheet: ShiftSheet | null;
  shift: OpenShift | null;
  openBills: number;
  /** Of a shift that is to be opened. */
  currency: string;
  onOpened: () => void;
  onClosed: (reply: ClosedReply) => void;
  onHide: () => void;
}) {
  const { sheet, shift, onHide } = props;
  if (sheet === 'open') {
    const currency = shift?.currency ?? props.currency;
    const isOpen = shift !== null;
    return (
      <OpenSheet currency={currency} isOpen={isOpen} onOpened={props.onOpened} onClose={onHide} />
    );
  }
  if (sheet === null || shift === null) return null;
  if (sheet === 'x') return <XSheet shift={shift} onClose={onHide} />;
  if (sheet === 'close') {
    return (
      <CloseSheet
        shift={shift}
        openBills={props.openBills}
        onClose={onHide}
        onClosed={props.onClosed}
      />
    );
  }
  return <CashSheet kind={sheet} currency={shift.currency} onClose={onHide} />;
}
