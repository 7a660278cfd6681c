import type { OrderLane } from '../../../shared/contract/branch-api.ts';
import { useT } from '../../i18n/i18n.tsx';
import { type BoardLane, boardLanes } from '../../orders/lanes.ts';
import type { Tab } from './board-bar.tsx';
import type { Board } from './use-board.ts';

export type TabName = OrderLane | BoardLane;

export const listOf = (tab: TabName): OrderLane =>
  tab === 'scheduled' || tab === 'done' ? tab : 'open';

export function useTabs(board: Board, narrow: boolean): Tab<TabName>[] {
  const t = useT();
  const { lanes } = board;
  const eachLane = boardLanes.map((name) => ({
    name,
    text: t(`board.lanes.${name}`),
    count: lanes[name].length,
  }));
  const openCount = eachLane.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(narrow ? eachLane : [{ name: 'open' as const, text: t('board.open'), count: openCount }]),
    { name: 'scheduled', text: t('board.lanes.scheduled'), count: board.scheduledViews.length },
    { name: 'done', text: t('board.lanes.done'), count: null },
  ];
}
