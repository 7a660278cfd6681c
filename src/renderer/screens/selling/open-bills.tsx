import { IconPlayerPause, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { billPlace } from '../../selling/bill-words.tsx';
import { useBillCommands, useBills } from '../../selling/bill-commands.tsx';
import fading from '../../ui/fading.module.css';
import classes from './open-bills.module.css';

/** Every bill that has not ended, held ones too: a tap goes on with it. */
export function OpenBills(props: {
  currentId: string | null;
  onShow: (billId: string) => void;
  onBegin: () => void;
}) {
  const t = useT();
  const desk = useBillCommands();
  const { data: bills = [] } = useBills('open');
  const show = (bill: Bill) => {
    desk.adopt(bill);
    if (bill.state === 'held') void desk.run(bill.id, { do: 'recallBill' });
    props.onShow(bill.id);
  };
  const strip = useRef<HTMLUListElement>(null);
  const { currentId } = props;
  const at = bills.findIndex(({ id }) => id === currentId);
  useEffect(() => {
    // Before the bills stands the button for a new one.
    strip.current?.children[at + 1]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  return (
    <ul
      ref={strip}
      className={`${classes.bills} ${fading.fading}`}
      aria-label={t('sell.openBills')}
    >
      <li>
        <button
          type="button"
          className={classes.bill}
          data-new
          aria-pressed={currentId === null}
          onClick={props.onBegin}
        >
          <IconPlus aria-hidden />
          {t('bill.new')}
        </button>
      </li>
      {bills.map((bill) => (
        <li key={bill.id}>
          <OpenBill bill={bill} isCurrent={bill.id === currentId} onShow={show} />
        </li>
      ))}
    </ul>
  );
}

function OpenBill(props: { bill: Bill; isCurrent: boolean; onShow: (bill: Bill) => void }) {
  const t = useT();
  const now = useNow(minuteMs);
  const { bill } = props;
  const ageMs = Math.max(0, now - bill.openedAtMs);
  return (
    <button
      type="button"
      className={classes.bill}
      data-held={bill.state === 'held'}
      aria-pressed={props.isCurrent}
      onClick={() => props.onShow(bill)}
    >
      {bill.state === 'held' ? (
        <IconPlayerPause role="img" aria-label={t('bill.state.held')} />
      ) : null}
      <b>
        <bdi>{bill.number}</bdi>
      </b>
      <bdi className={classes.place}>{billPlace(bill, t)}</bdi>
      <MoneyText minor={bill.sums.totalMinor} currency={bill.currency} quiet />
      <span className={classes.age}>
        {t('common.minutes', { count: Math.floor(ageMs / minuteMs) })}
      </span>
    </button>
  );
}
