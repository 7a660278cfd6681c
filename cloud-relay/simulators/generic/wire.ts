import { z } from 'zod';

/** The shapes a generic platform speaks; see this folder's README. Money is decimal text in `currency`. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const time = z.iso.datetime();

export interface GenericModifier {
  id: string;
  code: string;
  name: string;
  name_ar: string;
  quantity: number;
  unit_price: string;
  modifiers: GenericModifier[];
}

const modifier: z.ZodType<GenericModifier> = z.strictObject({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  name_ar: z.string(),
  quantity: z.int().positive(),
  unit_price: decimal,
  get modifiers() {
    return z.array(modifier);
  },
});

export const genericOrder = z.strictObject({
  id: z.string(),
  display_id: z.string(),
  store_id: z.string(),
  placed_at: time,
  answer_by: time,
  scheduled_for: time.nullable(),
  test: z.boolean(),
  currency: z.string().length(3),
  fulfillment: z.enum(['platform_delivery', 'store_delivery', 'pickup']),
  note: z.string(),
  customer: z.strictObject({ name: z.string(), phone: z.string() }),
  payment: z.strictObject({ method: z.enum(['cash', 'online']), collect: decimal }),
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        code: z.string(),
        name: z.string(),
        name_ar: z.string(),
        quantity: z.int().positive(),
        unit_price: decimal,
        total: decimal,
        note: z.string(),
        modifiers: z.array(modifier),
      }),
    )
    .min(1),
  subtotal: decimal,
  discount: decimal,
  delivery_fee: decimal,
  total: decimal,
});
export type GenericOrder = z.infer<typeof genericOrder>;

const about = { order_id: z.string() };
const event = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.looseObject({
    type: z.literal(type),
    timestamp: z.iso.datetime({ offset: true }),
    data: z.looseObject({ ...about, ...data }),
  });

/** What the restaurant's side tells the platform. */
export const answerEvent = z.discriminatedUnion('type', [
  event('order.accepted', { ready_at: z.iso.datetime({ offset: true }).nullish() }),
  event('order.rejected', { reason: z.string().min(1), message: z.string().nullish() }),
  event('order.preparing', {}),
  event('order.ready', {}),
  event('order.picked_up', {}),
  event('order.delivered', {}),
  event('order.cancelled', { reason: z.string().min(1), message: z.string().nullish() }),
  event('order.delayed', { minutes: z.int().positive() }),
]);
export type AnswerEvent = z.infer<typeof answerEvent>;
