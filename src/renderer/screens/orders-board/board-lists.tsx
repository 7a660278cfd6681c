import type { ReactNode } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { boardLanes } from '../../orders/lanes.ts';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Lane } from './lane.tsx';
import classes from './orders-board.module.css';
import { listOf, type TabName } from './tabs.ts';
import type { Board } from './use-board.ts';

interface Props {
  readonly tab: TabName;
  readonly board: Board;
  readonly search: string;
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
  const views = list === 'done' ? board.doneViews : board.scheduledViews;
  return (
    <Loaded query={board[list]}>
      {views.length === 0 ? <Empty {...props} name={list} /> : null}
      <div className={classes.grid}>
        {views.map((view) => (
          <div key={view.order.id} className={classes.cell}>
            {props.renderCard(view)}
          </div>
        ))}
      </div>
    </Loaded>
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
  if (props.search !== '') {
    return (
      <EmptyState title={t('board.nothingFound', { search: props.search })}>
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
