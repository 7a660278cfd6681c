import type { PrinterView, Station, StationSettings } from '../../shared/contract/printing.ts';

/** Where a kitchen line goes that no station takes. */
export type Fallback =
  | { readonly kind: 'station'; readonly station: Station }
  | { readonly kind: 'printer'; readonly printer: PrinterView };

/** Something about the stations that a person should know before the rush shows it. */
export type RoutingNotice =
  /** No printer at all: every paper waits. */
  | { readonly kind: 'noPrinter' }
  /** A kitchen station that cannot print; its lines go elsewhere. */
  | { readonly kind: 'stationWithoutPrinter'; readonly station: Station; readonly to: Fallback }
  /** Categories that no station names. */
  | { readonly kind: 'untaken'; readonly categoryIds: readonly string[]; readonly to: Fallback }
  /** Nobody was made the default, so the first station stands in. */
  | { readonly kind: 'noDefault'; readonly to: Fallback };

/** The kitchen station that takes what is left over; the branch decides in the same order. */
export function fallbackOf(
  stations: readonly Station[],
  printers: readonly PrinterView[],
): Fallback | null {
  const able = stations.filter(
    (station) => station.prints === 'kitchen' && hasPrinter(station, printers),
  );
  const station = able.find(({ isDefault }) => isDefault) ?? able[0];
  if (station) return { kind: 'station', station };
  const [printer] = printers;
  return printer ? { kind: 'printer', printer } : null;
}

export function hasPrinter(station: StationSettings, printers: readonly PrinterView[]): boolean {
  return printers.some(({ id }) => id === station.printerId);
}

/** Whether the lists leave nothing out. */
export function takesEverything({ takes }: StationSettings): boolean {
  return Object.values(takes).every((list) => list.length === 0);
}

export function routingNotices(
  stations: readonly Station[],
  printers: readonly PrinterView[],
  categoryIds: readonly string[],
): RoutingNotice[] {
  const to = fallbackOf(stations, printers);
  if (!to) return [{ kind: 'noPrinter' }];
  const kitchens = stations.filter(({ prints }) => prints === 'kitchen');
  const idle = kitchens.filter((station) => !hasPrinter(station, printers));
  const untaken = untakenOf(
    kitchens.filter((station) => hasPrinter(station, printers)),
    categoryIds,
  );
  const needsDefault = kitchens.length > 1 && !kitchens.some(({ isDefault }) => isDefault);
  return [
    ...idle.map((station) => ({ kind: 'stationWithoutPrinter', station, to }) as const),
    ...(needsDefault ? [{ kind: 'noDefault', to } as const] : []),
    ...(untaken.length > 0 ? [{ kind: 'untaken', categoryIds: untaken, to } as const] : []),
  ];
}

/** One station for everything leaves nothing over, so only a choice of categories can miss one. */
function untakenOf(able: readonly Station[], categoryIds: readonly string[]): string[] {
  if (able.length < 2 || able.some((one) => !one.isDefault && takesEverything(one))) return [];
  const named = new Set(able.flatMap(({ takes }) => takes.categoryIds));
  return named.size === 0 ? [] : categoryIds.filter((id) => !named.has(id));
}
