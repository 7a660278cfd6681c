import { assert, boolean, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { fillBasket, type BasketWishes } from '../orders/basket.ts';
import { sampleMenu } from '../sample-menu.ts';
import { buildDhOrder } from './build-order.ts';
import { talabatCredentials } from './credentials.ts';
import { dhOrder, type DhTopping } from './wire.ts';

const now = Date.UTC(2026, 0, 15, 12);
const vendor = talabatCredentials.parse({
  webhookSecret: 's',
  username: 'u',
  password: 'p',
  remoteId: 'abdoun',
});

function build(seed: number, wishes?: BasketWishes) {
  const basket = fillBasket({ menu: sampleMenu, random: seededRandom(seed), now }, wishes);
  const order = buildDhOrder(basket, {
    token: 't-1',
    code: 'c-1',
    shortCode: '417',
    createdAt: now,
    expiresAt: now + 900_000,
    apiUrl: 'http://127.0.0.1:4000',
    vendor,
  });
  return { basket, order };
}

const toppingPrice = (toppings: readonly DhTopping[]): number =>
  toppings.reduce(
    (sum, { price, quantity, children }) =>
      sum + quantity * (Math.round(Number(price) * 1_000) + toppingPrice(children)),
    0,
  );

const depth = (toppings: readonly DhTopping[]): number =>
  toppings.reduce((most, { children }) => Math.max(most, 1 + depth(children)), 0);

test('every order has the documented shape and adds up', () => {
  assert(
    property(nat(), boolean(), (seed, scheduled) => {
      const { order } = build(seed, { scheduled });
      expect(dhOrder.parse(order)).toEqual(order);
      for (const { quantity, unitPrice, paidPrice, selectedToppings } of order.products) {
        const each = Math.round(Number(unitPrice) * 1_000) + toppingPrice(selectedToppings);
        expect(Math.round(Number(paidPrice) * 1_000)).toBe(Number(quantity) * each);
      }
      const sum = order.products.reduce((all, { paidPrice }) => all + Number(paidPrice), 0);
      const off = order.discounts.reduce((all, { amount }) => all + Number(amount), 0);
      const fees = order.price.deliveryFees.reduce((all, { value }) => all + value, 0);
      expect(Number(order.price.grandTotal)).toBeCloseTo(sum - off + fees, 6);
    }),
  );
});

test('toppings nest five deep when wished for', () => {
  const { order } = build(1, { deepModifiers: true });
  expect(Math.max(...order.products.map((product) => depth(product.selectedToppings)))).toBe(5);
});

test.each([
  ['platform_rider', 'delivery', { address: null }, null],
  ['vendor_delivery', 'delivery', { riderPickupTime: null }, null],
  ['pickup', 'pickup', null, { pickupCode: '4711' }],
] as const)('%s is told by the fields, not by a type', (handover, expedition, delivery, pickup) => {
  const { order } = build(1, { handover });
  expect(order).toMatchObject({ expeditionType: expedition, delivery, pickup });
});

test('cash is collected in full, an order paid online not at all', () => {
  const cash = build(2, { cash: true }).order;
  expect(cash.price.collectFromCustomer).toBe(cash.price.grandTotal);
  expect(cash.payment.status).toBe('pending');
  expect(build(2, { cash: false }).order.price.collectFromCustomer).toBe('0.000');
});
