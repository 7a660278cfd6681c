import {
  IconAlertTriangle,
  IconCashMinus,
  IconCashPlus,
  IconFileAnalytics,
  IconInfoCircle,
  IconLock,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OpenShift } from '../../../shared/contract/shift.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import { OpenDrawer } from './open-drawer.tsx';
import { Moves } from './shift-figures.tsx';
import type { ShiftSheet } from './sheets.tsx';
import classes from './shift.module.css';

interface Props {
  readonly shift: OpenShift;
  readonly openBills: number;
  readonly onSheet: (sheet: ShiftSheet) => void;
}

/** The open shift in one glance, and what can be done with it. */
export function PresentShift(props: Props) {
  const { shift, onSheet } = props;
  return (
    <>
      <Notices shift={shift} onSheet={onSheet} />
      <Panel>
        <Glance {...props} />
        <Actions onSheet={onSheet} />
      </Panel>
      {shift.moves.length === 0 ? null : (
        <Panel>
          <Moves sums={shift} currency={shift.currency} />
        </Panel>
      )}
    </>
  );
}

function Notices({ shift, onSheet }: Pick<Props, 'shift' | 'onSheet'>) {
  const t = useT();
  const locale = useLocale();
  const canGiveFloat = shift.openedBySale && shift.floatMinor === 0;
  return (
    <>
      {shift.isFromEarlierDay ? (
        <p className={classes.strip} role="status">
          <IconAlertTriangle aria-hidden />
          <span>{t('shift.earlierDay', { time: timeText(shift.openedAtMs, 'date', locale) })}</span>
        </p>
      ) : null}
      {canGiveFloat ? (
        <p className={classes.strip} data-tone="new">
          <IconInfoCircle aria-hidden />
          <span>{t('shift.openedBySale')}</span>
          <Button onClick={() => onSheet('open')}>{t('shift.giveFloat')}</Button>
        </p>
      ) : null}
    </>
  );
}

function Glance({ shift, openBills }: Props) {
  const t = useT();
  const locale = useLocale();
  const { currency, sums } = shift;
  const since = timeText(shift.openedAtMs, 'date', locale);
  const money = (minor: number) => <MoneyText minor={minor} currency={currency} />;
  const count = (number: number) => <bdi>{inDigits(String(number), locale.digits)}</bdi>;
  return (
    <>
      <h2>
        {shift.openedBy.name === '' || shift.openedBySale
          ? t('shift.since', { time: since })
          : t('shift.sinceBy', { time: since, name: shift.openedBy.name })}
      </h2>
      <dl className={classes.glance}>
        <Fact name={t('shift.sales')}>{count(shift.sales)}</Fact>
        <Fact name={t('shift.figures.float')}>{money(shift.floatMinor)}</Fact>
        {openBills === 0 ? null : <Fact name={t('shift.openBills')}>{count(openBills)}</Fact>}
        {sums === null ? null : (
          <>
            <Fact name={t('shift.figures.net')}>
              {money(sums.sales.netMinor - sums.refunds.totalMinor)}
            </Fact>
            <Fact name={t('shift.figures.expected')} strong>
              {money(sums.cash.expectedMinor)}
            </Fact>
          </>
        )}
      </dl>
      {sums === null ? <p className={classes.soft}>{t('shift.blind')}</p> : null}
    </>
  );
}

function Fact(props: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div data-strong={props.strong}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Actions({ onSheet }: Pick<Props, 'onSheet'>) {
  const t = useT();
  return (
    <div className={classes.actions}>
      <Button wide icon={<IconCashPlus aria-hidden />} onClick={() => onSheet('pay_in')}>
        {t('shift.pay_in.action')}
      </Button>
      <Button wide icon={<IconCashMinus aria-hidden />} onClick={() => onSheet('pay_out')}>
        {t('shift.pay_out.action')}
      </Button>
      <OpenDrawer />
      <Button wide icon={<IconFileAnalytics aria-hidden />} onClick={() => onSheet('x')}>
        {t('shift.x.title')}
      </Button>
      <div className={classes.closeAction}>
        <Button
          wide
          look="primary"
          icon={<IconLock aria-hidden />}
          onClick={() => onSheet('close')}
        >
          {t('shift.close')}
        </Button>
      </div>
    </div>
  );
}
