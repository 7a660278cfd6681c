import { setImmediate as othersFirst } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Currency } from '../../../shared/contract/money.ts';
import type { Report, ReportInput } from '../../../shared/contract/report.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import { createBusinessDays, type BusinessDays, type DayRules } from '../business-days.ts';
import type { Db } from '../database/index.ts';
import { findShift, listRefunds, readBills, readOrders, type Stretch } from './reports-repo.ts';
import { SumUp } from './sum-up.ts';

export interface ReportDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly dayRules: () => DayRules;
  readonly currency: () => Currency;
}

/**
 * What was sold, read a few rows at a time: a report of a year takes seconds and holds nobody up. What is sold meanwhile
 * is in all of its tables or in none.
 *
 * @throws AppError `shift.not_found`
 */
export async function readReport(deps: ReportDeps, input: ReportInput): Promise<Report> {
  const { db, clock } = deps;
  const rules = deps.dayRules();
  const currency = deps.currency();
  const days = createBusinessDays(rules);
  const nowMs = clock.now();
  const today = days.dayOf(nowMs);
  const { stretch, named } = toStretch(db, input, { days, today, nowMs });
  const sumUp = new SumUp({ currency, days });
  for (const bills of readBills(db, stretch)) {
    for (const bill of bills) sumUp.addBill(bill);
    await othersFirst();
  }
  for (const orders of readOrders(db, stretch)) {
    for (const order of orders) sumUp.addOrder(order);
    await othersFirst();
  }
  for (const refund of listRefunds(db, stretch, currency)) sumUp.addRefund(refund);
  const { fromMs, toMs } = stretch;
  return {
    currency,
    fromMs,
    toMs,
    days: named,
    today,
    ...sumUp.result(Math.floor(rules.startsAtMinutes / 60)),
  };
}

function toStretch(
  db: Db,
  { fromDay, toDay, shiftId }: ReportInput,
  now: { readonly days: BusinessDays; readonly today: string; readonly nowMs: number },
): { readonly stretch: Stretch; readonly named: Report['days'] } {
  if (shiftId !== undefined) {
    const shift = findShift(db, shiftId);
    if (!shift) throw new AppError('shift.not_found', `no shift ${shiftId}`);
    const toMs = shift.closedAtMs ?? now.nowMs + 1;
    return { stretch: { fromMs: shift.openedAtMs, toMs, shiftId }, named: null };
  }
  const from = fromDay ?? now.today;
  const to = toDay ?? now.today;
  const fromMs = now.days.startMs(from);
  const toMs = now.days.startMs(now.days.shift(to, 1));
  return { stretch: { fromMs, toMs, shiftId: null }, named: { from, to } };
}
