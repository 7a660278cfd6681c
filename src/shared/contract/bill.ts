import { z } from 'zod';
import { Currency, Minor } from './money.ts';
import { Address, Modifier, Name } from './order.ts';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();
const Amount = Minor.min(0);
const BasisPoints = z.int().min(0).max(10_000);

/** The channel of everything the branch sells by itself, beside the platforms. */
export const counterPlatform = 'counter';

/** Who did it. */
export const Actor = z.object({ staffId: z.string(), name: z.string() });
export type Actor = z.infer<typeof Actor>;

export const taxModes = ['inclusive', 'exclusive'] as const;
export type TaxMode = (typeof taxModes)[number];

/** Off a line or a bill, or on top of it as a charge: a fixed amount, or a share of what it is taken from. */
export const BillDiscount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), amountMinor: Amount }),
  z.object({ kind: z.literal('percent'), basisPoints: BasisPoints }),
]);
export type BillDiscount = z.infer<typeof BillDiscount>;

/** A tax class's share of an amount. */
export const TaxSum = z.object({
  taxClassId: z.string(),
  rateBasisPoints: BasisPoints,
  netMinor: Minor,
  taxMinor: Minor,
  grossMinor: Minor,
});
export type TaxSum = z.infer<typeof TaxSum>;

const figures = {
  taxClassId: z.string(),
  rateBasisPoints: BasisPoints,
  /** After all discounts, as prices are written: with tax when they include it. */
  amountMinor: Amount,
  /** Its share of the tax. */
  taxMinor: Amount,
  /** What is paid for it in the end. */
  grossMinor: Amount,
};

export const SumLine = z.object({
  id: z.string(),
  quantity: z.int().positive(),
  /** Quantity × price with everything chosen, before any discount. */
  priceMinor: Amount,
  lineDiscountMinor: Amount,
  /** Its share of the bill's discount. */
  billDiscountMinor: Amount,
  ...figures,
});
export type SumLine = z.infer<typeof SumLine>;

export const chargeKinds = ['service', 'delivery'] as const;

/** A bill in figures, exact to the minor unit: see bill-sums.ts. */
export const BillSums = z.object({
  lines: z.array(SumLine),
  charges: z.array(z.object({ kind: z.enum(chargeKinds), ...figures })),
  taxes: z.array(TaxSum),
  /** Before discounts, charges and, where prices are without it, tax. */
  subtotalMinor: Amount,
  discountMinor: Amount,
  taxMinor: Amount,
  /** What the guests pay in all. */
  totalMinor: Amount,
});
export type BillSums = z.infer<typeof BillSums>;

/** Part of a bill: what one guest pays, or what is given back. */
export const Portion = z.object({
  taxes: z.array(TaxSum),
  taxMinor: Minor,
  totalMinor: Minor,
});
export type Portion = z.infer<typeof Portion>;

export const billKinds = ['dine_in', 'takeaway', 'delivery'] as const;
export const BillKind = z.enum(billKinds);
export type BillKind = z.infer<typeof BillKind>;

/**
 * `held` is put aside and recalled, `closed` is paid, `cancelled` came to nothing, and the lines of a `merged` one
 * went on to another bill.
 */
export const billStates = ['open', 'held', 'closed', 'cancelled', 'merged'] as const;
export const BillState = z.enum(billStates);
export type BillState = z.infer<typeof BillState>;

export const Customer = z.object({
  name: z.string().trim().max(80),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 ()-]{3,24}$/, 'a telephone number'),
  address: Address.nullable(),
});
export type Customer = z.infer<typeof Customer>;

