import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { boardLanes } from '../../orders/lanes.ts';
import { useOrderCommands } from '../../orders/order-commands.tsx';
import { RejectSheet } from '../../orders/reject-sheet.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardLists } from './board-lists.tsx';
import { CancelledStrips } from './cancelled-strips.tsx';
import { KeyHints } from './key-hints.tsx';
import type { CardHandlers } from './card-actions.tsx';
import { OrderCard } from './order-card.tsx';
import classes from './orders-board.module.css';
import { listOf, type TabName, useTabs } from './tabs.ts';
import { useBoard, useShownReport } from './use-board.ts';
import { useSelection } from './use-selection.ts';

/** Home: every order that is somebody's work, in lanes, with its next step on the card. */
export function OrdersBoardScreen() {
  const t = useT();
  const narrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const [chosen, setTab] = useState<TabName>('open');
  const [search, setSearch] = useState('');
  const [rejectingId, setRejectingId] = useState<string | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const tab = tabFor(chosen, narrow);
  const board = useBoard(listOf(tab), search);
  const { attempts, run, dismiss } = useOrderCommands();
  const painted = useShownReport();
  const tabs = useTabs(board, narrow);

  const views = useMemo(() => boardLanes.flatMap((name) => board.lanes[name]), [board.lanes]);
  const rejecting = views.find((view) => view.order.id === rejectingId);
  const handlers = useMemo<CardHandlers>(
    () => ({ run, dismiss, painted, reject: setRejectingId }),
    [dismiss, painted, run],
  );
  const selectedId = useSelection(listOf(tab) === 'open' ? views : [], {
    handlers,
    defaultMinutes: board.defaultMinutes,
    search: () => searchField.current?.focus(),
  });

  return (
    <div className={classes.board}>
      <h1 className={classes.hidden}>{t('board.title')}</h1>
      <CancelledStrips />
      <NewWaiting
        count={tab === 'open' || tab === 'new' ? 0 : board.lanes.new.length}
        onShow={() => setTab('open')}
      />
      <BoardBar
        tabs={tabs}
        current={tab}
        onTab={setTab}
        search={search}
        onSearch={setSearch}
        searchField={searchField}
      />
      <BoardLists
        tab={tab}
        board={board}
        search={search}
        onShowAll={() => setSearch('')}
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
      {rejecting ? (
        <RejectSheet
          view={rejecting}
          opened
          onClose={() => setRejectingId(null)}
          onReject={(command) => void run(rejecting.order.id, command)}
        />
      ) : null}
    </div>
  );
}

/** On a phone each lane is a tab of its own; on a wide screen the three stand side by side. */
function tabFor(chosen: TabName, narrow: boolean): TabName {
  if (narrow) return chosen === 'open' ? 'new' : chosen;
  return listOf(chosen) === 'open' ? 'open' : chosen;
}

/** New orders are never out of sight: while another list is looked at, this strip leads back. */
function NewWaiting(props: { count: number; onShow: () => void }) {
  const t = useT();
  if (props.count === 0) return null;
  return (
    <button type="button" className={classes.newWaiting} onClick={props.onShow}>
      {t('board.newWaiting', { count: props.count })}
      <b>{t('board.show')}</b>
    </button>
  );
}
