import { networkInterfaces } from 'node:os';
import type { Clock } from '../../shared/kit/clock.ts';
import { listSerialPorts } from '../transport/serial-port.ts';
import { listSpoolerQueues } from '../transport/spooler/system-spooler.ts';
import { listUsbPrinters } from '../transport/usb/index.ts';
import { listUsbprintPrinters } from '../transport/windows/list-usbprint.ts';
import {
  networkLookers,
  serialLooker,
  spoolerLooker,
  usbLooker,
  usbprintLooker,
} from './lookers.ts';
import { planScan, type ScanNote } from './scan-plan.ts';
import { searchPrinters, type FailedSource, type SearchOptions } from './search.ts';

export interface DiscoverOptions extends SearchOptions {
  readonly clock: Clock;
}

/** How a search went. */
export interface DiscoveryReport {
  readonly failed: readonly FailedSource[];
  /** Subnets that were not searched, or not wholly. */
  readonly notes: readonly ScanNote[];
}

/**
 * Looks for printers wherever this computer can reach them: in its own private subnets, by announcements, on USB, at serial
 * ports and in print queues. Nothing is printed, cut or opened. Ends early, with what was found, when the signal aborts.
 */
export async function discoverPrinters(options: DiscoverOptions): Promise<DiscoveryReport> {
  const { clock } = options;
  const { ranges, notes } = planScan(networkInterfaces());
  const names = new Set(ranges.map(({ interfaceName }) => interfaceName));
  const interfaces = ownAddresses(names);
  const lookers = [
    ...networkLookers({ clock, ranges, interfaces }),
    usbLooker(() => listUsbPrinters()),
    ...(process.platform === 'win32'
      ? [usbprintLooker(() => listUsbprintPrinters({ clock }))]
      : []),
    serialLooker(listSerialPorts),
    spoolerLooker(() => listSpoolerQueues()),
  ];
  return { failed: await searchPrinters(lookers, options), notes };
}

function ownAddresses(interfaceNames: ReadonlySet<string>): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, infos = []]) => {
    const first = infos.find(({ family }) => family === 'IPv4');
    return first && interfaceNames.has(name) ? [first.address] : [];
  });
}
