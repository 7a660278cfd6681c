import type { ReactNode } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { mostDone } from '../../api/order-lists.ts';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { dayText, intoDays } from '../../orders/days.ts';
import { isFiltering } from '../../orders/filter.ts';
import { boardLanes } from '../../orders/lanes.ts';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Lane } from './lane.tsx';
import classes from './orders-board.module.css';
import { listOf, type TabName } from './tabs.ts';
import { type Board, startOf, type Wish } from './use-board.ts';

interface Props {
  readonly tab: TabName;
  readonly board: Board;
  readonly wish: Wish;
  readonly onShowAll: () => void;
  readonly selectedId: string | null;
  readonly renderCard: (view: OrderView) => ReactNode;
}

/** What the chosen tab shows: three lanes, one lane, or a list of cards. */
export function BoardLists(props: Props) {
  const { tab, board } = props;
  const list = listOf(tab);
  if (list === 'open') {
    return (
      <Loaded query={board.open}>
        <Lanes {...props} />
      </Loaded>
    );
  }
  return (
    <Loaded query={board[list]}>
      {list === 'done' ? (
        <Days {...props} name={list} views={board.doneViews} atOf={endOf} />
      ) : (
        <Days {...props} name={list} views={board.scheduledViews} atOf={startOf} />
      )}
    </Loaded>
  );
}

function endOf({ statusAtMs }: OrderView): number {
  return statusAtMs;
}

/** Cards under the days they belong to. */
function Days(
  props: Props & {
    readonly name: 'scheduled' | 'done';
    readonly views: readonly OrderView[];
    readonly atOf: (view: OrderView) => number;
  },
) {
  const t = useT();
  const locale = useLocale();
  const now = useNow(minuteMs);
  const { views, atOf } = props;
  if (views.length === 0) return <Empty {...props} />;
  return (
    <div className={classes.days}>
      {intoDays(views, atOf, locale.timeZone).map(({ atMs, items }) => (
        <section key={atMs} aria-label={dayText(atMs, now, locale, t)}>
          <h2 className={classes.day}>
            {dayText(atMs, now, locale, t)}
            <span>{inDigits(String(items.length), locale.digits)}</span>
          </h2>
          <div className={classes.grid}>
            {items.map((view) => (
              <div key={view.order.id} className={classes.cell}>
                {props.renderCard(view)}
              </div>
            ))}
          </div>
        </section>
      ))}
      {props.name === 'done' && props.board.done.data?.length === mostDone ? (
        <p className={classes.limit}>{t('board.doneLimit')}</p>
      ) : null}
    </div>
  );
}

function Lanes(props: Props) {
  const t = useT();
  const { tab, board } = props;
  const shown = boardLanes.filter((name) => tab === 'open' || tab === name);
  return (
    <div className={classes.lanes} data-narrow={tab !== 'open'}>
      {shown.map((name) => (
        <Lane
          key={name}
          title={t(`board.lanes.${name}`)}
          views={board.lanes[name]}
          selectedId={props.selectedId}
          pulsing={name === 'new' && board.lanes.new.length > 0}
          empty={<Empty {...props} name={name} />}
          renderCard={props.renderCard}
        />
      ))}
    </div>
  );
}

function Empty(props: Props & { name: Exclude<TabName, 'open'> }) {
  const t = useT();
  if (isFiltering(props.wish.filter) && props.wish.search === '') {
    return (
      <EmptyState title={t('board.filter.nothing')}>
        <Button onClick={props.onShowAll}>{t('board.filter.all')}</Button>
      </EmptyState>
    );
  }
  if (props.wish.search !== '') {
    return (
      <EmptyState title={t('board.nothingFound', { search: props.wish.search })}>
        <Button onClick={props.onShowAll}>{t('board.showAll')}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t(`board.empty.${props.name}`)}>
      <p>{t(`board.empty.${props.name}Hint`)}</p>
    </EmptyState>
  );
}

interface Query {
  readonly data: unknown;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** What was read last stays on the screen while the branch is away; the banner says that it may be old. */
function Loaded(props: { query: Query; children: ReactNode }) {
  const t = useT();
  const { query } = props;
  if (query.data !== undefined) return props.children;
  if (query.isError) {
    return <QueryFailed title={t('board.failed')} error={query.error} onRetry={query.refetch} />;
  }
  return (
    <div className={classes.loading}>
      {boardLanes.map((name) => (
        <LoadingState key={name} label={t('common.loading')} />
      ))}
    </div>
  );
}