export const BillLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: Name,
  category: z.object({ id: z.string(), name: Name }),
  quantity: z.int().positive(),
  unitPriceMinor: Amount,
  modifiers: z.array(Modifier),
  note: z.string(),
  taxClassId: z.string(),
  rateBasisPoints: BasisPoints,
  discount: BillDiscount.nullable(),
  /** The kitchen has it: in which order and at which place of it. */
  sent: z.object({ orderId: z.string(), place: z.int().nonnegative(), atMs: AtMs }).nullable(),
  /** Taken off after the kitchen had it; it counts no more. */
  voided: z.object({ reason: z.string(), atMs: AtMs, by: Actor }).nullable(),
  addedBy: Actor,
  addedAtMs: AtMs,
});
export type BillLine = z.infer<typeof BillLine>;

export const paymentMethods = ['cash', 'card'] as const;
export const PaymentMethod = z.enum(paymentMethods);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const BillPayment = z.object({
  id: z.string(),
  /** Which part of a split bill it pays; null for the whole. */
  part: z.int().nonnegative().nullable(),
  method: PaymentMethod,
  /** What it settles of the bill. */
  amountMinor: Amount,
  /** Added to the amount so that coins can pay it; only where cash is rounded. */
  roundingMinor: Minor,
  /** Handed over; for a card what was charged. */
  tenderedMinor: Amount,
  changeMinor: Amount,
  /** What the card terminal printed. */
  reference: z.string(),
  atMs: AtMs,
  by: Actor,
});
export type BillPayment = z.infer<typeof BillPayment>;

/** A payment that was entered and did not happen: the card was refused, the guest pays otherwise. */
export const TakenBack = z.object({
  id: z.string(),
  payment: BillPayment,
  reason: z.string(),
  atMs: AtMs,
  by: Actor,
});
export type TakenBack = z.infer<typeof TakenBack>;

const LineShare = z.object({ lineId: z.string().min(1), quantity: z.int().positive() });

export const Refund = Portion.extend({
  id: z.string(),
  lines: z.array(LineShare),
  method: PaymentMethod,
  /** Added to the total so that coins can pay it. */
  roundingMinor: Minor,
  reference: z.string(),
  reason: z.string(),
  atMs: AtMs,
  by: Actor,
});
export type Refund = z.infer<typeof Refund>;

/** A numbered paper for the customer. Numbers have no gaps, whatever happens. */
export const Receipt = z.object({
  /** With the branch's prefix. */
  number: z.string(),
  kind: z.enum(['sale', 'refund']),
  /** Which part of a split bill it is for; null for the whole. */
  part: z.int().nonnegative().nullable(),
  refundId: z.string().nullable(),
  totalMinor: Amount,
  taxMinor: Amount,
  atMs: AtMs,
});
export type Receipt = z.infer<typeof Receipt>;

/** What the guests were shown before they paid. No receipt, and no number of its own. */
export const GuestCheck = z.object({
  /** Which guest's part it shows; null for the whole bill. */
  part: z.int().nonnegative().nullable(),
  totalMinor: Amount,
  /** 1 for the first paper that says this, 2 for COPY 2 and so on. */
  copy: z.int().positive(),
  atMs: AtMs,
  by: Actor,
});
export type GuestCheck = z.infer<typeof GuestCheck>;

export const BillPart = Portion.extend({
  /** Empty where the bill was not split by what each guest had. */
  lines: z.array(LineShare),
  dueMinor: Amount,
  cashDueMinor: Amount,
});
export type BillPart = z.infer<typeof BillPart>;

export const Bill = z.object({
  id: z.string(),
  /** What is called out; the kitchen's tickets carry it. */
  number: z.string(),
  /** Counts up with each change: a command names the one it was made on. */
  version: z.int().positive(),
  kind: BillKind,
  state: BillState,
  /** Empty when not at a table. */
  table: z.string(),
  customer: Customer.nullable(),
  note: z.string(),
  currency: Currency,
  taxMode: z.enum(taxModes),
  lines: z.array(BillLine),
  discount: BillDiscount.nullable(),
  sums: BillSums,
  /** How the guests share it; empty when one pays all. */
  parts: z.array(BillPart),
  payments: z.array(BillPayment),
  takenBack: z.array(TakenBack),
  refunds: z.array(Refund),
  receipts: z.array(Receipt),
  /** Every guest check that was printed, by whom. */
  checks: z.array(GuestCheck),
  /** What is still to be paid. */
  dueMinor: Amount,
  /** The same if paid in cash at once: the smallest coin may be larger than the smallest unit. */
  cashDueMinor: Amount,
  openedAtMs: AtMs,
  openedBy: Actor,
  closedAtMs: AtMs.nullable(),
  /** Where the lines of a merged bill went. */
  mergedInto: z.string().nullable(),
});
export type Bill = z.infer<typeof Bill>;

