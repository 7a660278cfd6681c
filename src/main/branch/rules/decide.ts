import type {
  AcceptRule,
  BusyMode,
  Misfit,
  RuleHours,
  RuleMisfit,
} from '../../../shared/contract/rules.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { LocalTime } from '../local-time.ts';

/** How things stand in the branch at the moment of asking. */
export interface Situation {
  readonly nowMs: number;
  readonly local: LocalTime;
  /** Accepted, begun or to be begun now, and not ready. */
  readonly kitchenOrders: number;
  readonly busy: BusyMode | null;
  /** In which the rules' totals are. */
  readonly currency: string;
}

/** Whether the kitchen tickets can come out; `unasked` right after a start, before the printers have answered. */
export type Paper = 'able' | 'unable' | 'unasked';

export type JudgedOrder = Pick<
  Order,
  'platform' | 'startAtMs' | 'currency' | 'totalMinor' | 'lines' | 'note' | 'warnings'
>;

export type Verdict =
  | {
      readonly kind: 'accept';
      readonly rule: AcceptRule;
      readonly prepMinutes: number;
      readonly misfits: readonly RuleMisfit[];
    }
  /** No rule fits: a person answers. */
  | { readonly kind: 'person'; readonly misfits: readonly RuleMisfit[] }
  /** Not to be said yet: it hangs on a printer that has not answered since the start. */
  | { readonly kind: 'wait' };

/** Asks the rules in their order about one order: the first that fits accepts it. */
export function decideAutoAccept(
  order: JudgedOrder,
  { paper, ...situation }: Situation & { readonly paper: Paper },
  rules: readonly AcceptRule[],
): Verdict {
  const misfits: RuleMisfit[] = [];
  for (const rule of rules) {
    const misfit =
      misfitNow(rule, situation) ?? misfitOf(rule, order, situation) ?? misfitOfPaper(rule, paper);
    if (misfit === null) {
      const prepMinutes = rule.prepMinutes + (situation.busy?.extraMinutes ?? 0);
      return { kind: 'accept', rule, prepMinutes, misfits };
    }
    if (misfit === 'printer' && paper === 'unasked') return { kind: 'wait' };
    misfits.push({ ruleId: rule.id, ruleName: rule.name, misfit });
  }
  return { kind: 'person', misfits };
}

/** What keeps a rule from accepting anything at all now. */
export function misfitNow(rule: AcceptRule, situation: Situation): Misfit | null {
  if (!rule.isOn) return 'off';
  if (situation.busy?.stopsRules === true) return 'busy';
  if (!isWithin(rule, situation.local)) return 'hours';
  if (isOver(situation.kitchenOrders + 1, rule.maxKitchenOrders)) return 'kitchen_full';
  return null;
}

export function misfitOfPaper(rule: AcceptRule, paper: Paper): Misfit | null {
  return rule.needsPrinter && paper !== 'able' ? 'printer' : null;
}

function misfitOf(rule: AcceptRule, order: JudgedOrder, now: Situation): Misfit | null {
  const isScheduled = order.startAtMs !== null && order.startAtMs > now.nowMs;
  const fits: readonly (readonly [Misfit, boolean])[] = [
    ['platform', isEmptyOr(rule.platforms, order.platform)],
    ['timing', rule.timing === 'any' || (rule.timing === 'scheduled') === isScheduled],
    ['total', !isOver(totalOf(order, now), rule.maxTotalMinor)],
    ['items', !isOver(countItems(order), rule.maxItems)],
    ['note', rule.takesNotes || !hasNote(order)],
    ['unknown_item', rule.takesUnknownItems || !hasUnknownItem(order)],
  ];
  return fits.find(([, isFit]) => !isFit)?.[0] ?? null;
}

/** Hours over midnight belong to the day on which they begin. */
function isWithin({ days, hours }: Pick<AcceptRule, 'days' | 'hours'>, local: LocalTime): boolean {
  const today = isEmptyOr(days, local.day);
  if (hours === null || hours.fromMinutes === hours.toMinutes) return today;
  if (!isOverMidnight(hours)) {
    return today && local.minutes >= hours.fromMinutes && local.minutes < hours.toMinutes;
  }
  if (local.minutes >= hours.fromMinutes) return today;
  return local.minutes < hours.toMinutes && isEmptyOr(days, (local.day + 6) % 7);
}

function isOverMidnight({ fromMinutes, toMinutes }: RuleHours): boolean {
  return toMinutes < fromMinutes;
}

function isOver(value: number, limit: number | null): boolean {
  return limit !== null && value > limit;
}

function isEmptyOr<T>(list: readonly T[], wanted: T): boolean {
  return list.length === 0 || list.includes(wanted);
}

/** A total that nobody has sent, or that is in other money than the rule's, may be any. */
function totalOf({ currency, totalMinor }: JudgedOrder, now: Situation): number {
  return currency === now.currency ? (totalMinor ?? Infinity) : Infinity;
}

function countItems({ lines }: JudgedOrder): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function hasNote({ note, lines }: JudgedOrder): boolean {
  return [note, ...lines.map((line) => line.note)].some((text) => text.trim() !== '');
}

function hasUnknownItem({ warnings }: JudgedOrder): boolean {
  return warnings.some(({ code }) => code === 'item_unknown');
}
