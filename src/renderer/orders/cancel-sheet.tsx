import { Drawer } from '@mantine/core';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import { useT } from '../i18n/i18n.tsx';
import { CancelReasons } from './cancel-reasons.tsx';
import type { Command } from './commands.ts';
import classes from './reject-sheet.module.css';

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
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title={t('cancelOrder.title', { number: order.displayNumber })}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{ title: classes.title ?? '' }}
    >
      <CancelReasons
        order={order}
        onReason={(reason) => {
          onCancel({ do: 'cancel', reason });
          onClose();
        }}
      />
    </Drawer>
  );
}
