import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { type Language, useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { useDeps } from '../../api/deps.tsx';
import { useCancelledOrders } from '../../api/queries.ts';
import { useNow } from '../../api/server-time.tsx';
import { type T, useT } from '../../i18n/i18n.tsx';
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

/** What somebody must know of an order that was cancelled: not to cook it, and that its platform thinks otherwise. */
function stripsOf(view: OrderView, language: Language, t: T): { id: string; text: string }[] {
  const { id, displayNumber: number, platform } = view.order;
  const isRefused = view.answers.some(
    ({ action, state }) => action === 'cancel' && (state === 'refused' || state === 'gave_up'),
  );
  const name = platformName(platform, language);
  return [
    ...(mayBeCooking(view) ? [{ id, text: t('board.cancelled', { number }) }] : []),
    ...(isRefused
      ? [{ id: `${id}:refused`, text: t('board.cancelRefused', { number, platform: name }) }]
      : []),
  ];
}

/** Orders cancelled while somebody may be cooking them stay on top until a person has understood. */
export function CancelledStrips() {
  const t = useT();
  const { storage } = useDeps();
  const { language } = useLocale();
  const now = useNow(minuteMs);
  const cancelled = useCancelledOrders();
  const [seen, setSeen] = useState(() => (storage.getItem(storageKey) ?? '').split(' '));
  const understood = (id: string) => {
    const next = [...seen, id].slice(-keptIds);
    setSeen(next);
    storage.setItem(storageKey, next.join(' '));
  };
  const strips = (cancelled.data ?? [])
    .filter((view) => now - view.statusAtMs < freshMs)
    .flatMap((view) => stripsOf(view, language, t))
    .filter(({ id }) => !seen.includes(id));
  return (
    <div role="alert">
      {strips.map(({ id, text }) => (
        <div key={id} className={classes.strip}>
          <IconHandStop aria-hidden />
          <strong>{text}</strong>
          <Button look="danger" onClick={() => understood(id)}>
            {t('common.ok')}
          </Button>
        </div>
      ))}
    </div>
  );
}
