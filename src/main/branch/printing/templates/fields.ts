import { isolate } from '../../../../printer/index.ts';
import type { Minor } from '../../../../shared/contract/money.ts';
import type { Charge, Order } from '../../../../shared/contract/order.ts';
import { linesTotal } from '../../../../shared/contract/order-sums.ts';
import type { TemplateField } from '../../../../shared/contract/template.ts';
import { missingCase } from '../../../../shared/kit/missing-case.ts';
import type { OrderFacts, PaperFacts, ReceiptFacts } from '../paper-facts.ts';
import {
  amountText,
  dateTimeText,
  isolated,
  label,
  platformText,
  timeText,
  type Language,
  type Word,
} from './words.ts';

/** One line that a fact makes on paper. */
export interface FieldRow {
  readonly name: string;
  readonly text: string;
  /** `ltr` for amounts, times, telephone numbers and codes, whose order no script around them may change. */
  readonly direction: 'auto' | 'ltr';
  /** Somebody wrote it and it may be long: its name stands above it, not beside it. */
  readonly isLong: boolean;
}

/** The lines of a fact; none when the paper is not about it or it was not sent. */
export function fieldRows(field: TemplateField, facts: PaperFacts): FieldRow[] {
  return readers[field](facts).filter(({ text }) => text.trim() !== '');
}

type Reader = (facts: PaperFacts) => FieldRow[];

const readers: Readonly<Record<TemplateField, Reader>> = {
  station: ({ stationName, language }) => [row('station', stationName, language)],
  printed_at: ({ printedAtMs, timeZone, language }) => [
    ltr('printed', dateTimeText(printedAtMs, timeZone), language),
  ],
  branch_name: ({ branchName, language }) => [row('branch', branchName, language)],
  company_name: ({ companyName, language }) => [row('company', companyName, language)],
  tax_number: ({ taxNumber, language }) => [ltr('taxNumber', taxNumber, language)],
  number: ofOrder(({ order }, { language }) => [ltr('number', order.displayNumber, language)]),
  platform: ofOrder(({ order }, { language }) => [
    row('platform', platformText(order.platform, language), language),
  ]),
  fulfilment: ofOrder(({ order }, { language }) => [
    row('fulfilment', fulfilmentText(order, language), language),
  ]),
  table: ofOrder(({ order }, { language }) => [
    row('table', order.fulfilment.table ?? '', language),
  ]),
  placed_at: ofOrder(({ order }, { language, timeZone }) => [
    ltr('placed', dateTimeText(order.placedAtMs, timeZone), language),
  ]),
  scheduled_at: ofOrder(({ order }, facts) => clock('scheduled', order.startAtMs, facts)),
  due_at: ofOrder(({ order, readyByMs }, facts) => clock('due', readyByMs ?? order.dueAtMs, facts)),
  customer_name: ofOrder(({ order }, { language }) => [
    row('customer', order.customer?.name ?? '', language),
  ]),
  customer_phone: ofOrder(({ order }, { language }) => [
    ltr('phone', phoneText(order.customer), language),
  ]),
  customer_address: ofOrder(({ order }, { language }) => [
    long('address', addressText(order.customer), language),
  ]),
  pickup_code: ofOrder(({ order }, { language }) => [
    ltr('pickupCode', order.fulfilment.pickupCode ?? '', language),
  ]),
  order_note: ofOrder(({ order }, { language }) => [long('note', order.note, language)]),
  cutlery: ofOrder(({ order }, { language }) => [row('cutlery', order.cutleryNote, language)]),
  item_count: ofOrder((facts, { language }) => [ltr('items', String(countItems(facts)), language)]),
  collect_cash: ofOrder(({ order }, { language }) => [
    ...nonZero('collect', order.collectMinor, order, language),
    ...nonZero('riderPays', order.riderPaysMinor, order, language),
  ]),
  payment: ofOrder(({ order }, { language }) => [
    row('payment', label(paymentWords[order.paymentMethod], language), language),
  ]),
  receipt_number: ofReceipt(({ number }, _order, { language }) => [
    ltr('receiptNumber', number, language),
  ]),
  cashier: ofReceipt(({ cashier }, _order, { language }) => [row('cashier', cashier, language)]),
  subtotal: ofOrder(({ order }, { language }) => {
    const sum = linesTotal(order);
    return sum === null ? [] : [amount('subtotal', sum, order, language)];
  }),
  discounts: ofOrder(({ order }, { language }) =>
    order.discounts.map(({ name, amountMinor }) => ({
      ...amount('discount', -Math.abs(amountMinor), order, language),
      ...(name.trim() !== '' && { name }),
    })),
  ),
  charges: ofOrder(({ order }, { language }) =>
    order.charges.map(({ name, kind, amountMinor }) => ({
      ...amount(chargeWords[kind], amountMinor, order, language),
      ...(name.trim() !== '' && { name }),
    })),
  ),
  tax_on_top: (facts) => (facts.receipt?.taxOnTop ? taxRows(facts) : []),
  tax: (facts) => taxRows(facts),
  total: ofOrder(({ order }, { language }) => [
    order.totalMinor === null
      ? ltr('total', order.totalVerbatim, language)
      : amount('total', order.totalMinor, order, language),
  ]),
  paid_and_change: (facts) => paidRows(facts),
  left_to_pay: ofReceipt(({ leftMinor, payments }, order, { language }) =>
    order && payments.length > 0 ? nonZero('leftToPay', leftMinor, order, language) : [],
  ),
};

