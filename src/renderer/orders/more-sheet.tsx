import type { OrderView } from '../../shared/contract/branch-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import { CancelReasons } from './cancel-reasons.tsx';
import type { Command } from './commands.ts';
import { delayChoices } from './delay.ts';
import classes from './more-sheet.module.css';

interface Props {
  readonly view: OrderView;
  readonly onClose: () => void;
  readonly onCommand: (command: Command) => void;
}

export function hasMore({ offers }: OrderView): boolean {
  return offers.includes('delay') || offers.includes('cancel');
}

/** What is offered and seldom wanted: more time, and taking the order back. */
export function MoreSheet({ view, onClose, onCommand }: Props) {
  const t = useT();
  const { order, offers } = view;
  const send = (command: Command) => {
    onCommand(command);
    onClose();
  };
  return (
    <SideSheet onClose={onClose} title={t('details.title', { number: order.displayNumber })}>
      {offers.includes('delay') ? (
        <section className={classes.section}>
          <h3>{t('action.delay')}</h3>
          <div className={classes.minutes}>
            {delayChoices(order).map((minutes) => (
              <Button key={minutes} onClick={() => send({ do: 'delay', minutes })}>
                {t('common.minutes', { count: minutes })}
              </Button>
            ))}
          </div>
        </section>
      ) : null}
      {offers.includes('cancel') ? (
        <section className={classes.section}>
          <h3>{t('action.cancel')}</h3>
          <CancelReasons order={order} onReason={(reason) => send({ do: 'cancel', reason })} />
        </section>
      ) : null}
    </SideSheet>
  );
}
