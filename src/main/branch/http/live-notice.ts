import { mostOrdersAtOnce, type LiveNotice } from '../../../shared/contract/branch-api.ts';
import { tillKinds, type TerminalKind } from '../../../shared/contract/terminal-kind.ts';
import type { ChangedBill, Changes } from '../signals.ts';

type Topic = LiveNotice['topics'][number];
type Flag = {
  [Name in keyof Changes]: Changes[Name] extends boolean ? Name : never;
}[keyof Changes];

/** What makes tills look again at each topic. */
const causes: Record<Topic, readonly Flag[]> = {
  orders: ['orders'],
  state: ['state', 'upLog', 'printing'],
  printing: ['printing'],
  settings: ['settings'],
  menu: ['menu'],
  bills: ['bills'],
  floor: ['floor'],
  rules: ['rules'],
  shifts: ['shifts'],
  kitchen: ['kitchen', 'orders'],
  terminals: ['terminals'],
};

/** An order that came and was cancelled in one go rings no bell at all. */
export function toNotice(changes: Changes): LiveNotice {
  const gone = new Set(changes.cancelledOrderIds);
  const fresh = new Set(changes.newOrderIds);
  const topics = Object.keys(causes) as Topic[];
  return {
    topics: topics.filter((topic) => causes[topic].some((flag) => changes[flag])),
    orderIds: toldOrderIds(changes.orderIds),
    changedBills: latestOf(changes.changedBills),
    newOrderIds: [...fresh].filter((id) => !gone.has(id)),
    cancelledOrderIds: [...gone].filter((id) => !fresh.has(id)),
  };
}

/** A till that would have to ask for very many reads all of them instead. */
function toldOrderIds(changed: readonly string[]): string[] {
  const ids = [...new Set(changed)];
  return ids.length > mostOrdersAtOnce ? [] : ids;
}

/** Each bill once, as it is now. */
function latestOf(changed: readonly ChangedBill[]): ChangedBill[] {
  return [...new Map(changed.map((bill) => [bill.id, bill])).values()];
}

/** A screen without a person hears only that it has to look again, and of nothing that is not on it. */
export function noticeFor(kind: TerminalKind, notice: LiveNotice): LiveNotice {
  if (tillKinds.includes(kind)) return notice;
  const topics = notice.topics.filter((topic) => topic === 'kitchen' || topic === 'terminals');
  return { topics, orderIds: [], changedBills: [], newOrderIds: [], cancelledOrderIds: [] };
}
