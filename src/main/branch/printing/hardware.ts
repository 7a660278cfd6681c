import {
  createSpooler,
  detectSerialBaud,
  discoverPrinters,
  openPrinter,
  openSpooledPrinter,
  type DiscoverOptions,
  type DiscoveryReport,
  type PrinterKnowledge,
  type PrinterProfile,
  type PrinterSession,
  type Transport,
} from '../../../printer/index.ts';
import type { PrinterConnection } from '../../../shared/contract/printing.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import { limitsOf, transportOf, type BytesConnection } from './transports.ts';

/** The way to printers, so that a test can hold it in its hand. They answer by their own clock. */
export interface PrinterHardware {
  readonly clock: Clock;
  /** @param knowledge what the unit was seen to answer before */
  openPrinter(
    connection: PrinterConnection,
    profile: PrinterProfile,
    knowledge: PrinterKnowledge | undefined,
  ): PrinterSession;
  transportOf(connection: BytesConnection): Transport;
  /** Looks everywhere this computer can reach. Prints nothing. */
  discoverPrinters(options: DiscoverOptions): Promise<DiscoveryReport>;
  /** @throws PrinterError `unreachable` when there is no such line */
  detectSerialBaud(path: string, signal: AbortSignal): Promise<number | undefined>;
}

/** The printers of this computer, by every kind of connection it can speak. */
export function printerHardware(clock: Clock): PrinterHardware {
  return {
    clock,
    openPrinter(connection, profile, knowledge) {
      if (connection.kind === 'spooler') {
        return openSpooledPrinter(createSpooler({ queue: connection.queue, clock }), {
          clock,
          profile,
        });
      }
      return openPrinter(transportOf(connection, clock), {
        ...limitsOf(connection),
        clock,
        profile,
        ...(knowledge && { knowledge }),
      });
    },
    transportOf: (connection) => transportOf(connection, clock),
    discoverPrinters,
    detectSerialBaud: (path, signal) => detectSerialBaud({ path, clock, signal }),
  };
}
