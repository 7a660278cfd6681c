import { keyOf, mergeSightings } from './found-printer.ts';
import type { DiscoverySource, FoundPrinter, Sighting } from './found-printer.ts';
import type { ScanProgress } from './scan-network.ts';

/** One place to look for printers. */
export interface Looker {
  readonly source: DiscoverySource;
  /** Resolves when it has looked everywhere, soon after `signal` aborts at the latest. Rejects when it cannot look. */
  look(see: (sighting: Sighting) => void, context: LookContext): Promise<void>;
}

export interface LookContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

export interface SearchOptions {
  readonly signal: AbortSignal;
  /** Told of each printer, and again, by the same key, when more was found out about it. */
  readonly onFound: (printer: FoundPrinter) => void;
  /** Addresses of the network that were asked. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** A source that could not look, in words. */
export interface FailedSource {
  readonly source: DiscoverySource;
  readonly reason: string;
}

/** Looks everywhere at once; a source that fails does not hold up or end the others. */
export async function searchPrinters(
  lookers: readonly Looker[],
  { signal, onFound, onProgress = () => undefined }: SearchOptions,
): Promise<readonly FailedSource[]> {
  const seen = new Map<string, Sighting[]>();
  const see = (sighting: Sighting) => {
    if (signal.aborted) return;
    const key = keyOf(sighting.connection);
    const sightings = [...(seen.get(key) ?? []), sighting];
    seen.set(key, sightings);
    const printer = mergeSightings(sightings);
    if (printer) onFound(printer);
  };
  const failed: FailedSource[] = [];
  await Promise.all(
    lookers.map(async ({ source, ...looker }) => {
      try {
        await looker.look(see, { signal, onProgress });
      } catch (error) {
        failed.push({ source, reason: error instanceof Error ? error.message : String(error) });
      }
    }),
  );
  return failed;
}
