import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useDeps } from '../../api/deps.tsx';
import { useCancelledOrders } from '../../api/queries.ts';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './cancelled-strips.module.css';

const storageKey = 'wasla.cancelled-seen';
const keptIds = 100;
/** After this long the food is either thrown away or eaten. */
const freshMs = 30 * minuteMs;

/** The kitchen may have started: some paper of it is out, or may be. */
function mayBeCooking(view: OrderView): boolean {
  return view.printJobs.some(
    ({ kind, state }) =>
      kind === 'kitchen' && (state === 'printed' || state === 'sending' || state === 'unknown'),
  );
}

/** Orders cancelled while somebody may be cooking them stay on top until a person has understood. */
export function CancelledStrips() {
  const t = useT();
  const { storage } = useDeps();
  const now = useNow(minuteMs);
  const cancelled = useCancelledOrders();
  const [seen, setSeen] = useState(() => (storage.getItem(storageKey) ?? '').split(' '));
  const understood = (orderId: string) => {
    const next = [...seen, orderId].slice(-keptIds);
    setSeen(next);
    storage.setItem(storageKey, next.join(' '));
  };
  const views = (cancelled.data ?? []).filter(
    (view) =>
      mayBeCooking(view) && now - view.statusAtMs < freshMs && !seen.includes(view.order.id),
  );
  return (
    <div role="alert">
      {views.map(({ order }) => (
        <div key={order.id} className={classes.strip}>
          <IconHandStop aria-hidden />
          <strong>{t('board.cancelled', { number: order.displayNumber })}</strong>
          <Button look="danger" onClick={() => understood(order.id)}>
            {t('common.ok')}
          </Button>
        </div>
      ))}
    </div>
  );
}
