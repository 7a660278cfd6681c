import {
  IconArmchair,
  IconCircle,
  IconClockPause,
  IconCoins,
  IconUsers,
} from '@tabler/icons-react';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import type { TableState, TableView } from './table-states.ts';
import classes from './tables.module.css';

const icons: Record<TableState, typeof IconCircle> = {
  free: IconCircle,
  open: IconUsers,
  paying: IconCoins,
  held: IconClockPause,
};

/** One table: its name, how it stands in colour and word, and what its guests have come to. */
export function TableTile(props: {
  view: TableView;
  shape?: string;
  /** Lifted in a move, or waiting for its bill. */
  marked?: boolean;
  disabled?: boolean;
  onTap: () => void;
}) {
  const t = useT();
  const { table, state } = props.view;
  const Icon = icons[state];
  return (
    <button
      type="button"
      className={classes.tile}
      data-state={state}
      data-shape={props.shape}
      data-marked={props.marked}
      disabled={props.disabled}
      onClick={props.onTap}
    >
      <bdi className={classes.tableName}>{table.name || t('tables.noTable')}</bdi>
      <span className={classes.state}>
        <Icon aria-hidden />
        <span>{t(`tables.state.${state}`)}</span>
      </span>
      <Guests view={props.view} />
    </button>
  );
}

/** The sum and the age of what its guests have; an empty table says how many can sit there. */
function Guests({ view }: { view: TableView }) {
  const t = useT();
  const now = useNow(minuteMs);
  const { bills, table, totalMinor, sinceMs } = view;
  const [first] = bills;
  if (!first || sinceMs === null) {
    if (table.seats === 0) return null;
    return (
      <span className={classes.small}>
        <IconArmchair aria-hidden />
        {t('tables.seats', { count: table.seats })}
      </span>
    );
  }
  const minutes = Math.max(0, Math.floor((now - sinceMs) / minuteMs));
  return (
    <>
      <strong>
        <MoneyText minor={totalMinor} currency={first.currency} quiet />
      </strong>
      <span className={classes.small}>
        {bills.length > 1 ? <span>{t('tables.bills', { count: bills.length })}</span> : null}
        <span>{t('tables.minutes', { count: minutes })}</span>
      </span>
    </>
  );
}
