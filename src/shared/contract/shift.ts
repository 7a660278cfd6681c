import { z } from 'zod';
import { Actor, BillKind, PaymentMethod, TaxSum } from './bill.ts';
import { Currency, Minor } from './money.ts';
import { PrintJobView } from './printing.ts';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();
const Amount = Minor.min(0);

/** How many, and what they come to. */
export const ShiftTally = z.object({ count: z.int().nonnegative(), totalMinor: Minor });
export type ShiftTally = z.infer<typeof ShiftTally>;

/** Cash put into the drawer or taken out of it beside the sales. */
export const CashMove = z.object({
  kind: z.enum(['pay_in', 'pay_out']),
  amountMinor: Amount,
  reason: z.string(),
  by: Actor,
  /** Who allowed it with a PIN of their own; empty for nobody. */
  approvedBy: z.string(),
  atMs: AtMs,
});
export type CashMove = z.infer<typeof CashMove>;

/** What one person did in a shift. */
export const ShiftPerson = z.object({
  by: Actor,
  sales: ShiftTally,
  discounts: ShiftTally,
  voids: ShiftTally,
  refunds: ShiftTally,
  /** Times the drawer was opened without a sale. */
  drawerOpenings: z.int().nonnegative(),
});
export type ShiftPerson = z.infer<typeof ShiftPerson>;

/**
 * What a shift comes to. Sales are receipts that were given; what guests paid for bills that are still open moved
 * the drawer and is no sale yet:
 * payments = sales − refunds + open bills + rounding.
 */
export const ShiftSums = z.object({
  sales: z.object({
    count: z.int().nonnegative(),
    /** Before discounts. */
    grossMinor: Minor,
    discountsMinor: Minor,
    netMinor: Minor,
  }),
  byKind: z.array(ShiftTally.extend({ kind: BillKind })),
  refunds: ShiftTally,
  voids: ShiftTally,
  /** Of sales less refunds, by class. */
  taxes: z.array(TaxSum),
  taxMinor: Minor,
  /** How often something was paid, and what came in less what went back, with rounding. */
  payments: z.array(ShiftTally.extend({ method: PaymentMethod })),
  /** Paid for bills without a receipt, less what earlier shifts took for bills that got theirs in this one. */
  openBillsMinor: Minor,
  /** What coins made of the amounts. */
  roundingMinor: Minor,
  cash: z.object({
    floatMinor: Amount,
    takenMinor: Minor,
    givenBackMinor: Minor,
    paidInMinor: Minor,
    paidOutMinor: Minor,
    expectedMinor: Minor,
  }),
  moves: z.array(CashMove),
  staff: z.array(ShiftPerson),
});
export type ShiftSums = z.infer<typeof ShiftSums>;

/** Pieces of one value that were counted. */
export const CountedPieces = z.object({
  valueMinor: Minor.min(1),
  pieces: z.int().min(0).max(100_000),
});
export type CountedPieces = z.infer<typeof CountedPieces>;

/** A drawer in somebody's keeping. */
export const Shift = z.object({
  id: z.string(),
  drawerId: z.string(),
  currency: Currency,
  openedAtMs: AtMs,
  openedBy: Actor,
  /** Nobody opened it: a sale came first. Its float is nothing until somebody says otherwise. */
  openedBySale: z.boolean(),
  floatMinor: Amount,
  closedAtMs: AtMs.nullable(),
  closedBy: Actor.nullable(),
  /** Of its Z report, without gaps for each drawer; null while the shift is open. */
  number: z.int().positive().nullable(),
});
export type Shift = z.infer<typeof Shift>;

export const OpenShift = Shift.extend({
  sales: z.int().nonnegative(),
  moves: z.array(CashMove),
  /** It was opened on an earlier business day. */
  isFromEarlierDay: z.boolean(),
  /** Null for who counts without knowing what should be there. */
  sums: ShiftSums.nullable(),
});
export type OpenShift = z.infer<typeof OpenShift>;

/** What the platforms sold meanwhile: for information, it never was in this drawer. */
const PlatformTally = ShiftTally.extend({ platform: z.string() });

/** A closed shift, every figure as it was at the close. */
export const ZReport = z.object({
  sums: ShiftSums,
  platforms: z.array(PlatformTally),
  countedMinor: Amount,
  pieces: z.array(CountedPieces),
  /** Counted less expected: below nothing when money is missing. */
  differenceMinor: Minor,
  card: z.object({
    expectedMinor: Minor,
    /** What the card terminal says it took; null when nobody looked. */
    terminalMinor: Amount.nullable(),
  }),
  /** Bills that stayed open for the next shift. */
  openBills: z.int().nonnegative(),
  note: z.string(),
});
export type ZReport = z.infer<typeof ZReport>;

