import type {
  KitchenLine,
  KitchenModifier,
  KitchenTicket,
} from '../../../shared/contract/kitchen.ts';
import type { Line, Modifier } from '../../../shared/contract/order.ts';
import type { Station } from '../../../shared/contract/printing.ts';
import { routeAmong, type Places } from '../printing/index.ts';
import type { KitchenOrder, TicketMarks } from './kitchen-repo.ts';

/** Stations that a display shows; empty for all of them. */
export type Shown = readonly string[];

/**
 * The kitchen stations that work: those with a printer and those on a display. A station with neither would keep its lines to
 * itself, so they go where its paper goes, to the default one.
 *
 * @param displays what each enrolled display shows; with none of them, every station is shown at the tills
 */
export function workingStations(
  { printers, stations }: Places,
  displays: readonly Shown[],
): Station[] {
  const kitchens = stations.filter(({ prints }) => prints === 'kitchen');
  const isShown = (id: string) =>
    displays.length === 0 || displays.some((shown) => shows(shown, id, kitchens));
  return kitchens.filter(
    ({ id, printerId }) => printers.some((printer) => printer.id === printerId) || isShown(id),
  );
}

/** A display whose stations are all gone shows every ticket rather than none, as it does where there are no stations. */
export function shows(shown: Shown, stationId: string, stations: readonly Station[]): boolean {
  const known = shown.filter((id) => stations.some((station) => station.id === id));
  return known.length === 0 || stationId === '' || known.includes(stationId);
}

/** One ticket for each station that has lines of the order. */
export function ticketsOf(
  kitchenOrder: KitchenOrder,
  stations: readonly Station[],
  marks: readonly TicketMarks[],
): { readonly ticket: KitchenTicket; readonly bumpedAtMs: number | null }[] {
  const { order } = kitchenOrder;
  return routeAmong(stations, order).map(({ stationId, lines }) => {
    const key = { orderId: order.id, stationId: stationId ?? '' };
    const done = marks.find(
      (one) => one.orderId === key.orderId && one.stationId === key.stationId,
    );
    const places = lines ?? order.lines.map((_, at) => at);
    const ticket = {
      ...headOf(kitchenOrder),
      ...key,
      lines: places.flatMap((place) => lineAt(order.lines, place, done)),
      recalled: done?.isRecalled ?? false,
    };
    return { ticket, bumpedAtMs: done?.bumpedAtMs ?? null };
  });
}

function headOf({ order, status, sinceMs, readyByMs }: KitchenOrder) {
  return {
    number: order.displayNumber,
    platform: order.platform,
    fulfilment: order.fulfilment.kind,
    table: order.fulfilment.table ?? '',
    sinceMs,
    readyByMs,
    note: order.note,
    cancelled: status === 'cancelled',
  };
}

function lineAt(
  lines: readonly Line[],
  place: number,
  done: TicketMarks | undefined,
): KitchenLine[] {
  const line = lines[place];
  if (!line) return [];
  const voided = line.voided ? (done?.seen.includes(place) ? 'seen' : 'new') : 'no';
  return [
    {
      place,
      name: line.name,
      quantity: line.quantity,
      note: line.note,
      modifiers: line.modifiers.map(toKitchenModifier),
      removed: line.removed,
      struck: done?.struck.includes(place) ?? false,
      voided,
    },
  ];
}

function toKitchenModifier({ name, quantity, modifiers }: Modifier): KitchenModifier {
  return { name, quantity, modifiers: modifiers.map(toKitchenModifier) };
}
