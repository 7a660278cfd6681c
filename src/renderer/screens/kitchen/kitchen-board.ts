import type { KitchenBoard, KitchenLine, KitchenTicket } from '../../../shared/contract/kitchen.ts';
import { type EpochMs, minuteMs } from '../../../shared/kit/clock.ts';
import type { Language } from '../../../shared/ui/locale.tsx';
import { nameIn } from '../../format/names.ts';

export type TicketKey = Pick<KitchenTicket, 'orderId' | 'stationId'>;

export function keyOf({ orderId, stationId }: TicketKey): string {
  return `${orderId} ${stationId}`;
}

/** How a ticket is doing: its time is young, more than half gone, or over. */
export type Age = 'fresh' | 'soon' | 'late';

/** Where nobody said when an order should be ready. */
const usualMs = 15 * minuteMs;

export function ageOf({ sinceMs, readyByMs }: KitchenTicket, nowMs: EpochMs): Age {
  const dueMs = Math.max(readyByMs ?? sinceMs + usualMs, sinceMs + minuteMs);
  if (nowMs >= dueMs) return 'late';
  return nowMs - sinceMs >= (dueMs - sinceMs) / 2 ? 'soon' : 'fresh';
}

/** Minutes and seconds; hours only once there are any. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [minutes, rest] = [Math.floor(seconds / 60), two(seconds % 60)];
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** Somebody must see that something is not to be cooked after all. */
export function needsEyes({ cancelled, lines }: KitchenTicket): boolean {
  return cancelled || lines.some(({ voided }) => voided === 'new');
}

export function isToCook({ struck, voided }: KitchenLine): boolean {
  return !struck && voided === 'no';
}

export interface DayCount {
  readonly name: string;
  readonly count: number;
}

/** What is still to be made of each dish over all tickets as the reader calls it, the most first. */
export function allDay(tickets: readonly KitchenTicket[], language: Language): DayCount[] {
  const counts = new Map<string, number>();
  const toCook = tickets.filter(({ cancelled }) => !cancelled).flatMap(({ lines }) => lines);
  for (const line of toCook.filter(isToCook)) {
    const name = nameIn(line.name, language);
    counts.set(name, (counts.get(name) ?? 0) + line.quantity);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count);
}

function withTicket(
  board: KitchenBoard,
  key: TicketKey,
  change: (ticket: KitchenTicket) => KitchenTicket[],
): KitchenBoard {
  const isIt = (ticket: KitchenTicket) => keyOf(ticket) === keyOf(key);
  return {
    ...board,
    tickets: board.tickets.flatMap((ticket) => (isIt(ticket) ? change(ticket) : [ticket])),
  };
}

/** The board as it will be once the branch has heard the tap. */
export function withStruck(
  board: KitchenBoard,
  key: TicketKey & { readonly place: number; readonly struck: boolean },
): KitchenBoard {
  const { place, struck } = key;
  return withTicket(board, key, (ticket) => [
    {
      ...ticket,
      lines: ticket.lines.map((line) => (line.place === place ? { ...line, struck } : line)),
    },
  ]);
}

export function withBumped(board: KitchenBoard, key: TicketKey): KitchenBoard {
  return withTicket(board, key, () => []);
}
