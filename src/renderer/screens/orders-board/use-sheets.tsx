import { type ReactNode, useCallback, useState } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { CancelSheet } from '../../orders/cancel-sheet.tsx';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { RejectSheet } from '../../orders/reject-sheet.tsx';

/** The sheets that ask for a reason, for the order of a card; closed by themselves when it leaves the board. */
export function useSheets(views: readonly OrderView[]): {
  readonly reject: (orderId: string) => void;
  readonly cancel: (orderId: string) => void;
  readonly sheet: ReactNode;
} {
  const { run } = useOrderCommands();
  const [asking, setAsking] = useState<{ why: 'reject' | 'cancel'; orderId: string } | null>(null);
  const view = views.find(({ order }) => order.id === asking?.orderId);
  const close = () => setAsking(null);
  const reject = useCallback((orderId: string) => setAsking({ why: 'reject', orderId }), []);
  const cancel = useCallback((orderId: string) => setAsking({ why: 'cancel', orderId }), []);
  if (!view || !asking) return { reject, cancel, sheet: null };
  const { id } = view.order;
  const sheet =
    asking.why === 'reject' ? (
      <RejectSheet
        view={view}
        opened
        onClose={close}
        onReject={(command) => void run(id, command)}
      />
    ) : (
      <CancelSheet
        view={view}
        opened
        onClose={close}
        onCancel={(command) => void run(id, command)}
      />
    );
  return { reject, cancel, sheet };
}