export const SellingSettings = z
  .object({
    /** For a branch that belongs to no company yet; a paired one sells in its company's currency. */
    currency: Currency,
    taxMode: z.enum(taxModes),
    taxClasses: z
      .array(
        z.object({
          id: z.string().min(1).max(40),
          name: Name,
          rateBasisPoints: BasisPoints,
        }),
      )
      .min(1)
      .max(20),
    /** Printed on receipts; empty when not registered. */
    taxNumber: z.string().trim().max(40),
    /** On top of dine-in bills; 0 for none. */
    serviceBasisPoints: BasisPoints,
    /** On top of telephone deliveries; 0 for none. */
    deliveryMinor: Amount.max(1_000_000),
    /** Tax class of both. */
    chargesTaxClassId: z.string(),
    /** Smallest coin in minor units; 1 where every amount can be paid. */
    cashStepMinor: z.int().min(1).max(1_000),
    /** Before the number of each receipt. */
    receiptPrefix: z.string().trim().max(12),
    /** Prints when a bill or a guest's part is paid. */
    printReceipts: z.boolean(),
    /** Minutes after midnight: what is out until tomorrow comes back then. */
    dayStartsAtMinutes: z.int().min(0).max(1_439),
  })
  .refine(
    ({ taxClasses, chargesTaxClassId }) => taxClasses.some(({ id }) => id === chargesTaxClassId),
    { path: ['chargesTaxClassId'], message: 'one of the tax classes' },
  )
  .refine(({ taxClasses }) => new Set(taxClasses.map(({ id }) => id)).size === taxClasses.length, {
    path: ['taxClasses'],
    message: 'each class has an id of its own',
  });
export type SellingSettings = z.infer<typeof SellingSettings>;

/** An option taken on a line, with what it asks for in turn. */
export interface Choice {
  optionId: string;
  quantity: number;
  choices: Choice[];
}
const InnerChoice = z.object({
  optionId: z.string().min(1),
  quantity: z.int().min(1).max(20).default(1),
  choices: z.tuple([]).default([]),
});
export const Choice = InnerChoice.extend({ choices: z.array(InnerChoice).max(20).default([]) });

const Quantity = z.int().min(1).max(999);
const Note = z.string().max(200);
const Reason = z.string().trim().min(1).max(120);

export const NewLine = z.object({
  productId: z.string().min(1),
  quantity: Quantity,
  choices: z.array(Choice).max(40).default([]),
  note: Note.default(''),
});
export type NewLine = z.infer<typeof NewLine>;

/** Made by the till: a command that is repeated, after a reload or a lost reply, is carried out once. */
const CommandId = z.string().min(8).max(64);
/** On which bill, and as which version it was seen. */
const command = { id: z.string().min(1), commandId: CommandId, version: z.int().positive() };
const BillReply = z.object({ bill: Bill });

export const mostEndedBills = 100;

/**
 * A command on a bill that has changed meanwhile answers `bill.changed` with the fresh bill in `details.bill`;
 * only adding lines goes through, because it takes nothing from anybody.
 */
