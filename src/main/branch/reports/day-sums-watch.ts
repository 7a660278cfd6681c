import { minuteMs, sleep, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db } from '../database/index.ts';
import { placeOf, type Adder, type SumTerms } from './day-sums.ts';
import { forgetOtherTerms } from './day-sums-repo.ts';

/** As long as orders are kept. */
const keptDays = 400;
/** After the start, when everything else has been looked at. */
const firstWaitMs = minuteMs;
const betweenDaysMs = 50;
const betweenRoundsMs = 30 * minuteMs;

export interface DaySumsWatchDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly adder: Adder;
  readonly terms: () => SumTerms;
}

/** Adds up each business day soon after it is over and again after it has changed, newest first, before anybody asks. */
export function createDaySumsWatch({ db, clock, logger, adder, terms }: DaySumsWatchDeps): Part {
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const addAll = async ({ signal }: AbortController) => {
    const place = placeOf(terms());
    transact(db, (tx) => forgetOtherTerms(tx, place.terms));
    const nowMs = clock.now();
    const today = place.days.dayOf(nowMs);
    for (let ago = 1; ago <= keptDays && !signal.aborted; ago += 1) {
      await adder.addDay(place, place.days.shift(today, -ago), nowMs);
      await sleep(clock, betweenDaysMs, signal);
    }
  };
  const run = async (stop: AbortController) => {
    await sleep(clock, firstWaitMs, stop.signal);
    while (!stop.signal.aborted) {
      await addAll(stop).catch((error: unknown) => {
        logger.error(errorFields(error), 'the days could not be added up');
      });
      await sleep(clock, betweenRoundsMs, stop.signal);
    }
  };
  return {
    name: 'day sums',
    async start() {
      stopping = new AbortController();
      running = run(stopping);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
