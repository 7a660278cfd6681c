import { counterPlatform } from '../../shared/contract/bill.ts';
import { type CancelReason, cancelReasons, type Order } from '../../shared/contract/order.ts';
import { useLocale } from '../../shared/ui/locale.tsx';
import { platformName } from '../../shared/ui/platform-tag.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './reject-sheet.module.css';

/** Says what a cancellation does; one tap on a reason does it. */
export function CancelReasons(props: { order: Order; onReason: (reason: CancelReason) => void }) {
  const t = useT();
  const { language } = useLocale();
  const { platform } = props.order;
  return (
    <div className={classes.reasons}>
      <p className={classes.hint}>
        {platform === counterPlatform
          ? t('cancelOrder.toBill')
          : t('cancelOrder.toPlatform', { platform: platformName(platform, language) })}
      </p>
      {cancelReasons.map((reason) => (
        <button
          key={reason}
          type="button"
          className={classes.reason}
          onClick={() => props.onReason(reason)}
        >
          {t(`cancelOrder.reason.${reason}`)}
        </button>
      ))}
    </div>
  );
}
