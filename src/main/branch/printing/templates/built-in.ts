import {
  Template,
  TemplateElement,
  templateDocuments,
  type TemplateDocument,
} from '../../../../shared/contract/template.ts';
import type { z } from 'zod';

/** As it is written here: styles and conditions say only what differs from plain text that always prints. */
type Draft =
  z.input<typeof TemplateElement> extends infer Each
    ? Each extends { id: string }
      ? Omit<Each, 'id'>
      : never
    : never;

const center = { align: 'center' } as const;
const tall = { wide: 1, high: 2, bold: true } as const;
const large = { wide: 2, high: 2, bold: true } as const;
const huge = { wide: 4, high: 4, bold: true, align: 'center' } as const;
const space = (dots: number): Draft => ({ kind: 'space', dots });
const rule = (line: 'solid' | 'dashed' | 'double' | 'heavy'): Draft => ({ kind: 'rule', line });

const kitchen: readonly Draft[] = [
  { kind: 'pair', start: 'station', end: 'printed_at' },
  space(12),
  { kind: 'field', field: 'number', label: false, style: huge },
  space(8),
  { kind: 'pair', start: 'platform', end: 'fulfilment', style: tall },
  { kind: 'field', field: 'scheduled_at', label: true, style: tall },
  { kind: 'field', field: 'due_at', label: true, style: tall },
  { kind: 'field', field: 'pickup_code', label: true, style: tall },
  rule('heavy'),
  {
    kind: 'field',
    field: 'order_note',
    label: true,
    style: { ...tall, boxed: true, inverted: true },
  },
  { kind: 'lines', prices: false, modifiers: true, notes: true, style: tall },
  space(10),
  rule('solid'),
  { kind: 'field', field: 'cutlery', label: true },
  { kind: 'field', field: 'item_count', label: true, style: { bold: true } },
  { kind: 'field', field: 'collect_cash', label: true, style: tall },
  rule('dashed'),
];

const voided: readonly Draft[] = [
  { kind: 'pair', start: 'station', end: 'printed_at' },
  space(12),
  { kind: 'field', field: 'number', label: false, style: huge },
  space(8),
  { kind: 'pair', start: 'platform', end: 'fulfilment', style: tall },
  rule('heavy'),
  { kind: 'lines', prices: false, modifiers: false, notes: false, style: { bold: true } },
  rule('dashed'),
];

/** For whom, what at which price, and what has been paid of it. */
const soldAndPaid: readonly Draft[] = [
  { kind: 'field', field: 'customer_name', label: false, style: center },
  rule('solid'),
  { kind: 'lines', prices: true, modifiers: true, notes: false },
  rule('dashed'),
  { kind: 'field', field: 'subtotal', label: true },
  { kind: 'field', field: 'discounts', label: true },
  { kind: 'field', field: 'charges', label: true },
  { kind: 'field', field: 'tax_on_top', label: true },
  rule('double'),
  { kind: 'field', field: 'total', label: true, style: tall },
  rule('double'),
  {
    kind: 'field',
    field: 'tax',
    label: true,
    when: [{ on: 'field', field: 'tax_on_top', present: false }],
  },
  { kind: 'field', field: 'paid_and_change', label: true },
];

const receipt: readonly Draft[] = [
  { kind: 'field', field: 'company_name', label: false, style: { ...large, ...center } },
  { kind: 'field', field: 'branch_name', label: false, style: center },
  { kind: 'field', field: 'tax_number', label: true, style: center },
  rule('solid'),
  { kind: 'pair', start: 'receipt_number', end: 'placed_at' },
  { kind: 'pair', start: 'platform', end: 'fulfilment' },
  { kind: 'field', field: 'cashier', label: true },
  space(8),
  { kind: 'field', field: 'number', label: false, style: { ...large, ...center } },
  ...soldAndPaid,
  {
    kind: 'field',
    field: 'payment',
    label: true,
    when: [{ on: 'field', field: 'paid_and_change', present: false }],
  },
  { kind: 'field', field: 'collect_cash', label: true, style: { bold: true } },
  space(16),
  { kind: 'qr', content: '{order_id}', style: center },
  space(10),
  {
    kind: 'text',
    en: 'Thank you, enjoy your meal!',
    ar: 'شكراً لكم، صحتين وعافية!',
    style: { bold: true, align: 'center' },
  },
];

