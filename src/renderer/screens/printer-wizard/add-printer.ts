import type {
  PrinterSettings,
  Station,
  StationSettings,
} from '../../../shared/contract/printing.ts';
import type { BranchApi } from '../../api/branch-api.tsx';
import type { Duties } from './draft.ts';

interface Wanted {
  readonly settings: PrinterSettings;
  readonly duties: Duties;
  /** Names for stations that are made on the way. */
  readonly stationNames: Readonly<Record<Station['prints'], string>>;
}

/** What has to change at the stations so that the printer has its duties, given what is there now. */
export function stationChanges(
  { settings, duties, stationNames }: Wanted,
  printerId: string,
  stations: readonly Station[],
): { readonly change: readonly Station[]; readonly add: readonly StationSettings[] } {
  const make = (prints: Station['prints'], name: string, isDefault: boolean): StationSettings => ({
    name,
    prints,
    printerId,
    copies: 1,
    isDefault,
    takes: { platforms: [], fulfilments: [], categoryIds: [], itemIds: [] },
    lines: 'own',
    automatic: false,
    language: null,
    templateId: null,
  });
  const missing = duties.papers.filter((paper) => !stations.some(({ prints }) => prints === paper));
  const hasOwn = stations.some((one) => one.prints === 'kitchen' && one.printerId === printerId);
  const own = duties.ownStation && !hasOwn ? [make('kitchen', settings.name, false)] : [];
  return {
    change: stations
      .filter((one) => duties.stationIds.includes(one.id) && one.printerId !== printerId)
      .map((one) => ({ ...one, printerId })),
    add: [...missing.map((paper) => make(paper, stationNames[paper], true)), ...own],
  };
}

/**
 * Adds the printer, or changes the one that was added before, and gives it its duties. What broke off half way is
 * completed by calling again with the id that `onAdded` told.
 *
 * @throws AppError as the branch answered
 */
export async function savePrinter(
  api: BranchApi,
  wanted: Wanted,
  known: { readonly printerId: string | null; readonly onAdded: (printerId: string) => void },
): Promise<string> {
  const printer =
    known.printerId === null
      ? await api.addPrinter(wanted.settings)
      : await api.changePrinter({ id: known.printerId, ...wanted.settings });
  known.onAdded(printer.id);
  const { stations } = await api.listStations({});
  const { change, add } = stationChanges(wanted, printer.id, stations);
  for (const station of change) await api.changeStation(station);
  for (const station of add) await api.addStation(station);
  return printer.id;
}
