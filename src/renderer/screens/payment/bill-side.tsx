import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconUser, IconUsers } from '@tabler/icons-react';
import type { Bill, BillPayment } from '../../../shared/contract/bill.ts';
import { quantityOf } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { CheckNews } from '../../selling/check-news.tsx';
import classes from './payment.module.css';

interface Props {
  readonly bill: Bill;
  /** The part that is being paid; null for the whole bill. */
  readonly part: number | null;
  readonly isBusy: boolean;
  readonly onPart: (part: number) => void;
  readonly onTakeBack: (paymentId: string, reason: string) => void;
  readonly onWhole: () => void;
}

/** What the guests had, who of them pays what, and what was taken already. */
export function BillSide(props: Props) {
  const t = useT();
  const { bill } = props;
  return (
    <section className={classes.side} aria-label={t('pay.bill')}>
      {bill.parts.length > 0 ? <Parts {...props} /> : <Lines bill={bill} />}
      <Sums bill={bill} />
      <CheckNews bill={bill} />
      <Payments {...props} />
    </section>
  );
}

function Lines({ bill }: { bill: Bill }) {
  const { language, digits } = useLocale();
  const figures = new Map(bill.sums.lines.map((line) => [line.id, line]));
  return (
    <ul className={classes.lines}>
      {bill.lines
        .filter(({ voided }) => voided === null)
        .map((line) => (
          <li key={line.id}>
            <span className={classes.count}>{inDigits(String(line.quantity), digits)}×</span>
            <bdi className={classes.grow}>{nameIn(line.name, language)}</bdi>
            <MoneyText
              minor={figures.get(line.id)?.priceMinor ?? 0}
              currency={bill.currency}
              quiet
            />
          </li>
        ))}
    </ul>
  );
}

function Sums({ bill }: { bill: Bill }) {
  const t = useT();
  const { sums, currency, taxMode } = bill;
  const rows = [
    { name: t('discount'), minor: -sums.discountMinor },
    ...sums.charges.map(({ kind, amountMinor }) => ({
      name: t(`charge.${kind}`),
      minor: amountMinor,
    })),
    { name: t('pay.tax'), minor: taxMode === 'exclusive' ? sums.taxMinor : 0 },
  ].filter(({ minor }) => minor !== 0);
  return (
    <dl className={classes.sums}>
      {rows.map(({ name, minor }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <MoneyText minor={minor} currency={currency} quiet />
          </dd>
        </div>
      ))}
      <div className={classes.total}>
        <dt>{t('pay.total')}</dt>
        <dd>
          <MoneyText minor={sums.totalMinor} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}

function Parts({ bill, part, isBusy, onPart, onWhole }: Props) {
  const t = useT();
  return (
    <>
      <ul className={classes.parts} aria-label={t('pay.parts')}>
        {bill.parts.map((one, index) => {
          const isPaid = one.dueMinor === 0;
          return (
            <li key={index}>
              <button
                type="button"
                className={classes.part}
                aria-pressed={index === part}
                disabled={isPaid || isBusy}
                onClick={() => onPart(index)}
              >
                {isPaid ? <IconCheck aria-hidden /> : <IconUser aria-hidden />}
                <span className={classes.grow}>
                  <span>{t('pay.guest', { number: index + 1 })}</span>
                  <PartLines bill={bill} index={index} />
                </span>
                <strong>
                  {isPaid ? (
                    t('pay.paid')
                  ) : (
                    <MoneyText minor={one.dueMinor} currency={bill.currency} quiet />
                  )}
                </strong>
              </button>
            </li>
          );
        })}
      </ul>
      {bill.payments.length === 0 ? (
        <Button icon={<IconUsers aria-hidden />} disabled={isBusy} onClick={onWhole}>
          {t('pay.whole')}
        </Button>
      ) : null}
    </>
  );
}

function PartLines({ bill, index }: { bill: Bill; index: number }) {
  const { language, digits } = useLocale();
  const shares = bill.parts[index]?.lines ?? [];
  const texts = bill.lines.flatMap(({ id, name }) => {
    const quantity = quantityOf(shares, id);
    return quantity === 0
      ? []
      : [`${inDigits(String(quantity), digits)}× ${nameIn(name, language)}`];
  });
  if (texts.length === 0) return null;
  return (
    <small>
      {texts.map((text) => (
        <bdi key={text}>{text}</bdi>
      ))}
    </small>
  );
}

const takeBackReasons = ['wrong', 'declined', 'otherwise'] as const;

function Payments({ bill, isBusy, onTakeBack }: Props) {
  const t = useT();
  if (bill.payments.length === 0) return null;
  return (
    <ul className={classes.payments} aria-label={t('pay.payments')}>
      {bill.payments.map((payment) => (
        <li key={payment.id}>
          <span className={classes.grow}>
            <span>{t(`payment.${payment.method}`)}</span>
            <small>
              {payment.part === null ? null : t('pay.guest', { number: payment.part + 1 })}{' '}
              <bdi>{payment.reference}</bdi>
            </small>
          </span>
          <MoneyText minor={payment.amountMinor} currency={bill.currency} quiet />
          {hasReceipt(bill, payment) ? null : (
            <Menu withinPortal position="bottom-end">
              <Menu.Target>
                <Button look="quiet" disabled={isBusy} icon={<IconArrowBackUp aria-hidden />}>
                  {t('pay.takeBack')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('pay.takeBackWhy')}</Menu.Label>
                {takeBackReasons.map((reason) => (
                  <Menu.Item
                    key={reason}
                    className={classes.choice ?? ''}
                    onClick={() => onTakeBack(payment.id, t(`pay.takeBackReasons.${reason}`))}
                  >
                    {t(`pay.takeBackReasons.${reason}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </li>
      ))}
    </ul>
  );
}

/** From then on money goes back as a refund only. */
function hasReceipt({ receipts }: Bill, { part }: BillPayment): boolean {
  return receipts.some((receipt) => receipt.kind === 'sale' && receipt.part === part);
}