export const billRoutes = {
  listBills: route({
    method: 'GET',
    path: '/api/bills',
    /** Open and held ones, oldest first, or the last that ended, newest first, at most `mostEndedBills`. */
    input: z.object({ lane: z.enum(['open', 'ended']).default('open') }),
    reply: z.object({ bills: z.array(Bill) }),
  }),
  getBill: route({
    method: 'GET',
    path: '/api/bills/:id',
    input: z.object({ id: z.string().min(1) }),
    reply: BillReply,
  }),
  /** However long ago it was, for who comes back with the paper. */
  findBillByReceipt: route({
    method: 'GET',
    path: '/api/receipts/:number',
    input: z.object({ number: z.string().min(1) }),
    reply: BillReply,
  }),
  openBill: route({
    method: 'POST',
    path: '/api/bills',
    permission: 'sell',
    input: z.object({
      commandId: CommandId,
      kind: BillKind,
      table: z.string().trim().max(20).default(''),
      customer: Customer.nullable().default(null),
    }),
    reply: BillReply,
  }),
  addLines: route({
    method: 'POST',
    path: '/api/bills/:id/lines',
    permission: 'sell',
    input: z.object({ ...command, lines: z.array(NewLine).min(1).max(50) }),
    reply: BillReply,
  }),
  /** Before the kitchen has it; quantity 0 takes the line off. */
  changeLine: route({
    method: 'PUT',
    path: '/api/bills/:id/lines/:lineId',
    permission: 'sell',
    input: z.object({
      ...command,
      lineId: z.string().min(1),
      quantity: z.int().min(0).max(999),
      choices: z.array(Choice).max(40).optional(),
      note: Note.optional(),
    }),
    reply: BillReply,
  }),
  /** After the kitchen has it; a part of the quantity may go. The kitchen is told on paper. */
  voidLine: route({
    method: 'POST',
    path: '/api/bills/:id/lines/:lineId/void',
    permission: 'void_line',
    input: z.object({
      ...command,
      lineId: z.string().min(1),
      quantity: Quantity,
      reason: Reason,
    }),
    reply: BillReply,
  }),
  discountLine: route({
    method: 'PUT',
    path: '/api/bills/:id/lines/:lineId/discount',
    permission: 'discount',
    input: z.object({
      ...command,
      lineId: z.string().min(1),
      discount: BillDiscount.nullable(),
    }),
    reply: BillReply,
  }),
  discountBill: route({
    method: 'PUT',
    path: '/api/bills/:id/discount',
    permission: 'discount',
    input: z.object({ ...command, discount: BillDiscount.nullable() }),
    reply: BillReply,
  }),
  /** What kind of sale it is and for whom: also moves it to another table. */
  changeBill: route({
    method: 'PUT',
    path: '/api/bills/:id',
    permission: 'sell',
    input: z.object({
      ...command,
      kind: BillKind,
      table: z.string().trim().max(20),
      customer: Customer.nullable(),
      note: Note,
    }),
    reply: BillReply,
  }),
  holdBill: route({
    method: 'POST',
    path: '/api/bills/:id/hold',
    permission: 'sell',
    input: z.object(command),
    reply: BillReply,
  }),
  recallBill: route({
    method: 'POST',
    path: '/api/bills/:id/recall',
    permission: 'sell',
    input: z.object(command),
    reply: BillReply,
  }),
  /** Gives the kitchen what it does not have yet. */
  sendBill: route({
    method: 'POST',
    path: '/api/bills/:id/send',
    permission: 'sell',
    input: z.object(command),
    reply: BillReply,
  }),
  /** How the guests share the bill; `whole` joins it again. Nothing else can be changed while it is split. */
  splitBill: route({
    method: 'PUT',
    path: '/api/bills/:id/parts',
    permission: 'sell',
    input: z.object({
      ...command,
      by: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('whole') }),
        z.object({ kind: z.literal('equal'), parts: z.int().min(2).max(50) }),
        z.object({ kind: z.literal('amounts'), amountsMinor: z.array(Amount).min(2).max(50) }),
        z.object({
          kind: z.literal('lines'),
          parts: z.array(z.array(LineShare).min(1).max(200)).min(2).max(50),
        }),
      ]),
    }),
    reply: BillReply,
  }),
  /** Takes over the lines of another bill, which ends. */
  mergeBill: route({
    method: 'POST',
    path: '/api/bills/:id/merge',
    permission: 'sell',
    input: z.object({
      ...command,
      fromBillId: z.string().min(1),
      fromVersion: z.int().positive(),
    }),
    reply: BillReply,
  }),
  /**
   * What is to be paid, on paper for the guests. One that says what the last one said is a copy of it; one that still
   * waits for the printer is the one they get.
   */
  printCheck: route({
    method: 'POST',
    path: '/api/bills/:id/checks',
    permission: 'sell',
    input: z.object({ ...command, part: z.int().nonnegative().nullable().default(null) }),
    reply: BillReply,
  }),
  /** Sends what is unsent, and closes the bill once nothing is due. Cash may be more than is due. */
  payBill: route({
    method: 'POST',
    path: '/api/bills/:id/payments',
    permission: 'sell',
    input: z.object({
      ...command,
      part: z.int().nonnegative().nullable().default(null),
      /** Whether this guest wants the receipt on paper; as in the settings when not said. */
      printReceipt: z.boolean().optional(),
      payment: z.discriminatedUnion('method', [
        z.object({ method: z.literal('cash'), tenderedMinor: Amount }),
        z.object({
          method: z.literal('card'),
          amountMinor: Amount.min(1),
          reference: z.string().trim().max(60).default(''),
        }),
      ]),
    }),
    reply: BillReply,
  }),
  /** Before there is a receipt for it; afterwards it is given back. */
  takeBackPayment: route({
    method: 'POST',
    path: '/api/bills/:id/payments/:paymentId/take-back',
    permission: 'refund',
    input: z.object({ ...command, paymentId: z.string().min(1), reason: Reason }),
    reply: BillReply,
  }),
  refundBill: route({
    method: 'POST',
    path: '/api/bills/:id/refunds',
    permission: 'refund',
    input: z.object({
      ...command,
      of: z.discriminatedUnion('kind', [
        /** Everything that has not been given back yet, charges included. */
        z.object({ kind: z.literal('rest') }),
        z.object({ kind: z.literal('amount'), amountMinor: Amount.min(1) }),
        /** These dishes without the charges of the bill. */
        z.object({ kind: z.literal('lines'), lines: z.array(LineShare).min(1).max(200) }),
      ]),
      method: PaymentMethod,
      reference: z.string().trim().max(60).default(''),
      reason: Reason,
    }),
    reply: BillReply,
  }),
  /** Before anything is paid. What the kitchen has is taken back. */
  cancelBill: route({
    method: 'POST',
    path: '/api/bills/:id/cancel',
    permission: 'cancel_bill',
    input: z.object({ ...command, reason: Reason }),
    reply: BillReply,
  }),
  /** Prints a receipt once more, marked as a copy. */
  reprintReceipt: route({
    method: 'POST',
    path: '/api/bills/:id/receipts/:number/print',
    permission: 'reprint',
    input: z.object({ id: z.string().min(1), number: z.string().min(1), reason: Reason }),
    reply: z.object({}),
  }),
  /** Customers whose number holds these digits, the latest first. */
  findCustomers: route({
    method: 'GET',
    path: '/api/customers',
    input: z.object({ phone: z.string().trim().min(3).max(26) }),
    reply: z.object({ customers: z.array(Customer) }),
  }),
  getSellingSettings: route({
    method: 'GET',
    path: '/api/selling/settings',
    input: z.object({}),
    reply: SellingSettings,
  }),
  changeSellingSettings: route({
    method: 'PUT',
    path: '/api/selling/settings',
    permission: 'change_settings',
    input: SellingSettings,
    reply: SellingSettings,
  }),
} as const;
