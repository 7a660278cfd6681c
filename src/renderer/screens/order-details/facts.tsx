import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { counterPlatform } from '../../../shared/contract/bill.ts';
import type { OrderDetail } from '../../../shared/contract/branch-api.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { problemTexts } from '../../orders/problem-texts.ts';
import { problemsOf } from '../../orders/problems.ts';
import { copyText } from '../../ui/copy-text.ts';
import { SupportCode } from '../../ui/error-note.tsx';
import { lifeText } from './life-text.ts';
import classes from './order-details.module.css';
import { Fact, Section } from './section.tsx';

/** Customer and courier, as far as the platform tells; phone numbers keep their order in Arabic. */
export function CustomerFacts({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { customer, fulfilment } = detail.order;
  const { courier } = detail;
  // Whoever orders at the counter stands before us.
  if (!customer && detail.order.platform === counterPlatform) return null;
  return (
    <Section title={t('details.customer')}>
      {customer ? null : <p className={classes.hint}>{t('details.noCustomer')}</p>}
      <div>
        {customer ? <Customer customer={customer} /> : null}
        {fulfilment.pickupCode === undefined ? null : (
          <Fact label={t(`fulfilment.${fulfilment.kind}_${fulfilment.by}`)} strong>
            {t('card.pickupCode', { code: fulfilment.pickupCode })}
          </Fact>
        )}
        {courier ? (
          <Fact label={t(`courier.${courier.state}`)}>
            <bdi>{courier.name}</bdi> <Phone number={courier.phone} />
          </Fact>
        ) : null}
      </div>
    </Section>
  );
}

function Customer({ customer }: { customer: NonNullable<Order['customer']> }) {
  const t = useT();
  const { address } = customer;
  return (
    <>
      <Fact label={t('details.customer')}>
        <bdi>{customer.name}</bdi>
      </Fact>
      {customer.phone === '' ? null : (
        <Fact label={t('details.phone')}>
          <Phone number={customer.phone} />
          {customer.phoneCode === undefined ? null : (
            <span> {t('details.phoneCode', { code: customer.phoneCode })}</span>
          )}
        </Fact>
      )}
      {address ? (
        <Fact label={t('details.address')}>
          {[...address.lines, address.note]
            .filter((line) => line !== '')
            .map((line, index) => (
              <bdi key={index} className={classes.addressLine}>
                {line}
              </bdi>
            ))}
        </Fact>
      ) : null}
    </>
  );
}

function Phone({ number }: { number: string }) {
  if (number === '') return null;
  return (
    <a href={`tel:${number.replaceAll(' ', '')}`} className={classes.phone}>
      <bdi dir="ltr">{number}</bdi>
    </a>
  );
}

/** What a person should know: problems of paper and platform, and doubts about how the order was read. */
export function Warnings({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { language } = useLocale();
  const { platform, warnings } = detail.order;
  const problems = problemsOf(detail);
  if (problems.length + warnings.length === 0) return null;
  return (
    <Section title={t('details.warnings')}>
      <ul className={classes.warnings}>
        {problems.map((problem, index) => (
          <li key={`problem ${index}`} data-grave="true">
            <IconAlertTriangle aria-hidden />
            <span>
              {problemTexts(problem, platform, { t, language }).map((sentence) => (
                <span key={sentence}>{sentence} </span>
              ))}
            </span>
          </li>
        ))}
        {warnings.map(({ code, detail: about }, index) => (
          <li key={index}>
            <IconAlertTriangle aria-hidden />
            <span>{t(`warning.${code}`, { detail: about })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** For support: the numbers by which relay, branch and platform know this order. */
export function Ids({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const { order } = detail;
  return (
    <Section title={t('details.ids')}>
      <div>
        <Fact label={t('details.ourId')}>
          <SupportCode code={order.id} />
        </Fact>
        {order.platform === counterPlatform ? null : (
          <Fact label={t('details.externalId')}>
            <SupportCode code={order.externalId} />
          </Fact>
        )}
      </div>
      <CopyLife detail={detail} />
    </Section>
  );
}

/** The whole life as one text, so that support reads it without seeing this screen. */
function CopyLife({ detail }: { detail: OrderDetail }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => void copyText(lifeText(detail)).then(setCopied);
  return (
    <Button icon={copied ? <IconCheck aria-hidden /> : <IconCopy aria-hidden />} onClick={copy}>
      {copied ? t('common.copied') : t('details.copyLife')}
    </Button>
  );
}
