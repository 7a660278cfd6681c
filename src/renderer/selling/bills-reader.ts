import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import { createReadAgain } from '../api/read-again.ts';

export interface BillsSource {
  /** The version of a bill that this till has; 0 for one it has never seen. */
  readonly knownVersion: (id: string) => number;
  /** True while commands of this till may be on their way to the bill: what comes back is the newest there is. */
  readonly isBusy: (id: string) => boolean;
  /** Reads one bill. */
  readonly readOne: (id: string) => Promise<void>;
  /** Reads every bill that is shown. */
  readonly readAll: () => void;
}

export interface BillsReader {
  /** The branch says that these bills have changed; none when any of them may have. */
  readonly told: (changed: LiveNotice['changedBills']) => void;
  /** The till's own commands to one of the bills are through. */
  readonly settled: () => void;
}

/** Follows notices of changed bills: reads those that somebody else has changed, and nothing that is known already. */
export function createBillsReader(source: BillsSource): BillsReader {
  /** Versions that were told while the till was busy with the bill itself. */
  const told = new Map<string, number>();
  const readAgain = createReadAgain(source.readOne);
  const look = (id: string) => {
    const version = told.get(id);
    if (version === undefined || source.isBusy(id)) return;
    told.delete(id);
    if (version > source.knownVersion(id)) readAgain(id);
  };
  return {
    told(changed) {
      if (changed.length === 0) source.readAll();
      for (const { id, version } of changed) {
        told.set(id, version);
        look(id);
      }
    },
    settled: () => told.keys().forEach(look),
  };
}
