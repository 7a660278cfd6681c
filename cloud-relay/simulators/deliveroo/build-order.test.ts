import { assert, boolean, constantFrom, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { fillBasket, type BasketWishes } from '../orders/basket.ts';
import { pricedFor } from '../orders/menu.ts';
import { sampleMenu } from '../sample-menu.ts';
import { buildDrooOrder } from './build-order.ts';
import { deliverooCredentials } from './credentials.ts';
import { markets } from './market.ts';
import { drooOrder, type DrooItem } from './wire.ts';

const now = Date.UTC(2026, 0, 15, 12);
const site = deliverooCredentials.parse({
  webhookSecret: 's',
  clientId: 'c',
  clientSecret: 'x',
  brandId: 'brand-1',
  siteId: 'site-1',
});

function build(seed: number, wishes?: BasketWishes, market: keyof typeof markets = 'ae') {
  const menu = pricedFor(sampleMenu, markets[market]);
  return buildDrooOrder(fillBasket({ menu, random: seededRandom(seed), now }, wishes), {
    id: `${market}:7c1d3f52-90ab-4c6d-8e21-5f0a9b3c4d5e`,
    displayId: '1417',
    placedAt: now,
    tabletless: true,
    site,
  });
}

const price = (items: readonly DrooItem[]): number =>
  items.reduce(
    (sum, { unit_price, quantity, modifiers }) =>
      sum + quantity * (unit_price.fractional + price(modifiers)),
    0,
  );

test('every order of every market has the documented shape and adds up', () => {
  assert(
    property(nat(), constantFrom('ae', 'kw', 'gb'), boolean(), (seed, market, scheduled) => {
      const order = build(seed, { scheduled }, market);
      expect(drooOrder.parse(order)).toEqual(order);
      expect(order.subtotal).toEqual({
        fractional: price(order.items),
        currency_code: markets[market].currency,
      });
      for (const item of order.items) expect(item.total_price.fractional).toBe(price([item]));
      expect(order.partner_order_total.fractional).toBe(
        order.subtotal.fractional - order.offer_discount.fractional,
      );
    }),
  );
});

test('a scheduled order says when to start and when to confirm', () => {
  const order = build(1, { scheduled: true });
  expect(order.asap).toBe(false);
  expect(order.confirm_at).toBe(order.start_preparing_at);
  expect(Date.parse(order.prepare_for) - Date.parse(order.start_preparing_at)).toBe(20 * 60_000);
  expect(build(1).confirm_at).toBeNull();
});

test('an address comes only when the restaurant delivers', () => {
  expect(build(1, { handover: 'vendor_delivery' })).toMatchObject({
    fulfillment_type: 'restaurant',
    delivery: { address: { city: 'Dubai' } },
  });
  expect(build(1, { handover: 'platform_rider' }).delivery).toBeUndefined();
});

test('cash is due in full or not at all', () => {
  const order = build(1, { cash: true });
  expect(order.cash_due).toEqual(order.total_price);
  expect(build(1, { cash: false }).cash_due.fractional).toBe(0);
});
