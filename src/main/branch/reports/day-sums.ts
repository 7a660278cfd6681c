import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Currency } from '../../../shared/contract/money.ts';
import { createBusinessDays, type BusinessDays, type DayRules } from '../business-days.ts';
import { isStorageFailure, transact, type Db, type Tx } from '../database/index.ts';
import { findShift, sumsOfShift } from '../shifts/index.ts';
import { beginDaySums, findDaySums, keepDaySums } from './day-sums-repo.ts';
import { listRefunds, readBills, readOrders, readReceipts, type Stretch } from './reports-repo.ts';
import { SumUp, type Sums } from './sum-up.ts';

/** To be raised with each change of what sums hold or mean. */
const sumsVersion = 1;

/** What decides how a branch adds up. */
export interface SumTerms extends DayRules {
  readonly currency: Currency;
}

/** How a branch adds up. */
export interface Place {
  readonly currency: Currency;
  readonly days: BusinessDays;
  /** The same for all who add up in the same way. */
  readonly terms: string;
}

export function placeOf({ currency, timeZone, startsAtMinutes }: SumTerms): Place {
  return {
    currency,
    days: createBusinessDays({ timeZone, startsAtMinutes }),
    terms: [sumsVersion, currency, timeZone, startsAtMinutes].join(' '),
  };
}

/** Adds up stretches of time, one after the other and each a few rows at a time: nobody waits for more than those. */
export interface Adder {
  add(place: Place, stretch: Stretch): Promise<Sums>;
  /** Kept once the day is over, until something of it changes. */
  addDay(place: Place, day: string, nowMs: number): Promise<Sums>;
}

export function createAdder(db: Db): Adder {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    add: (place, stretch) => inTurn(() => addUp(db, place, stretch)),
    async addDay(place, day, nowMs) {
      const { days, terms } = place;
      const stretch = {
        fromMs: days.startMs(day),
        toMs: days.startMs(days.shift(day, 1)),
        shiftId: null,
      };
      if (stretch.toMs > nowMs) return inTurn(() => addUp(db, place, stretch));
      const summed = { ...stretch, terms };
      const kept = () => findDaySums(db, summed);
      const addUpAndKeep = async () => {
        writeIfPossible(db, (tx) => beginDaySums(tx, summed));
        const sums = await addUp(db, place, stretch);
        writeIfPossible(db, (tx) => keepDaySums(tx, summed, sums));
        return sums;
      };
      // Whoever was before may have added up this very day.
      return kept() ?? inTurn(async () => kept() ?? (await addUpAndKeep()));
    },
  };
}

/** On a full disk a report only takes longer. */
function writeIfPossible(db: Db, write: (tx: Tx) => void): void {
  try {
    transact(db, write);
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
  }
}

async function addUp(db: Db, place: Place, stretch: Stretch): Promise<Sums> {
  const sumUp = new SumUp(place);
  await (stretch.shiftId === null
    ? addBills(db, sumUp, stretch)
    : addShift(db, sumUp, stretch.shiftId));
  for (const orders of readOrders(db, stretch)) {
    for (const order of orders) sumUp.addOrder(order);
    await othersFirst();
  }
  for (const refund of listRefunds(db, stretch, place.currency)) sumUp.addRefund(refund);
  return sumUp.sums();
}

async function addBills(db: Db, sumUp: SumUp, stretch: Stretch): Promise<void> {
  for (const bills of readBills(db, stretch)) {
    for (const bill of bills) sumUp.addBill(bill);
    await othersFirst();
  }
}

/** What its Z says, and of which dishes that was: from the receipts it gave, and from its book. */
async function addShift(db: Db, sumUp: SumUp, shiftId: string): Promise<void> {
  const shift = findShift(db, shiftId);
  if (shift) sumUp.addBook(sumsOfShift(db, shift));
  for (const receipts of readReceipts(db, shiftId)) {
    for (const receipt of receipts) sumUp.addReceipt(receipt);
    await othersFirst();
  }
}
