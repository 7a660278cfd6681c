import type { OrderView } from '../../shared/contract/branch-api.ts';
import { useT } from '../i18n/i18n.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import { CancelReasons } from './cancel-reasons.tsx';
import type { Command } from './commands.ts';

interface Props {
  readonly view: OrderView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCancel: (command: Extract<Command, { do: 'cancel' }>) => void;
}

/** Asks why an order is taken back. */
export function CancelSheet({ view, opened, onClose, onCancel }: Props) {
  const t = useT();
  const { order } = view;
  return (
    <SideSheet
      opened={opened}
      onClose={onClose}
      title={t('cancelOrder.title', { number: order.displayNumber })}
    >
      <CancelReasons
        order={order}
        onReason={(reason) => {
          onCancel({ do: 'cancel', reason });
          onClose();
        }}
      />
    </SideSheet>
  );
}
