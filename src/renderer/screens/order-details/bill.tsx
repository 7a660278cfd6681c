import { counterPlatform } from '../../../shared/contract/bill.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { isolated } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { lineTotal } from '../../../shared/contract/order-sums.ts';
import { BillLink } from '../../orders/bill-link.tsx';
import { ourSum } from '../../orders/sums.ts';
import classes from './order-details.module.css';
import { Fact, Section } from './section.tsx';

/**
 * The platform's total as it wrote it, beside what the parts add up to; a difference is shown, not hidden. What the
 * branch sells itself has been added up by us from the start.
 */
export function Bill({ order }: { order: Order }) {
  const t = useT();
  const { currency } = order;
  const items = itemsSum(order);
  return (
    <Section title={t('details.bill')}>
      <div>
        {items === null ? null : (
          <Fact label={t('details.itemsSum')}>
            <MoneyText minor={items} currency={currency} />
          </Fact>
        )}
        {order.charges.map((charge, index) => (
          <Fact
            key={index}
            label={
              charge.kind === 'other' && charge.name !== ''
                ? isolated(charge.name)
                : t(`charge.${charge.kind}`)
            }
          >
            <MoneyText minor={charge.amountMinor} currency={currency} />
          </Fact>
        ))}
        <Discounts order={order} />
        <Fact
          label={
            order.platform === counterPlatform
              ? t('details.counterTotal')
              : t('details.platformTotal')
          }
          strong
        >
          {order.totalMinor === null ? (
            t('details.noTotal')
          ) : (
            <MoneyText minor={order.totalMinor} currency={currency} />
          )}
        </Fact>
        {order.taxMinor === null ? null : (
          <Fact label={t('details.tax')}>
            <MoneyText minor={order.taxMinor} currency={currency} />
          </Fact>
        )}
        {order.platform === counterPlatform ? null : <OurSum order={order} />}
        <Payment order={order} />
      </div>
      <BillLink order={order} />
    </Section>
  );
}

function itemsSum(order: Order): number | null {
  return order.lines.reduce<number | null>((sum, line) => {
    const total = lineTotal(line);
    return sum === null || total === null ? null : sum + total;
  }, 0);
}

function Discounts({ order }: { order: Order }) {
  const t = useT();
  return order.discounts.map((discount, index) => (
    <div key={index}>
      <Fact label={discount.name === '' ? t('discount') : isolated(discount.name)}>
        <MoneyText minor={-Math.abs(discount.amountMinor)} currency={order.currency} />
      </Fact>
      {discount.sponsors.map(({ sponsor, amountMinor }) => (
        <div key={sponsor} className={classes.sponsor}>
          <span>{t(`details.discountBy.${sponsor}`)}</span>
          <MoneyText minor={amountMinor} currency={order.currency} />
        </div>
      ))}
    </div>
  ));
}

function OurSum({ order }: { order: Order }) {
  const t = useT();
  const ours = ourSum(order);
  if (ours === null) return <p className={classes.hint}>{t('details.ourSumUnknown')}</p>;
  const difference = order.totalMinor === null ? null : order.totalMinor - ours;
  return (
    <>
      <Fact label={t('details.ourSum')}>
        <MoneyText minor={ours} currency={order.currency} />
      </Fact>
      {difference === null || difference === 0 ? null : (
        <div className={classes.difference}>
          <Fact label={t('details.difference')}>
            <MoneyText minor={difference} currency={order.currency} />
          </Fact>
        </div>
      )}
      {order.totalVerbatim === '' ? null : (
        <p className={classes.hint}>
          {difference === 0 ? t('details.same') : null}{' '}
          {t('details.verbatim', { text: order.totalVerbatim })}
        </p>
      )}
    </>
  );
}

function Payment({ order }: { order: Order }) {
  const t = useT();
  return (
    <>
      {order.collectMinor > 0 ? (
        <Fact label={t('card.collect')} strong>
          <MoneyText minor={order.collectMinor} currency={order.currency} />
        </Fact>
      ) : null}
      {order.riderPaysMinor > 0 ? (
        <Fact label={t('card.riderPays')} strong>
          <MoneyText minor={order.riderPaysMinor} currency={order.currency} />
        </Fact>
      ) : null}
      {order.collectMinor === 0 && order.riderPaysMinor === 0 ? (
        <p className={classes.hint}>{t(`payment.${order.paymentMethod}`)}</p>
      ) : null}
    </>
  );
}
