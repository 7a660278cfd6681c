import {
  printerOfDrawer,
  type Station,
  type stationDocuments,
} from '../../../shared/contract/printing.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import type { Db } from '../database/index.ts';
import { documentOf } from './print-rules.ts';
import type { PrintJob } from './print-jobs-repo.ts';
import { listPrinters, type PrinterRow } from './printers-repo.ts';
import { listStations } from './stations-repo.ts';

/** Where paper can come out: what there is now, in the order in which it was added. */
export interface Places {
  readonly printers: readonly PrinterRow[];
  readonly stations: readonly Station[];
}

export function readPlaces(db: Db): Places {
  return { printers: listPrinters(db), stations: listStations(db) };
}

/** Stations of this document that can print. */
export function ableStations(
  { printers, stations }: Places,
  document: (typeof stationDocuments)[number],
): Station[] {
  return stations.filter(
    ({ prints, printerId }) =>
      prints === document && printers.some((printer) => printer.id === printerId),
  );
}

/** The station that takes what no other takes: the default one, else the first. */
export function fallbackStation(able: readonly Station[]): Station | undefined {
  return able.find(({ isDefault }) => isDefault) ?? able[0];
}

/** Beside a drawer of its own a till has its own printer; the counter's papers go where their stations say. */
export function printerOfTill({ printers }: Places, drawerId: string): string | null {
  if (drawerId === mainDrawerId) return null;
  return printerOfDrawer(printers, drawerId)?.id ?? null;
}

/**
 * The printer a job goes to: the one it was given to, else its station's, else that of the default station, else the
 * first printer. What its place was taken from finds another; null only where there is no printer at all.
 */
export function placeOf(
  job: Pick<PrintJob, 'kind' | 'stationId' | 'printerId'>,
  places: Places,
): string | null {
  const document = documentOf(job.kind);
  const able = document === null ? [] : ableStations(places, document);
  const station = able.find(({ id }) => id === job.stationId) ?? fallbackStation(able);
  const wanted = [job.printerId, station?.printerId];
  const found = wanted.find((id) => places.printers.some((printer) => printer.id === id));
  return found ?? places.printers[0]?.id ?? null;
}
