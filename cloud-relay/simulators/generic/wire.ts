import { z } from 'zod';

/** The default payload of a generic partner; see this folder's README. Money is decimal text in `currency`. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const time = z.iso.datetime();

export interface GenericModifier {
  id: string;
  nameEn: string;
  nameAr: string;
  quantity: number;
  unitPrice: string;
  modifiers: GenericModifier[];
}

const modifier: z.ZodType<GenericModifier> = z.strictObject({
  id: z.string(),
  nameEn: z.string(),
  nameAr: z.string(),
  quantity: z.int().positive(),
  unitPrice: decimal,
  get modifiers() {
    return z.array(modifier);
  },
});

const line = z.strictObject({
  id: z.string(),
  nameEn: z.string(),
  nameAr: z.string(),
  category: z.strictObject({ id: z.string(), name: z.string() }),
  quantity: z.int().positive(),
  unitPrice: decimal,
  total: decimal,
  note: z.string(),
  modifiers: z.array(modifier),
});

const address = z.strictObject({
  lines: z.array(z.string()),
  note: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});

export const genericOrder = z.strictObject({
  id: z.string(),
  displayNumber: z.string(),
  storeId: z.string(),
  placedAt: time,
  acceptBy: time,
  startAt: time.nullable(),
  dueAt: time.nullable(),
  test: z.boolean(),
  fulfilment: z.strictObject({
    kind: z.enum(['delivery', 'pickup']),
    by: z.enum(['platform', 'restaurant', 'customer']),
    pickupCode: z.string().optional(),
  }),
  customer: z.strictObject({
    name: z.string(),
    phone: z.string(),
    /** Only when the restaurant delivers. */
    address: address.nullable(),
  }),
  note: z.string(),
  currency: z.string().length(3),
  payment: z.enum(['cash', 'online']),
  lines: z.array(line).min(1),
  charges: z.array(z.strictObject({ kind: z.string(), name: z.string(), amount: decimal })),
  discounts: z.array(
    z.strictObject({
      name: z.string(),
      amount: decimal,
      sponsors: z.array(z.strictObject({ sponsor: z.string(), amount: decimal })),
    }),
  ),
  total: decimal,
  collect: decimal,
});
export type GenericOrder = z.infer<typeof genericOrder>;

const event = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.looseObject({
    type: z.literal(type),
    timestamp: z.iso.datetime({ offset: true }),
    data: z.looseObject({ id: z.string(), ...data }),
  });

/** What the restaurant's side tells the platform. */
export const answerEvent = z.discriminatedUnion('type', [
  event('order.accepted', { prepMinutes: z.int().nonnegative().nullish() }),
  event('order.rejected', {
    rejectReason: z.string().min(1),
    unavailableItemIds: z.array(z.string()).nullish(),
  }),
  event('order.preparing', {}),
  event('order.ready', {}),
  event('order.picked_up', {}),
  event('order.delivered', {}),
  event('order.delayed', { delayMinutes: z.int().positive() }),
  event('order.cancelled', { cancelReason: z.string().min(1) }),
]);
export type AnswerEvent = z.infer<typeof answerEvent>;
