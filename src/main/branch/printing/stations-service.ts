import { AppError } from '../../../shared/contract/errors.ts';
import type {
  printingRoutes,
  Station,
  StationSettings,
} from '../../../shared/contract/printing.ts';
import type { z } from 'zod';
import { transact, type Tx } from '../database/index.ts';
import type { PrintingServiceDeps } from './printing-service.ts';
import { listPrinters } from './printers-repo.ts';
import { readChoices } from './station-choices.ts';
import { insertStation, listStations, removeStation, updateStation } from './stations-repo.ts';

type StationList = z.infer<typeof printingRoutes.listStations.reply>;

/** What people do with stations. */
export class StationsService {
  readonly #deps: Omit<PrintingServiceDeps, 'states'>;

  constructor(deps: Omit<PrintingServiceDeps, 'states'>) {
    this.#deps = deps;
  }

  list(): StationList {
    const { db } = this.#deps;
    return { stations: listStations(db), ...readChoices(db) };
  }

  /** @throws AppError `printer.not_found` */
  add(settings: StationSettings): Station {
    const station = { ...settings, id: this.#deps.ids('stn') };
    return this.#change(station, (tx) => insertStation(tx, station));
  }

  /** @throws AppError `station.not_found`, `printer.not_found` */
  change(station: Station): Station {
    return this.#change(station, (tx) => {
      if (!updateStation(tx, station)) throw notFound(station.id);
    });
  }

  /** What waits for it prints at another. @throws AppError `station.not_found` */
  remove(id: string): void {
    const { db, clock, signals } = this.#deps;
    transact(db, (tx) => {
      if (!removeStation(tx, id, clock.now())) throw notFound(id);
    });
    signals.raise({ printing: true, orders: true, state: true });
  }

  #change(station: Station, store: (tx: Tx) => void): Station {
    const { db, signals } = this.#deps;
    transact(db, (tx) => {
      const { printerId } = station;
      if (printerId !== null && !listPrinters(tx).some(({ id }) => id === printerId)) {
        throw new AppError('printer.not_found', `no printer ${printerId}`);
      }
      store(tx);
      if (station.isDefault) keepOneDefault(tx, station);
    });
    signals.raise({ printing: true, orders: true, state: true });
    return station;
  }
}

function keepOneDefault(tx: Tx, { id, prints }: Station): void {
  for (const other of listStations(tx)) {
    if (other.id === id || other.prints !== prints || !other.isDefault) continue;
    updateStation(tx, { ...other, isDefault: false });
  }
}

function notFound(id: string): AppError {
  return new AppError('station.not_found', `no station ${id}`);
}
