import { z } from 'zod';
import { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { ConnectionView } from '../adapter.ts';
import { addressSetting } from '../http-calls.ts';
import { isSigningKey, isVerifyingKey } from './standard-webhooks.ts';

export const Credentials = z.object({
  verifyingKeys: z
    .array(z.string().refine(isVerifyingKey, 'is neither whsec_… nor whpk_…'))
    .min(1)
    .max(4)
    .describe('Keys of the partner: whsec_ (shared secret) or whpk_ (Ed25519 public key)'),
  signingKey: z
    .union([z.literal(''), z.string().refine(isSigningKey, 'is neither whsec_… nor whsk_…')])
    .default('')
    .describe('Key for our calls: whsec_ (shared secret) or whsk_ (Ed25519 private key)'),
});
export type Credentials = z.infer<typeof Credentials>;

/** An RFC 6901 JSON pointer; empty points at the whole document, which no field uses: it turns one off. */
function pointer(path: string) {
  return z
    .string()
    .regex(/^(?:\/(?:[^~/]|~[01])*)*$/)
    .default(path);
}

/** Where the fields of an order lie, relative to the body. The defaults are our documented payload. */
const OrderFields = z.object({
  type: pointer('/type'),
  id: pointer('/data/id'),
  displayNumber: pointer('/data/displayNumber'),
  storeId: pointer('/data/storeId'),
  placedAt: pointer('/data/placedAt'),
  acceptBy: pointer('/data/acceptBy'),
  startAt: pointer('/data/startAt'),
  dueAt: pointer('/data/dueAt'),
  test: pointer('/data/test'),
  fulfilment: pointer('/data/fulfilment/kind'),
  carrier: pointer('/data/fulfilment/by'),
  table: pointer('/data/fulfilment/table'),
  pickupCode: pointer('/data/fulfilment/pickupCode'),
  customerName: pointer('/data/customer/name'),
  customerPhone: pointer('/data/customer/phone'),
  addressLines: pointer('/data/customer/address/lines'),
  addressNote: pointer('/data/customer/address/note'),
  latitude: pointer('/data/customer/address/latitude'),
  longitude: pointer('/data/customer/address/longitude'),
  note: pointer('/data/note'),
  cutleryNote: pointer('/data/cutleryNote'),
  currency: pointer('/data/currency'),
  tax: pointer('/data/tax'),
  total: pointer('/data/total'),
  collect: pointer('/data/collect'),
  riderPays: pointer('/data/riderPays'),
  payment: pointer('/data/payment'),
  lines: pointer('/data/lines'),
  charges: pointer('/data/charges'),
  discounts: pointer('/data/discounts'),
  status: pointer('/data/status'),
  at: pointer('/data/at'),
  reason: pointer('/data/reason'),
});

/** Where the fields of a line or modifier lie, relative to it. */
const LineFields = z.object({
  id: pointer('/id'),
  name: pointer('/name'),
  nameEn: pointer('/nameEn'),
  nameAr: pointer('/nameAr'),
  categoryId: pointer('/category/id'),
  category: pointer('/category/name'),
  quantity: pointer('/quantity'),
  unitPrice: pointer('/unitPrice'),
  total: pointer('/total'),
  note: pointer('/note'),
  modifiers: pointer('/modifiers'),
  removed: pointer('/removed'),
});

export const Settings = z.object({
  callbackUrl: addressSetting('Where answers are sent; empty sends none'),
  acceptWithinMinutes: z
    .int()
    .min(1)
    .max(1_440)
    .nullable()
    .default(null)
    .describe(
      'Minutes an order without its own deadline waits for an answer; empty for no deadline',
    ),
  events: z
    .object({
      placed: z.string().default('order.created'),
      cancelled: z.string().default('order.cancelled'),
      status: z.string().default('order.status'),
    })
    .prefault({})
    .describe('What the partner calls its events'),
  statuses: z
    .record(z.string(), OrderStatus)
    .default({})
    .describe('The partner’s words for statuses, besides our own'),
  orderFields: OrderFields.prefault({}).describe('JSON pointers to the fields of an order'),
  lineFields: LineFields.prefault({}).describe('JSON pointers within a line or modifier'),
});
export type Settings = z.infer<typeof Settings>;

export type Connection = ConnectionView<Credentials, Settings>;
