import {
  reportSections,
  TemplateElement,
  type TemplateDocument,
  type TemplateField,
} from '../../../shared/contract/template.ts';
import type { z } from 'zod';

type Draft = z.input<typeof TemplateElement>;
type Make = (id: string) => Draft;

export const paletteGroups = ['order', 'customer', 'money', 'company', 'report', 'shape'] as const;
export type PaletteGroup = (typeof paletteGroups)[number];

export interface PaletteItem {
  readonly key: string;
  readonly group: PaletteGroup;
  /** The element as it is when it is added. */
  readonly make: (id: string) => TemplateElement;
}

const fieldsOf: Readonly<Record<Exclude<PaletteGroup, 'report' | 'shape'>, TemplateField[]>> = {
  order: [
    'number',
    'platform',
    'fulfilment',
    'table',
    'due_at',
    'scheduled_at',
    'placed_at',
    'pickup_code',
    'order_note',
    'cutlery',
    'item_count',
    'station',
    'printed_at',
  ],
  customer: ['customer_name', 'customer_phone', 'customer_address'],
  money: [
    'subtotal',
    'discounts',
    'charges',
    'tax_on_top',
    'tax',
    'total',
    'payment',
    'paid_and_change',
    'left_to_pay',
    'collect_cash',
    'receipt_number',
    'cashier',
  ],
  company: ['company_name', 'branch_name', 'tax_number'],
};

/** Facts that say by themselves what they are. */
const plainFields: readonly TemplateField[] = [
  'number',
  'platform',
  'fulfilment',
  'customer_name',
  'company_name',
  'branch_name',
  'station',
];

const shapes: Readonly<Record<string, Make>> = {
  text: (id) => ({ id, kind: 'text', en: '', ar: '' }),
  pair: (id) => ({ id, kind: 'pair', start: 'station', end: 'printed_at' }),
  rule: (id) => ({ id, kind: 'rule', line: 'solid' }),
  space: (id) => ({ id, kind: 'space', dots: 16 }),
  logo: (id) => ({ id, kind: 'logo', logoId: '', widthPercent: 60, style: { align: 'center' } }),
  qr: (id) => ({ id, kind: 'qr', content: '{order_id}', style: { align: 'center' } }),
  barcode: (id) => ({ id, kind: 'barcode', field: 'number', style: { align: 'center' } }),
};

const lines: Make = (id) => ({
  id,
  kind: 'lines',
  prices: false,
  modifiers: true,
  notes: true,
  style: { high: 2, bold: true },
});

function item(key: string, group: PaletteGroup, make: Make): PaletteItem {
  return { key, group, make: (id) => TemplateElement.parse(make(id)) };
}

const items: readonly PaletteItem[] = [
  item('lines', 'order', lines),
  ...(['order', 'customer', 'money', 'company'] as const).flatMap((group) =>
    fieldsOf[group].map((field) =>
      item(`field:${field}`, group, (id) => ({
        id,
        kind: 'field',
        field,
        label: !plainFields.includes(field),
      })),
    ),
  ),
  ...reportSections.map((section) =>
    item(`report:${section}`, 'report', (id) => ({ id, kind: 'report', section })),
  ),
  ...Object.entries(shapes).map(([key, make]) => item(key, 'shape', make)),
];

/** What can stand on such a paper: a report knows no order, and no order a report. */
export function paletteOf(document: TemplateDocument): readonly PaletteItem[] {
  const shown: readonly PaletteGroup[] =
    document === 'report'
      ? ['report', 'company', 'shape']
      : ['order', 'customer', 'money', 'company', 'shape'];
  return items.filter(({ group }) => shown.includes(group));
}
