import { setImmediate as othersFirst } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Report, ReportInput } from '../../../shared/contract/report.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Db } from '../database/index.ts';
import { findShift } from '../shifts/index.ts';
import { placeOf, type Adder, type Place, type SumTerms } from './day-sums.ts';
import { SumUp } from './sum-up.ts';

export interface ReportDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly adder: Adder;
  readonly terms: () => SumTerms;
}

/**
 * What was sold. Days that are over are kept added up, the others are read a few rows at a time: nobody is held up. What is
 * sold meanwhile is in all of its tables or in none.
 *
 * @throws AppError `shift.not_found`
 */
export async function readReport(deps: ReportDeps, input: ReportInput): Promise<Report> {
  const { db, clock, adder } = deps;
  const terms = deps.terms();
  const place = placeOf(terms);
  const { currency, days } = place;
  const nowMs = clock.now();
  const today = days.dayOf(nowMs);
  const sumUp = new SumUp(place);
  const startsAtHour = Math.floor(terms.startsAtMinutes / 60);
  if (input.shiftId !== undefined) {
    const stretch = shiftStretch(db, input.shiftId, nowMs);
    sumUp.addSums(await adder.add(place, stretch));
    const { fromMs, toMs } = stretch;
    return { currency, fromMs, toMs, days: null, today, ...sumUp.result(startsAtHour) };
  }
  const { fromDay: from = today, toDay: to = today } = input;
  for (const day of daysBetween(place, from, to)) {
    sumUp.addSums(await adder.addDay(place, day, nowMs));
    await othersFirst();
  }
  return {
    currency,
    fromMs: days.startMs(from),
    toMs: days.startMs(days.shift(to, 1)),
    days: { from, to },
    today,
    ...sumUp.result(startsAtHour),
  };
}

function* daysBetween({ days }: Place, from: string, to: string): Generator<string> {
  for (let day = from; day <= to; day = days.shift(day, 1)) yield day;
}

function shiftStretch(db: Db, shiftId: string, nowMs: number) {
  const shift = findShift(db, shiftId);
  if (!shift) throw new AppError('shift.not_found', `no shift ${shiftId}`);
  return { fromMs: shift.openedAtMs, toMs: shift.closedAtMs ?? nowMs + 1, shiftId };
}
