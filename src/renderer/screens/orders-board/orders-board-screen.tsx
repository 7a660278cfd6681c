import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { noFilter } from '../../orders/filter.ts';
import { boardLanes } from '../../orders/lanes.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { BusyBanner, BusyButton } from '../../rules/busy-banner.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardLists } from './board-lists.tsx';
import { CancelledStrips } from './cancelled-strips.tsx';
import { FilterChips } from './filter-chips.tsx';
import { KeyHints } from './key-hints.tsx';
import type { CardHandlers } from './card-actions.tsx';
import { OrderCard } from './order-card.tsx';
import classes from './orders-board.module.css';
import { listOf, type TabName, useTabs } from './tabs.ts';
import { type Board, useBoard, useShownReport } from './use-board.ts';
import { useSheets } from './use-sheets.tsx';
import { useSelection } from './use-selection.ts';

/** Home: every order that is somebody's work, in lanes, with its next step on the card. */
export function OrdersBoardScreen() {
  const t = useT();
  const narrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const [chosen, setTab] = useState<TabName>('open');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState(noFilter);
  const wish = useMemo(() => ({ search, filter }), [filter, search]);
  const searchField = useRef<HTMLInputElement>(null);
  const tab = tabFor(chosen, narrow);
  const board = useBoard(listOf(tab), wish);
  const { attempts, run, dismiss } = useOrderCommands();
  const painted = useShownReport();
  const tabs = useTabs(board, narrow);

  const views = useMemo(() => boardLanes.flatMap((name) => board.lanes[name]), [board.lanes]);
  const sheets = useSheets(views);
  const { reject, more } = sheets;
  const handlers = useMemo<CardHandlers>(
    () => ({ run, dismiss, painted, reject, more }),
    [dismiss, more, painted, reject, run],
  );
  const showAll = () => {
    setSearch('');
    setFilter(noFilter);
  };
  const selectedId = useSelection(listOf(tab) === 'open' ? views : [], {
    handlers,
    defaultMinutes: board.defaultMinutes,
    search: () => searchField.current?.focus(),
  });

  return (
    <div className={classes.board}>
      <h1 className={classes.hidden}>{t('board.title')}</h1>
      <CancelledStrips />
      <BusyBanner />
      <NewWaiting
        isElsewhere={tab !== 'open' && tab !== 'new'}
        board={board}
        onShow={() => {
          showAll();
          setTab('open');
        }}
      />
      <BoardBar
        tabs={tabs}
        current={tab}
        onTab={setTab}
        search={search}
        onSearch={setSearch}
        searchField={searchField}
        chips={
          <>
            <FilterChips
              views={board.listViews}
              lateCount={board.lateCount}
              filter={filter}
              onFilter={setFilter}
            />
            <BusyButton />
          </>
        }
      />
      <BoardLists
        tab={tab}
        board={board}
        wish={wish}
        onShowAll={showAll}
        selectedId={selectedId}
        renderCard={(view) => (
          <OrderCard
            view={view}
            attempt={attempts.get(view.order.id)}
            selected={view.order.id === selectedId}
            defaultMinutes={board.defaultMinutes}
            handlers={handlers}
          />
        )}
      />
      <KeyHints />
      {sheets.sheet}
    </div>
  );
}

/** On a phone each lane is a tab of its own; on a wide screen the three stand side by side. */
function tabFor(chosen: TabName, narrow: boolean): TabName {
  if (narrow) return chosen === 'open' ? 'new' : chosen;
  return listOf(chosen) === 'open' ? 'open' : chosen;
}

/** New orders are never out of sight: while another list or a part of this one is looked at, this strip leads back. */
function NewWaiting(props: { isElsewhere: boolean; board: Board; onShow: () => void }) {
  const t = useT();
  const { newCount, hiddenNew } = props.board;
  const count = props.isElsewhere ? newCount : hiddenNew;
  if (count === 0) return null;
  return (
    <button type="button" className={classes.newWaiting} onClick={props.onShow}>
      {props.isElsewhere ? t('board.newWaiting', { count }) : t('board.hiddenNew', { count })}
      <b>{t('board.show')}</b>
    </button>
  );
}