function ofOrder(read: (order: OrderFacts, facts: PaperFacts) => FieldRow[]): Reader {
  return (facts) => (facts.order === null ? [] : read(facts.order, facts));
}

function ofReceipt(
  read: (receipt: ReceiptFacts, order: Order | undefined, facts: PaperFacts) => FieldRow[],
): Reader {
  return (facts) => (facts.receipt === null ? [] : read(facts.receipt, facts.order?.order, facts));
}

function row(word: Word, text: string, language: Language): FieldRow {
  return { name: label(word, language), text, direction: 'auto', isLong: false };
}

function ltr(word: Word, text: string, language: Language): FieldRow {
  return { ...row(word, text, language), direction: 'ltr' };
}

function long(word: Word, text: string, language: Language): FieldRow {
  return { ...row(word, text, language), isLong: true };
}

function amount(
  word: Word,
  minor: Minor,
  { currency }: Pick<Order, 'currency'>,
  language: Language,
): FieldRow {
  return ltr(word, amountText(minor, currency), language);
}

function nonZero(word: Word, minor: Minor, order: Order, language: Language): FieldRow[] {
  return minor > 0 ? [amount(word, minor, order, language)] : [];
}

function clock(
  word: Word,
  atMs: number | null,
  { language, timeZone }: Pick<PaperFacts, 'language' | 'timeZone'>,
): FieldRow[] {
  return atMs === null ? [] : [ltr(word, timeText(atMs, timeZone), language)];
}

function fulfilmentText(order: Order, language: Language): string {
  const { kind, by, table } = order.fulfilment;
  switch (kind) {
    case 'delivery':
      return label(by === 'restaurant' ? 'ownDriver' : 'platformDriver', language);
    case 'pickup':
      return label('pickup', language);
    case 'dine_in': {
      const where =
        table === undefined ? '' : ` ${label('table', language)} ${isolated(table, language)}`;
      return label('dineIn', language) + where;
    }
    default:
      return missingCase(kind);
  }
}

/** The code behind the number is what a caller dials after the platform's own line has answered. */
function phoneText(customer: Order['customer']): string {
  if (!customer) return '';
  const { phone, phoneCode = '' } = customer;
  return phoneCode === '' ? phone : `${phone} / ${phoneCode}`;
}

function addressText(customer: Order['customer']): string {
  if (!customer?.address) return '';
  const { lines, note } = customer.address;
  return [...lines, note].filter((line) => line.trim() !== '').join('\n');
}

/** Pieces that this paper is about. */
function countItems({ order, ownLines }: OrderFacts): number {
  return order.lines
    .filter((_, at) => ownLines === null || ownLines.includes(at))
    .reduce((sum, line) => sum + line.quantity, 0);
}

const chargeWords = {
  delivery: 'deliveryFee',
  service: 'service',
  packaging: 'packaging',
  bag: 'bag',
  deposit: 'deposit',
  surcharge: 'surcharge',
  tip: 'tip',
  other: 'otherCharge',
} as const satisfies Record<Charge['kind'], Word>;

export const paymentWords = {
  cash: 'cash',
  card: 'card',
  online: 'online',
  other: 'otherPayment',
} as const satisfies Record<Order['paymentMethod'], Word>;

/** The lines of tax as they were reckoned; without them the one amount that the platform sent. */
function taxRows({ order: facts, receipt, language }: PaperFacts): FieldRow[] {
  if (facts === null) return [];
  const { order } = facts;
  if (receipt === null || receipt.taxLines.length === 0) {
    return order.taxMinor === null ? [] : [amount('tax', order.taxMinor, order, language)];
  }
  return receipt.taxLines.map(({ name, percent, amountMinor }) => {
    const what = name.trim() === '' ? label('tax', language) : name;
    return {
      ...amount('tax', amountMinor, order, language),
      name: percent === '' ? what : `${what} ${isolate(`${percent}%`)}`,
    };
  });
}

function paidRows({ order: facts, receipt, language }: PaperFacts): FieldRow[] {
  if (facts === null || receipt === null) return [];
  const paid = receipt.payments.map(({ method, amountMinor }) =>
    amount(paymentWords[method], amountMinor, facts.order, language),
  );
  const { roundingMinor, changeMinor } = receipt;
  return [
    ...(roundingMinor === 0 ? [] : [amount('rounding', roundingMinor, facts.order, language)]),
    ...paid,
    ...nonZero('change', changeMinor, facts.order, language),
  ];
}
