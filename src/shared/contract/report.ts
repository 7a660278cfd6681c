import { z } from 'zod';
import { Actor, BillKind } from './bill.ts';
import { Currency, Minor } from './money.ts';
import { Name, Order } from './order.ts';
import { route } from './route.ts';
import { Day } from './search.ts';

const AtMs = z.int().nonnegative();
const Id = z.string().min(1);

/** How many, and what they come to. */
export const ReportTally = z.object({ count: z.int(), totalMinor: Minor });
export type ReportTally = z.infer<typeof ReportTally>;

/** What one side of the business sold. */
export const ReportSums = z.object({
  /** Paid bills of the counter, of a shift its receipts; orders of the platforms. */
  orders: z.int().nonnegative(),
  /** What customers paid or will pay: after discounts, with tax and charges, before anything was given back. */
  totalMinor: Minor,
  /** As far as platforms say it. */
  taxMinor: Minor,
  discountsMinor: Minor,
  /** Lines of the counter that the kitchen had already, of a shift as in its Z; rejected and cancelled orders of the platforms. */
  voids: ReportTally,
});
export type ReportSums = z.infer<typeof ReportSums>;

/** The two sides of one row, side by side. */
const sides = { counter: ReportTally, platforms: ReportTally };
const TaxTally = ReportTally.extend({ netMinor: Minor, taxMinor: Minor });

/** `charge` is no dish, and `rest` is what an order's own lines do not explain. */
const rowKinds = ['item', 'charge', 'rest'] as const;
const NamedRow = z.object({
  kind: z.enum(rowKinds),
  /** The menu's id of a dish or category, the kind of a charge. Empty when there is none. */
  id: z.string(),
  /** Null for what has none: charges, the rest, what stands in no category. */
  name: Name.nullable(),
  ...sides,
});
export type NamedRow = z.infer<typeof NamedRow>;

/** Every table adds up to `totalMinor` of its side, and rows in which nothing happened are not in it, but for hours. */
export const ReportTables = z.object({
  days: z.array(z.object({ day: Day, ...sides })),
  /** All twenty-four, from the hour in which the business day begins. */
  hours: z.array(z.object({ hour: z.int().min(0).max(23), ...sides })),
  /** Counted by quantity; best seller first. A discount is shared over the lines it was given on. */
  items: z.array(NamedRow),
  categories: z.array(NamedRow),
  /** The counter by the kind of sale. */
  channels: z.array(z.object({ platform: z.string(), kind: BillKind.nullable(), ...sides })),
  /** Who took the money; null for what platforms sold. */
  staff: z.array(z.object({ by: Actor.nullable(), ...sides })),
  /** Null: an order of a platform, which says no rate. */
  taxes: z.array(
    z.object({
      rateBasisPoints: z.int().nullable(),
      counter: TaxTally,
      platforms: TaxTally,
    }),
  ),
  /** The counter counted by payments, of the paid bills alone. */
  payments: z.array(z.object({ method: Order.shape.paymentMethod, ...sides })),
});
export type ReportTables = z.infer<typeof ReportTables>;

export const tableNames = [
  'days',
  'hours',
  'items',
  'categories',
  'channels',
  'staff',
  'taxes',
  'payments',
] as const satisfies readonly (keyof ReportTables)[];
export type TableName = (typeof tableNames)[number];

/**
 * What was sold in a time. A bill belongs to the moment at which it was paid, an order of a platform to the one at which it
 * came; tests are nobody's money, and amounts in another currency than the branch's cannot be added up.
 */
export const Report = z.object({
  currency: Currency,
  fromMs: AtMs,
  toMs: AtMs,
  /** The first and the last business day; null for a shift. */
  days: z.object({ from: Day, to: Day }).nullable(),
  /** The business day it is now. */
  today: Day,
  counter: ReportSums,
  platforms: ReportSums,
  /** Given back at the counter in this time, whenever it was sold. */
  refunds: ReportTally.extend({ taxMinor: Minor }),
  /** What coins added to the payments or took from them; of a shift to all that moved in its drawer. */
  roundingMinor: Minor,
  tables: ReportTables,
});
export type Report = z.infer<typeof Report>;

/** Two years, so that this one can be held against the one before. */
export const longestReportDays = 731;

/** Today when nothing is said. A shift sold what its Z says: what it gave receipts for. */
export const ReportInput = z
  .object({ fromDay: Day.optional(), toDay: Day.optional(), shiftId: Id.optional() })
  .refine(({ fromDay, toDay }) => (fromDay === undefined) === (toDay === undefined), {
    path: ['toDay'],
    message: 'both days or none',
  })
  .refine(({ fromDay, toDay }) => (fromDay ?? '') <= (toDay ?? ''), {
    path: ['toDay'],
    message: 'not before the first day',
  })
  .refine(({ fromDay = '', toDay = '' }) => daysBetween(fromDay, toDay) < longestReportDays, {
    path: ['toDay'],
    message: `at most ${longestReportDays} days`,
  });
export type ReportInput = z.infer<typeof ReportInput>;

function daysBetween(from: string, to: string): number {
  return from === '' || to === '' ? 0 : (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export const reportRoutes = {
  readReport: route({
    method: 'GET',
    path: '/api/reports',
    permission: 'see_reports',
    input: ReportInput,
    reply: Report,
  }),
  /** One table for a spreadsheet: UTF-8 with a byte order mark, commas, headings in a language. */
  exportReport: route({
    method: 'GET',
    path: '/api/reports/csv',
    permission: 'see_reports',
    input: ReportInput.safeExtend({ table: z.enum(tableNames), language: z.enum(['ar', 'en']) }),
    reply: z.object({ fileName: z.string(), text: z.string() }),
  }),
} as const;
