import type { FlowControl } from '../transport/serial-line.ts';
import { guessModel, type ModelClaim, type ModelGuess } from './guess-model.ts';
import type { PrinterIdentity } from './identify.ts';

/** Who saw a printer. */
export type DiscoverySource = 'network' | 'mdns' | 'usb' | 'serial' | 'spooler';

/** Where a printer is, as plain data. */
export type FoundConnection =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'usb';
      readonly vendorId: number;
      readonly productId: number;
      readonly serialNumber: string;
      readonly portPath: string;
    }
  /** Speed and handshake are proposals: `detectSerialBaud` finds the speed out. */
  | {
      readonly kind: 'serial';
      readonly path: string;
      readonly baud: number;
      readonly flow: FlowControl;
    }
  | { readonly kind: 'spooler'; readonly queue: string }
  /** A USB printer under Windows' own driver. */
  | { readonly kind: 'usbprint'; readonly path: string };

/** One source's view of one printer. */
export interface Sighting {
  readonly source: DiscoverySource;
  readonly connection: FoundConnection;
  /** For people; may be empty. */
  readonly name: string;
  readonly claims: readonly ModelClaim[];
  readonly identity?: PrinterIdentity;
  readonly isOfficePrinter?: boolean;
  /** Nobody has seen yet that something is there; told once another source has. */
  readonly isHearsay?: boolean;
}

/** Something that may be a printer, and all that was found out about it. */
export interface FoundPrinter {
  /** Names the address: the same in every search. */
  readonly key: string;
  readonly connection: FoundConnection;
  /** What it calls itself or the system calls it; may be empty, may be untrue. */
  readonly name: string;
  readonly guess: ModelGuess;
  readonly identity?: PrinterIdentity;
  /** It announces the languages of office printers, which print our bytes as rubbish. */
  readonly isOfficePrinter: boolean;
  readonly seenBy: readonly DiscoverySource[];
}

export function keyOf(connection: FoundConnection): string {
  switch (connection.kind) {
    case 'tcp':
      return `tcp ${connection.host}:${connection.port}`;
    case 'usb': {
      const { vendorId, productId, serialNumber, portPath } = connection;
      const hex = (id: number) => id.toString(16).padStart(4, '0');
      return `usb ${hex(vendorId)}:${hex(productId)} ${serialNumber || portPath}`;
    }
    case 'serial':
    case 'usbprint':
      return `${connection.kind} ${connection.path}`;
    case 'spooler':
      return `spooler ${connection.queue}`;
  }
}

/** Everything that was said about one address, as one printer; nothing while it is hearsay. */
export function mergeSightings(sightings: readonly Sighting[]): FoundPrinter | undefined {
  const [first] = sightings;
  if (!first || sightings.every(({ isHearsay }) => isHearsay)) return undefined;
  const claims = sightings.flatMap((sighting) => sighting.claims);
  const identity = sightings.find((sighting) => sighting.identity)?.identity;
  return {
    key: keyOf(first.connection),
    connection: first.connection,
    name: sightings.find(({ name }) => name !== '')?.name ?? '',
    guess: guessModel(distinct(claims)),
    ...(identity && { identity }),
    isOfficePrinter: sightings.some(({ isOfficePrinter }) => isOfficePrinter),
    seenBy: [...new Set(sightings.map(({ source }) => source))],
  };
}

function distinct(claims: readonly ModelClaim[]): ModelClaim[] {
  return [...new Map(claims.map((claim) => [JSON.stringify(claim), claim])).values()];
}