export const ClosedShift = Shift.extend({
  closedAtMs: AtMs,
  number: z.int().positive(),
  /** Null for who may not see it. */
  report: ZReport.nullable(),
});
export type ClosedShift = z.infer<typeof ClosedShift>;

/**
 * Notes and coins that go through a drawer, largest first, in minor units; nothing for a currency that is counted as
 * one sum. Source: what the central banks list as in circulation.
 */
const piecesOf: Readonly<Record<Currency, readonly Minor[]>> = {
  AED: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  BHD: [20_000, 10_000, 5_000, 1_000, 500, 100, 50, 25, 10, 5],
  EGP: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  JOD: [50_000, 20_000, 10_000, 5_000, 1_000, 500, 250, 100, 50, 10],
  KWD: [20_000, 10_000, 5_000, 1_000, 500, 250, 100, 50, 20, 10, 5],
  OMR: [50_000, 20_000, 10_000, 5_000, 1_000, 500, 100, 50, 25, 10, 5],
  QAR: [50_000, 20_000, 10_000, 5_000, 1_000, 500, 100, 50, 25],
  SAR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5],
};

export function denominationsOf(currency: Currency): readonly Minor[] {
  return piecesOf[currency] ?? [];
}

export function sumOfPieces(pieces: readonly CountedPieces[]): Minor {
  return pieces.reduce((sum, { valueMinor, pieces: count }) => sum + valueMinor * count, 0);
}

/** Made by the till: a command that is repeated, after a lost reply, is carried out once. */
const CommandId = z.string().min(8).max(64);
const Reason = z.string().trim().min(1).max(120);
const Counted = Amount.max(1_000_000_000_000);
const Pieces = z.array(CountedPieces).max(30).default([]);
const Id = z.object({ id: z.string().min(1) });

const OpenReply = z.object({
  /** Of the calling till's drawer; null when nobody has opened one. */
  shift: OpenShift.nullable(),
  /** Bills that are open or held. */
  openBills: z.int().nonnegative(),
});
const ClosedReply = z.object({ shift: ClosedShift });
const cashMove = z.object({ commandId: CommandId, amountMinor: Counted.min(1), reason: Reason });

/** Everything here is about the drawer of the till that calls. */
export const shiftRoutes = {
  readShift: route({
    method: 'GET',
    path: '/api/shifts/now',
    input: z.object({}),
    reply: OpenReply,
  }),
  /** Also gives a float to a shift that a sale has opened. */
  openShift: route({
    method: 'POST',
    path: '/api/shifts',
    permission: 'run_shift',
    input: z.object({ commandId: CommandId, floatMinor: Counted }),
    reply: OpenReply,
  }),
  payIn: route({
    method: 'POST',
    path: '/api/shifts/now/pay-ins',
    permission: 'run_shift',
    input: cashMove,
    reply: OpenReply,
  }),
  payOut: route({
    method: 'POST',
    path: '/api/shifts/now/pay-outs',
    permission: 'move_cash_out',
    input: cashMove,
    reply: OpenReply,
  }),
  /** The shift so far, on paper; it reads only. */
  printXReport: route({
    method: 'POST',
    path: '/api/shifts/now/x-reports',
    permission: 'move_cash_out',
    input: z.object({}),
    reply: z.object({ sums: ShiftSums, printJob: PrintJobView }),
  }),
  /** Whoever counted sees what was expected; nobody counts a second time. */
  closeShift: route({
    method: 'POST',
    path: '/api/shifts/:id/close',
    permission: 'run_shift',
    input: Id.extend({
      commandId: CommandId,
      countedMinor: Counted,
      pieces: Pieces,
      cardTerminalMinor: Counted.nullable().default(null),
      note: z.string().trim().max(200).default(''),
    }).refine(
      ({ countedMinor, pieces }) => pieces.length === 0 || sumOfPieces(pieces) === countedMinor,
      { path: ['pieces'], message: 'must come to what was counted' },
    ),
    /** No print job for a command that is repeated: its Z was given to the printer the first time. */
    reply: ClosedReply.extend({ printJob: PrintJobView.nullable() }),
  }),
  /** Closed ones of every drawer, the latest first, fifty at a time. */
  listShifts: route({
    method: 'GET',
    path: '/api/shifts',
    input: z.object({ beforeMs: z.coerce.number().int().optional() }),
    reply: z.object({ shifts: z.array(ClosedShift) }),
  }),
  /** One with its figures. That somebody looked into another's drawer is written down. */
  readZReport: route({
    method: 'POST',
    path: '/api/shifts/:id/readings',
    permission: 'move_cash_out',
    input: Id,
    reply: ClosedReply,
  }),
  /** The Z once more, marked as a copy. */
  reprintZReport: route({
    method: 'POST',
    path: '/api/shifts/:id/print',
    permission: 'move_cash_out',
    input: Id.extend({ reason: Reason }),
    reply: z.object({ printJob: PrintJobView }),
  }),
} as const;
