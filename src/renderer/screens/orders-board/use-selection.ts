import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import type { CardHandlers } from './card-actions.tsx';
import { useBoardKeys } from './use-board-keys.ts';

interface Can {
  readonly handlers: CardHandlers;
  readonly defaultMinutes: number;
  readonly search: () => void;
}

/** The card that keys act on. It follows its order from lane to lane; when the order leaves, none is chosen. */
export function useSelection(views: readonly OrderView[], can: Can): string | null {
  const [, go] = useLocation();
  const [wanted, setWanted] = useState<string | null>(null);
  const { handlers, defaultMinutes, search } = can;
  const at = views.findIndex((view) => view.order.id === wanted);
  const selected = views[at];
  const keys = useMemo(
    () => ({
      move(step: 1 | -1) {
        const next = at < 0 ? 0 : Math.min(views.length - 1, Math.max(0, at + step));
        setWanted(views[next]?.order.id ?? null);
      },
      open() {
        if (selected) go(`/orders/${encodeURIComponent(selected.order.id)}`);
      },
      accept() {
        if (!selected?.offers.includes('accept')) return;
        handlers.run(selected.order.id, { do: 'accept', prepMinutes: defaultMinutes });
      },
      reject() {
        if (selected?.offers.includes('reject')) handlers.reject(selected.order.id);
      },
      search,
    }),
    [at, defaultMinutes, go, handlers, search, selected, views],
  );
  useBoardKeys(keys);
  return selected?.order.id ?? null;
}
