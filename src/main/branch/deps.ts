import { systemClock, type Clock } from '../../shared/kit/clock.ts';
import { systemIds, type Ids } from '../../shared/kit/ids.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import { systemRandom, type Random } from '../../shared/kit/random.ts';
import { networkAddresses } from './http/index.ts';
import { printerHardware, type PrinterHardware } from './printing/index.ts';

/** What the branch takes from outside, so that a test can hold it in its hand. */
export interface BranchDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly logger: Logger;
  readonly appVersion: string;
  readonly hardware: PrinterHardware;
  /** Addresses of this machine in the local network, now. */
  lanAddresses(): readonly string[];
}

export function systemDeps(logger: Logger, appVersion: string): BranchDeps {
  return {
    clock: systemClock,
    ids: systemIds,
    random: systemRandom,
    logger,
    appVersion,
    hardware: printerHardware(systemClock),
    lanAddresses: networkAddresses,
  };
}
