import { Drawer } from '@mantine/core';
import { counterPlatform } from '../../shared/contract/bill.ts';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import { cancelReasons } from '../../shared/contract/order.ts';
import { useLocale } from '../../shared/ui/locale.tsx';
import { platformName } from '../../shared/ui/platform-tag.tsx';
import { useT } from '../i18n/i18n.tsx';
import type { Command } from './commands.ts';
import classes from './reject-sheet.module.css';

interface Props {
  readonly view: OrderView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCancel: (command: Extract<Command, { do: 'cancel' }>) => void;
}

/** Says what a cancellation does; one tap on a reason does it. */
export function CancelSheet(props: Props) {
  const t = useT();
  const { language } = useLocale();
  const { displayNumber: number, platform } = props.view.order;
  const isOurs = platform === counterPlatform;
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      title={t('cancelOrder.title', { number })}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      classNames={{ title: classes.title ?? '' }}
    >
      <div className={classes.reasons}>
        <p className={classes.hint}>
          {isOurs
            ? t('cancelOrder.toBill')
            : t('cancelOrder.toPlatform', { platform: platformName(platform, language) })}
        </p>
        {cancelReasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className={classes.reason}
            onClick={() => {
              props.onCancel({ do: 'cancel', reason });
              props.onClose();
            }}
          >
            {t(`cancelOrder.reason.${reason}`)}
          </button>
        ))}
      </div>
    </Drawer>
  );
}
