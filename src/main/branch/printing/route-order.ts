import type { Line, Order } from '../../../shared/contract/order.ts';
import type { Station } from '../../../shared/contract/printing.ts';
import { ableStations, fallbackStation, type Places } from './places.ts';

/** One first paper that an order causes. */
export interface PaperRoute {
  /** Null where no station can print it: it goes to the first printer. */
  readonly stationId: string | null;
  readonly copies: number;
  /** Places in `order.lines`; null for all of them. */
  readonly lines: readonly number[] | null;
}

type Routed = Pick<Order, 'platform' | 'fulfilment' | 'lines'>;

/**
 * Which kitchen stations get which lines. Each line goes to every station that takes it and to at least one; a line
 * that none takes goes to the default station, whatever that one takes otherwise.
 *
 * @param wanted places of the lines to route: all of a new order's, the new ones of one that grew
 */
export function routeKitchen(
  order: Routed,
  places: Places,
  wanted: readonly number[] = order.lines.map((_, at) => at),
): PaperRoute[] {
  return routeAmong(ableStations(places, 'kitchen'), order, wanted);
}

/** The same for any kitchen stations: a display needs no printer. */
export function routeAmong(
  able: readonly Station[],
  order: Routed,
  wanted: readonly number[] = order.lines.map((_, at) => at),
): PaperRoute[] {
  const fallback = fallbackStation(able);
  const isWhole = (lines: readonly number[]) => lines.length === order.lines.length;
  if (!fallback) return [{ stationId: null, copies: 1, lines: isWhole(wanted) ? null : wanted }];
  const takers = able.filter((station) => takesOrder(station, order));
  const takes = (station: Station, at: number) =>
    takers.includes(station) && takesLine(station, order.lines[at]);
  const left = wanted.filter((at) => !takers.some((station) => takes(station, at)));
  return able.flatMap((station) => {
    const isFallback = station === fallback;
    const lines = wanted.filter((at) => takes(station, at) || (isFallback && left.includes(at)));
    if (lines.length === 0 && !(isFallback && wanted.length === 0)) return [];
    return [
      { stationId: station.id, copies: station.copies, lines: isWhole(lines) ? null : lines },
    ];
  });
}

/** Stations that print this paper of the order by themselves. */
export function automaticStations(
  order: Routed,
  document: 'receipt' | 'courier_slip',
  places: Places,
): PaperRoute[] {
  return ableStations(places, document)
    .filter((station) => station.automatic && takesSome(station, order))
    .map(({ id, copies }) => ({ stationId: id, copies, lines: null }));
}

/** Where a person gets this paper of the order: the station that takes it, else the default one. */
export function stationOnDemand(
  order: Routed,
  document: 'receipt' | 'courier_slip',
  places: Places,
): string | null {
  const able = ableStations(places, document);
  const station = able.find((one) => !one.isDefault && takesSome(one, order));
  return (station ?? fallbackStation(able))?.id ?? null;
}

function takesSome(station: Station, order: Routed): boolean {
  const isAnyLine = order.lines.some((line) => takesLine({ ...station, isDefault: false }, line));
  return takesOrder(station, order) && (isAnyLine || namesNoLines(station));
}

function takesOrder({ takes }: Station, { platform, fulfilment }: Routed): boolean {
  return (
    isEmptyOr(takes.platforms, platform) && isEmptyOr<string>(takes.fulfilments, fulfilment.kind)
  );
}

/** A default station that names nothing takes the rest only; any other that names nothing takes everything. */
function takesLine(station: Station, line: Line | undefined): boolean {
  const { categoryIds, itemIds } = station.takes;
  if (namesNoLines(station)) return !station.isDefault;
  return (
    categoryIds.some((id) => id === line?.category?.id) || itemIds.some((id) => id === line?.itemId)
  );
}

function namesNoLines({ takes }: Station): boolean {
  return takes.categoryIds.length === 0 && takes.itemIds.length === 0;
}

function isEmptyOr<T>(list: readonly T[], wanted: T): boolean {
  return list.length === 0 || list.includes(wanted);
}
