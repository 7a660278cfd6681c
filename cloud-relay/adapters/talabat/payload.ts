/** The dispatch body, with the field names of the middleware's plugin specification; see README.md. */
import { z } from 'zod';
import { block, extras, flag, group, id, rows, text } from '../fields.ts';

const Discount = z.object({
  name: text,
  amount: text,
  sponsorships: extras(z.object({ sponsor: text, amount: text })),
});
export type SentDiscount = z.infer<typeof Discount>;

export interface Topping {
  remoteCode: string;
  name: string;
  price: string;
  quantity: string;
  children: Topping[];
  discounts: SentDiscount[];
}

const Topping: z.ZodType<Topping> = z.object({
  remoteCode: text,
  name: text,
  price: text,
  quantity: text,
  discounts: extras(Discount),
  get children() {
    return rows(Topping);
  },
});

const Product = z.object({
  remoteCode: text,
  name: text,
  categoryName: text,
  quantity: text,
  unitPrice: text,
  paidPrice: text,
  comment: text,
  variation: group({ name: text }),
  itemUnavailabilityHandling: text,
  discounts: extras(Discount),
  selectedToppings: rows(Topping),
  // Older orders carry their choices here; the fields are those of a topping as far as examples show.
  selectedChoices: rows(Topping),
});
export type Product = z.infer<typeof Product>;

const Address = block({
  company: text,
  line1: text,
  line2: text,
  line3: text,
  line4: text,
  line5: text,
  street: text,
  number: text,
  building: text,
  structure: text,
  entrance: text,
  floor: text,
  flatNumber: text,
  room: text,
  intercom: text,
  district: text,
  deliveryArea: text,
  deliveryMainArea: text,
  city: text,
  postcode: text,
  other: text,
  deliveryInstructions: text,
  latitude: text,
  longitude: text,
});
export type SentAddress = z.infer<typeof Address>;

export const Dispatch = z.object({
  token: id,
  code: text,
  shortCode: text,
  createdAt: text,
  expiryDate: text,
  expeditionType: text,
  test: flag,
  preOrder: flag,
  comments: group({ customerComment: text }),
  customer: group({ firstName: text, lastName: text, mobilePhone: text }),
  localInfo: group({ countryCode: text, currencySymbol: text, platformKey: text }),
  platformRestaurant: group({ id: text }),
  payment: group({ status: text, type: text }),
  price: group({
    grandTotal: text,
    vatTotal: text,
    payRestaurant: text,
    riderTip: text,
    collectFromCustomer: text,
    deliveryFees: extras(z.object({ name: text, value: text })),
    deliveryFee: text,
    containerCharge: text,
    serviceFeeTotal: text,
  }),
  discounts: extras(Discount),
  products: z.array(Product).min(1),
  delivery: group({ address: Address, expectedDeliveryTime: text, riderPickupTime: text }),
  pickup: group({ pickupTime: text, pickupCode: text }),
  callbackUrls: group({
    orderAcceptedUrl: text,
    orderRejectedUrl: text,
    orderPickedUpUrl: text,
    orderPreparedUrl: text,
  }),
});
export type Dispatch = z.infer<typeof Dispatch>;
