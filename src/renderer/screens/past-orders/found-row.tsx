import { Link } from 'wouter';
import type { FoundOrder } from '../../../shared/contract/search.ts';
import { isVoid } from '../../../shared/contract/order-status.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './past-orders.module.css';

/** An order in a line that tells it from its neighbours; it leads to everything known about it. */
export function FoundRow({ order }: { order: FoundOrder }) {
  const t = useT();
  const { language, digits } = useLocale();
  const { id, number, platform, status, customer, lines, moreLines } = order;
  const dishes = lines.map(
    (line) => `${inDigits(String(line.quantity), digits)} × ${nameIn(line.name, language)}`,
  );
  return (
    <li>
      <Link href={`/past/${encodeURIComponent(id)}`} className={classes.row ?? ''}>
        <span className={classes.number}>
          <bdi>{number}</bdi>
        </span>
        <span className={classes.what}>
          <span className={classes.head}>
            <PlatformTag platform={platform} />
            {customer && customer.name !== '' ? <bdi>{customer.name}</bdi> : null}
            {customer && customer.phone !== '' ? (
              <bdi dir="ltr" className={classes.soft}>
                {customer.phone}
              </bdi>
            ) : null}
          </span>
          <span className={classes.dishes}>
            {dishes.map((dish, index) => (
              <bdi key={index}>{dish}</bdi>
            ))}
            {moreLines > 0 ? <span>{t('past.moreLines', { count: moreLines })}</span> : null}
          </span>
        </span>
        <span className={classes.when}>
          <TimeText atMs={order.receivedAtMs} style="date" />
          <Chip tone={isVoid(status) ? 'problem' : 'neutral'}>{t(`status.${status}`)}</Chip>
        </span>
        <span className={classes.total}>
          {order.totalMinor === null ? null : (
            <MoneyText minor={order.totalMinor} currency={order.currency} />
          )}
        </span>
      </Link>
    </li>
  );
}
