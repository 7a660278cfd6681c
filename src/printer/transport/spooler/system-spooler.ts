import type { Clock } from '../../../shared/kit/clock.ts';
import { createWindowsSpooler } from '../windows/windows-spooler.ts';
import { listWindowsQueues } from '../windows/winspool.ts';
import { createCupsSpooler, listCupsQueues } from './cups.ts';
import type { FoundSpoolerQueue, Spooler } from './spooler.ts';

interface SystemSpoolerOptions {
  /** The queue's name as `listSpoolerQueues` tells it. With CUPS it must be a raw one. */
  readonly queue: string;
  readonly clock: Clock;
  /** Default: this machine's. */
  readonly platform?: NodeJS.Platform;
}

/** A queue of this computer: of Windows, or of CUPS anywhere else. Asks nothing yet. */
export function createSpooler(options: SystemSpoolerOptions): Spooler {
  const { queue, clock, platform = process.platform } = options;
  return platform === 'win32'
    ? createWindowsSpooler({ queue, clock })
    : createCupsSpooler({ queue });
}

/** The computer's queues; empty where there is no spooler. @throws PrinterError `unreachable` when Windows cannot be asked */
export async function listSpoolerQueues(
  platform: NodeJS.Platform = process.platform,
): Promise<FoundSpoolerQueue[]> {
  return platform === 'win32' ? listWindowsQueues() : listCupsQueues();
}
