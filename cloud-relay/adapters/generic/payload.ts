/** Brings a partner's body into our own fields by the connection's JSON pointers, then reads those. */
import { z } from 'zod';
import type { ExactJson } from '../exact-json.ts';
import { extras, flag, id, read, rows, text } from '../fields.ts';
import type { Settings } from './connection.ts';

export interface SentLine {
  id: string;
  name: string;
  nameEn: string;
  nameAr: string;
  categoryId: string;
  category: string;
  quantity: string;
  unitPrice: string;
  total: string;
  note: string;
  modifiers: SentLine[];
  removed: string[];
}

const Line: z.ZodType<SentLine> = z.object({
  id: text,
  name: text,
  nameEn: text,
  nameAr: text,
  categoryId: text,
  category: text,
  quantity: text,
  unitPrice: text,
  total: text,
  note: text,
  removed: extras(text),
  get modifiers() {
    return rows(Line);
  },
});

const Charge = z.object({ kind: text, name: text, amount: text });
export type SentCharge = z.infer<typeof Charge>;
const Sponsor = z.object({ sponsor: text, amount: text });
const Discount = z.object({ name: text, amount: text, sponsors: extras(Sponsor) });
export type SentDiscount = z.infer<typeof Discount>;

const Event = z.object({ id, status: text, at: text, reason: text });
export type Event = z.infer<typeof Event>;

const Placed = z.object({
  id,
  displayNumber: text,
  storeId: id,
  placedAt: text,
  acceptBy: text,
  startAt: text,
  dueAt: text,
  test: flag,
  fulfilment: text,
  carrier: text,
  table: text,
  pickupCode: text,
  customerName: text,
  customerPhone: text,
  addressLines: extras(text),
  addressNote: text,
  latitude: text,
  longitude: text,
  note: text,
  cutleryNote: text,
  currency: text,
  tax: text,
  total: text,
  collect: text,
  riderPays: text,
  payment: text,
  lines: z.array(Line).min(1),
  charges: extras(Charge),
  discounts: extras(Discount),
});
export type Placed = z.infer<typeof Placed>;

export function typeOf(json: ExactJson, { orderFields }: Settings): string {
  return text.parse(valueAt(json, orderFields.type));
}

/** @throws UnreadableWebhook */
export function eventOf(json: ExactJson, { orderFields }: Settings): Event {
  return read(Event, gather(json, orderFields), 'order event');
}

/** @throws UnreadableWebhook */
export function placedOf(json: ExactJson, { orderFields, lineFields }: Settings): Placed {
  const order = gather(json, orderFields);
  const lines = linesAt(order['lines'], lineFields);
  return read(Placed, { ...order, lines }, 'order');
}

/** Lines and, below them, modifiers; anything that is no list is left for the schema to judge. */
function linesAt(json: ExactJson | undefined, fields: Settings['lineFields']): ExactJson {
  if (!Array.isArray(json)) return json ?? null;
  return json.map((line) => {
    const gathered = gather(line, fields);
    return { ...gathered, modifiers: linesAt(gathered['modifiers'], fields) };
  });
}

function gather(
  json: ExactJson,
  pointers: Readonly<Record<string, string>>,
): Record<string, ExactJson> {
  return Object.fromEntries(
    Object.entries(pointers).map(([field, pointer]) => [field, valueAt(json, pointer) ?? null]),
  );
}

/** RFC 6901; undefined where nothing lies. The empty pointer finds nothing, which turns a field off. */
export function valueAt(json: ExactJson, pointer: string): ExactJson | undefined {
  if (pointer === '') return undefined;
  let value: ExactJson | undefined = json;
  for (const escaped of pointer.slice(1).split('/')) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, ExactJson>>)[key];
  }
  return value;
}
