import type { ReactNode } from 'react';
import type { Currency, Minor } from '../../../shared/contract/money.ts';
import type { ShiftPerson, ShiftSums, ShiftTally } from '../../../shared/contract/shift.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './figures.module.css';

interface Props {
  readonly sums: ShiftSums;
  readonly currency: Currency;
}

/** Everything that an X or Z says, in the order of its paper. */
export function ShiftFigures({ sums, currency }: Props) {
  return (
    <>
      <Sales sums={sums} currency={currency} />
      <Money sums={sums} currency={currency} />
      <DrawerLines sums={sums} currency={currency} />
      <Moves sums={sums} currency={currency} />
      <People sums={sums} currency={currency} />
    </>
  );
}

export function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{props.title}</h3>
      <dl>{props.children}</dl>
    </section>
  );
}

export function Line(props: {
  name: ReactNode;
  count?: number;
  strong?: boolean;
  children: ReactNode;
}) {
  const { digits } = useLocale();
  return (
    <div className={classes.line} data-strong={props.strong}>
      <dt>
        {props.name}
        {props.count === undefined ? null : (
          <>
            {' '}
            <bdi dir="ltr" className={classes.times}>
              {inDigits(`× ${props.count}`, digits)}
            </bdi>
          </>
        )}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Sales({ sums, currency }: Props) {
  const t = useT();
  const { sales, refunds, voids } = sums;
  const money = (minor: Minor) => <MoneyText minor={minor} currency={currency} />;
  return (
    <Section title={t('shift.figures.sales')}>
      <Line name={t('shift.figures.gross')} count={sales.count}>
        {money(sales.grossMinor)}
      </Line>
      <Line name={t('shift.figures.discounts')}>{money(-sales.discountsMinor)}</Line>
      {refunds.count === 0 ? null : (
        <Line name={t('shift.figures.refunds')} count={refunds.count}>
          {money(-refunds.totalMinor)}
        </Line>
      )}
      <Line name={t('shift.figures.net')} strong>
        {money(sales.netMinor - refunds.totalMinor)}
      </Line>
      <Line name={t('shift.figures.tax')}>{money(sums.taxMinor)}</Line>
      {sums.byKind.map(({ kind, count, totalMinor }) => (
        <Line key={kind} name={t(`shift.kind.${kind}`)} count={count}>
          {money(totalMinor)}
        </Line>
      ))}
      {voids.count === 0 ? null : (
        <Line name={t('shift.figures.voids')} count={voids.count}>
          {money(voids.totalMinor)}
        </Line>
      )}
    </Section>
  );
}

function Money({ sums, currency }: Props) {
  const t = useT();
  const { payments, openBillsMinor, roundingMinor } = sums;
  if (payments.length === 0) return null;
  return (
    <Section title={t('shift.figures.payments')}>
      {payments.map(({ method, count, totalMinor }) => (
        <Line key={method} name={t(`shift.method.${method}`)} count={count}>
          <MoneyText minor={totalMinor} currency={currency} />
        </Line>
      ))}
      {openBillsMinor === 0 ? null : (
        <Line name={t('shift.figures.openBills')}>
          <MoneyText minor={openBillsMinor} currency={currency} />
        </Line>
      )}
      {roundingMinor === 0 ? null : (
        <Line name={t('shift.figures.rounding')}>
          <MoneyText minor={roundingMinor} currency={currency} />
        </Line>
      )}
    </Section>
  );
}

function DrawerLines({ sums: { cash }, currency }: Props) {
  const t = useT();
  const lines = [
    ['float', cash.floatMinor],
    ['taken', cash.takenMinor],
    ['givenBack', 0 - cash.givenBackMinor],
    ['paidIn', cash.paidInMinor],
    ['paidOut', 0 - cash.paidOutMinor],
  ] as const;
  return (
    <Section title={t('shift.figures.drawer')}>
      {lines
        .filter(([name, minor]) => name === 'float' || minor !== 0)
        .map(([name, minor]) => (
          <Line key={name} name={t(`shift.figures.${name}`)}>
            <MoneyText minor={minor} currency={currency} />
          </Line>
        ))}
      <Line name={t('shift.figures.expected')} strong>
        <MoneyText minor={cash.expectedMinor} currency={currency} />
      </Line>
    </Section>
  );
}

/** Cash in and out, each with its reason and who it was. */
export function Moves({
  sums: { moves },
  currency,
}: {
  sums: Pick<ShiftSums, 'moves'>;
  currency: Currency;
}) {
  const t = useT();
  if (moves.length === 0) return null;
  return (
    <Section title={t('shift.figures.moves')}>
      {moves.map((move, at) => (
        <Line
          key={at}
          name={
            <>
              <TimeText atMs={move.atMs} /> <bdi>{move.reason}</bdi>
              <small>
                {move.by.name === '' ? null : <bdi>{move.by.name}</bdi>}
                {move.approvedBy === '' ? null : (
                  <span>{t('staff.approvedBy', { name: move.approvedBy })}</span>
                )}
              </small>
            </>
          }
        >
          <MoneyText
            minor={move.kind === 'pay_in' ? move.amountMinor : 0 - move.amountMinor}
            currency={currency}
          />
        </Line>
      ))}
    </Section>
  );
}

function People({ sums: { staff }, currency }: Props) {
  const t = useT();
  if (staff.length === 0) return null;
  return (
    <>
      {staff.map((person) => (
        <Section
          key={person.by.staffId}
          title={person.by.name === '' ? t('shift.nobody') : person.by.name}
        >
          <PersonLines person={person} currency={currency} />
        </Section>
      ))}
    </>
  );
}

function PersonLines({ person, currency }: { person: ShiftPerson; currency: Currency }) {
  const t = useT();
  const { digits } = useLocale();
  const tallies: readonly (readonly ['sales' | 'discounts' | 'voids' | 'refunds', ShiftTally])[] = [
    ['sales', person.sales],
    ['discounts', person.discounts],
    ['voids', person.voids],
    ['refunds', person.refunds],
  ];
  return (
    <>
      {tallies
        .filter(([, { count, totalMinor }]) => count !== 0 || totalMinor !== 0)
        .map(([name, { count, totalMinor }]) => (
          <Line key={name} name={t(`shift.figures.${name}`)} count={count}>
            <MoneyText minor={totalMinor} currency={currency} />
          </Line>
        ))}
      {person.drawerOpenings === 0 ? null : (
        <Line name={t('shift.figures.drawerOpenings')}>
          <bdi>{inDigits(String(person.drawerOpenings), digits)}</bdi>
        </Line>
      )}
    </>
  );
}