/** What the guests look over before they pay: no number and no code by which it could pass for a receipt. */
const guestCheck: readonly Draft[] = [
  { kind: 'field', field: 'company_name', label: false, style: { ...large, ...center } },
  { kind: 'field', field: 'branch_name', label: false, style: center },
  space(8),
  { kind: 'text', en: 'Guest check', ar: 'كشف الحساب', style: { bold: true, align: 'center' } },
  rule('solid'),
  { kind: 'pair', start: 'fulfilment', end: 'placed_at' },
  { kind: 'field', field: 'number', label: true },
  { kind: 'field', field: 'cashier', label: true },
  ...soldAndPaid,
  { kind: 'field', field: 'left_to_pay', label: true, style: tall },
];

const courierSlip: readonly Draft[] = [
  { kind: 'field', field: 'platform', label: false, style: { ...large, ...center } },
  space(10),
  { kind: 'field', field: 'number', label: false, style: huge },
  space(10),
  { kind: 'field', field: 'pickup_code', label: true, style: { ...large, boxed: true, ...center } },
  { kind: 'field', field: 'branch_name', label: false, style: { bold: true, ...center } },
  { kind: 'field', field: 'due_at', label: true, style: tall },
  rule('heavy'),
  { kind: 'field', field: 'customer_name', label: false, style: tall },
  { kind: 'field', field: 'customer_phone', label: false, style: tall },
  { kind: 'field', field: 'customer_address', label: true, style: tall },
  {
    kind: 'field',
    field: 'order_note',
    label: true,
    style: { ...tall, boxed: true, inverted: true },
  },
  rule('solid'),
  { kind: 'field', field: 'item_count', label: true, style: tall },
  { kind: 'field', field: 'cutlery', label: true },
  { kind: 'field', field: 'payment', label: true },
  { kind: 'field', field: 'collect_cash', label: true, style: { ...tall, boxed: true, ...center } },
  space(12),
  { kind: 'barcode', field: 'number', style: center },
];

const report: readonly Draft[] = [
  { kind: 'report', section: 'title' },
  { kind: 'field', field: 'branch_name', label: false, style: { bold: true, ...center } },
  space(8),
  { kind: 'report', section: 'period' },
  { kind: 'report', section: 'sales' },
  { kind: 'report', section: 'tax' },
  { kind: 'report', section: 'by_channel' },
  { kind: 'report', section: 'by_payment' },
  { kind: 'report', section: 'voids' },
  { kind: 'report', section: 'cash_drawer' },
  { kind: 'report', section: 'cash_moves' },
  { kind: 'report', section: 'staff' },
];

const drafts: Readonly<Record<TemplateDocument, { name: string; elements: readonly Draft[] }>> = {
  kitchen: { name: 'Kitchen ticket', elements: kitchen },
  void: { name: 'Cancellation', elements: voided },
  receipt: { name: 'Receipt', elements: receipt },
  guest_check: { name: 'Guest check', elements: guestCheck },
  courier_slip: { name: 'Courier slip', elements: courierSlip },
  report: { name: 'Report', elements: report },
};

export function builtInId(document: TemplateDocument): string {
  return `built-in-${document}`;
}

/** What comes with the product: always there, never changed, and what prints when nothing else can. */
export const builtInTemplates: Readonly<Record<TemplateDocument, Template>> = Object.fromEntries(
  templateDocuments.map((document) => {
    const { name, elements } = drafts[document];
    const template = Template.parse({
      id: builtInId(document),
      name,
      document,
      scope: 'built_in',
      version: 1,
      savedAtMs: 0,
      savedBy: '',
      elements: elements.map((element, at) => ({ ...element, id: `e${at + 1}` })),
    });
    return [document, template];
  }),
) as Record<TemplateDocument, Template>;
