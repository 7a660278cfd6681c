import { type ReactNode, useCallback, useState } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { MoreSheet } from '../../orders/more-sheet.tsx';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { RejectSheet } from '../../orders/reject-sheet.tsx';

/** The sheets that ask something about the order of a card; closed by themselves when it leaves the board. */
export function useSheets(views: readonly OrderView[]): {
  readonly reject: (orderId: string) => void;
  readonly more: (orderId: string) => void;
  readonly sheet: ReactNode;
} {
  const { run } = useOrderCommands();
  const [asking, setAsking] = useState<{ what: 'reject' | 'more'; orderId: string } | null>(null);
  const view = views.find(({ order }) => order.id === asking?.orderId);
  const close = () => setAsking(null);
  const reject = useCallback((orderId: string) => setAsking({ what: 'reject', orderId }), []);
  const more = useCallback((orderId: string) => setAsking({ what: 'more', orderId }), []);
  if (!view || !asking) return { reject, more, sheet: null };
  const { id } = view.order;
  const sheet =
    asking.what === 'reject' ? (
      <RejectSheet
        view={view}
        opened
        onClose={close}
        onReject={(command) => void run(id, command)}
      />
    ) : (
      <MoreSheet view={view} onClose={close} onCommand={(command) => void run(id, command)} />
    );
  return { reject, more, sheet };
}
