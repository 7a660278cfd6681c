import {
  openPrinter,
  type PrinterKnowledge,
  type PrinterProfile,
  type PrinterSession,
} from '../../printer/index.ts';
import { systemClock, type Clock } from '../../shared/kit/clock.ts';
import { systemIds, type Ids } from '../../shared/kit/ids.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import { systemRandom, type Random } from '../../shared/kit/random.ts';
import { limitsOf, transportOf, type PrinterRow } from './printing/index.ts';

/** What the branch takes from outside, so that a test can hold it in its hand. */
export interface BranchDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly logger: Logger;
  readonly appVersion: string;
  /** @param knowledge what the unit was seen to answer before */
  openPrinter(
    printer: PrinterRow,
    profile: PrinterProfile,
    knowledge: PrinterKnowledge | undefined,
  ): PrinterSession;
}

/** Printers by each kind of connection this machine can speak. */
export function openAnyPrinter(clock: Clock): BranchDeps['openPrinter'] {
  return ({ connection }, profile, knowledge) => {
    return openPrinter(transportOf(connection, clock), {
      ...limitsOf(connection),
      clock,
      profile,
      ...(knowledge && { knowledge }),
    });
  };
}

export function systemDeps(logger: Logger, appVersion: string): BranchDeps {
  return {
    clock: systemClock,
    ids: systemIds,
    random: systemRandom,
    logger,
    appVersion,
    openPrinter: openAnyPrinter(systemClock),
  };
}
