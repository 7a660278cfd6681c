import { setImmediate as othersFirst } from 'node:timers/promises';
import type { z } from 'zod';
import type { FoundOrder, SearchInput, searchRoutes } from '../../../shared/contract/search.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import { createBusinessDays, type DayRules } from '../business-days.ts';
import type { Db } from '../database/index.ts';
import {
  findPlaces,
  isFew,
  listByPlace,
  listChannels,
  placeBefore,
  type FoundRow,
  type Wanted,
} from './search-repo.ts';
import { matchOf } from './search-words.ts';

export interface SearchDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly dayRules: () => DayRules;
}

type SearchReply = z.infer<typeof searchRoutes.searchOrders.reply>;

const pageSize = 30;
const shownLines = 3;

/** Finds orders by what people remember of them. */
export async function searchOrders(
  { db, clock, dayRules }: SearchDeps,
  { text, platform, fromDay, toDay, before, ...bounds }: SearchInput,
): Promise<SearchReply> {
  const days = createBusinessDays(dayRules());
  const endPlace =
    toDay === undefined ? Number.MAX_SAFE_INTEGER : days.startMs(days.shift(toDay, 1));
  const wanted = {
    ...bounds,
    channel: platform,
    match: matchOf(text),
    fromPlace: fromDay === undefined ? 0 : days.startMs(fromDay),
    toPlace: Math.min(endPlace, before ?? endPlace),
  };
  // One more than is shown tells whether there is another page.
  const places = await findPage(db, wanted, pageSize + 1);
  const shown = places.slice(0, pageSize);
  return {
    orders: listByPlace(db, shown).map(toFound),
    next: places.length > pageSize ? (shown.at(-1) ?? null) : null,
    platforms: listChannels(db),
    today: days.dayOf(clock.now()),
  };
}

/** Orders that are looked through in one go: few at first, where most is found, and then as many as the till may wait for. */
const firstStretch = 10_000;
const longestStretch = 40_000;

/** Places of what is wanted, newest first. What is rare among much that is common may be the oldest order of all. */
async function findPage(db: Db, wanted: Wanted, limit: number): Promise<number[]> {
  const found: number[] = [];
  let rest = wanted;
  const lookThrough = (orders: number): 'done' | 'more' => {
    const fromPlace = Math.max(rest.fromPlace, placeBefore(db, rest.toPlace, orders));
    found.push(...findPlaces(db, { ...rest, fromPlace }, limit - found.length));
    rest = { ...rest, toPlace: fromPlace };
    return found.length === limit || rest.toPlace <= rest.fromPlace ? 'done' : 'more';
  };
  if (lookThrough(firstStretch) === 'done') return found;
  if (isFew(db, rest)) return [...found, ...findPlaces(db, rest, limit - found.length)];
  do {
    await othersFirst();
  } while (lookThrough(longestStretch) === 'more');
  return found;
}

function toFound({ order, status, receivedAtMs }: FoundRow): FoundOrder {
  const lines = order.lines.filter((line) => !line.voided);
  return {
    id: order.id,
    number: order.displayNumber,
    platform: order.platform,
    externalId: order.externalId,
    status,
    receivedAtMs,
    customer: order.customer && { name: order.customer.name, phone: order.customer.phone },
    lines: lines.slice(0, shownLines).map(({ quantity, name }) => ({ quantity, name })),
    moreLines: Math.max(0, lines.length - shownLines),
    currency: order.currency,
    totalMinor: order.totalMinor,
  };
}
