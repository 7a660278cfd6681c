import type {
  Bill,
  BillLine,
  BillSums,
  NewLine,
  SellingSettings,
} from '../../shared/contract/bill.ts';
import {
  billSums,
  piecesOf,
  roundCash,
  sumOf,
  type BasketCharge,
} from '../../shared/contract/bill-sums.ts';
import type { BillCommand, CommandOf, OpenWish } from './bill-command.ts';
import { pricedBy, type MenuBook } from './menu-book.ts';

/** What a till knows of its branch, to say what a command will come to before the branch has said it. */
export interface TillFacts {
  readonly book: MenuBook;
  readonly settings: SellingSettings;
  /** What the branch sells in. */
  readonly currency: string;
}

const nobody = { staffId: '', name: '' };

/** A bill that the branch has not numbered yet. */
export function foreseeOpened(id: string, wish: OpenWish, facts: TillFacts, nowMs: number): Bill {
  return {
    id,
    number: '',
    version: 1,
    kind: wish.kind,
    state: 'open',
    table: wish.table,
    customer: wish.customer,
    note: '',
    currency: facts.currency,
    taxMode: facts.settings.taxMode,
    lines: [],
    discount: null,
    sums: emptySums,
    parts: [],
    payments: [],
    takenBack: [],
    refunds: [],
    receipts: [],
    checks: [],
    dueMinor: 0,
    cashDueMinor: 0,
    openedAtMs: nowMs,
    openedBy: nobody,
    closedAtMs: null,
    mergedInto: null,
  };
}

const emptySums: BillSums = {
  lines: [],
  charges: [],
  taxes: [],
  subtotalMinor: 0,
  discountMinor: 0,
  taxMinor: 0,
  totalMinor: 0,
};

/** A command on its way; its new lines have ids already, which the branch's take the place of. */
export interface Foreseen {
  readonly command: BillCommand;
  readonly lineIds: readonly string[];
}

/**
 * The bill as it will be once the branch has carried out what is on its way. Only what the till can know is
 * foreseen and what nobody has to allow: lines that come, change and go, kind and note. Everything else waits.
 */
export function foresee(bill: Bill, coming: readonly Foreseen[], facts: TillFacts): Bill {
  const after = coming.reduce((before, next) => step(before, next, facts), bill);
  return after === bill ? bill : withSums(after, facts.settings);
}

function step(bill: Bill, { command, lineIds }: Foreseen, facts: TillFacts): Bill {
  if (command.do === 'addLines') {
    return { ...bill, lines: [...bill.lines, ...newLines(command, lineIds, facts)] };
  }
  if (command.do === 'changeLine') {
    return { ...bill, lines: bill.lines.flatMap((line) => changedLine(line, command, facts)) };
  }
  if (command.do === 'changeBill') {
    const { kind, table, customer, note } = command;
    return { ...bill, kind, table, customer, note };
  }
  return bill;
}

function newLines(
  { lines }: CommandOf<'addLines'>,
  ids: readonly string[],
  facts: TillFacts,
): BillLine[] {
  return lines.flatMap((line, index) => {
    const made = newLine(line, ids[index] ?? '', facts);
    return made ?? [];
  });
}

function newLine(
  { productId, quantity, choices, note }: NewLine,
  id: string,
  { book, settings }: TillFacts,
): BillLine | null {
  const priced = pricedBy(book, productId, choices);
  if (!priced) return null;
  return {
    ...priced,
    id,
    quantity,
    note,
    rateBasisPoints: rateOf(settings, priced.taxClassId),
    discount: null,
    sent: null,
    voided: null,
    addedBy: nobody,
    addedAtMs: 0,
  };
}

function rateOf({ taxClasses }: SellingSettings, taxClassId: string): number {
  return taxClasses.find(({ id }) => id === taxClassId)?.rateBasisPoints ?? 0;
}

function changedLine(
  line: BillLine,
  { lineId, quantity, choices, note = line.note }: CommandOf<'changeLine'>,
  facts: TillFacts,
): BillLine[] {
  if (line.id !== lineId) return [line];
  if (quantity === 0) return [];
  const priced = choices && pricedBy(facts.book, line.productId, choices);
  return [{ ...piecesOf(line, quantity), ...priced, note }];
}

function withSums(bill: Bill, settings: SellingSettings): Bill {
  const lines = bill.lines.filter((line) => line.voided === null);
  const sums = billSums({
    taxMode: bill.taxMode,
    lines,
    discount: bill.discount,
    charges: lines.length === 0 ? [] : chargesOf(bill, settings),
  });
  const paidMinor = sumOf(bill.payments.map((payment) => payment.amountMinor));
  const dueMinor = Math.max(0, sums.totalMinor - paidMinor);
  return { ...bill, sums, dueMinor, cashDueMinor: roundCash(dueMinor, settings.cashStepMinor) };
}

/** By the settings of today: a bill that was opened under others is corrected by the branch's own answer. */
function chargesOf({ kind }: Bill, settings: SellingSettings): BasketCharge[] {
  const { chargesTaxClassId: taxClassId, serviceBasisPoints, deliveryMinor } = settings;
  const taxed = { taxClassId, rateBasisPoints: rateOf(settings, taxClassId) };
  if (kind === 'dine_in' && serviceBasisPoints > 0) {
    const charge = { kind: 'percent', basisPoints: serviceBasisPoints } as const;
    return [{ kind: 'service', charge, ...taxed }];
  }
  if (kind === 'delivery' && deliveryMinor > 0) {
    return [{ kind: 'delivery', charge: { kind: 'amount', amountMinor: deliveryMinor }, ...taxed }];
  }
  return [];
}
