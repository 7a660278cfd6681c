import { assert, boolean, constantFrom, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { fillBasket, type BasketWishes } from '../orders/basket.ts';
import { sampleMenu } from '../sample-menu.ts';
import { buildCareemOrder, buildHubOrder } from './build-order.ts';
import { careemOrder, hubOrder, type CareemGroup } from './wire.ts';

const now = Date.UTC(2026, 0, 15, 12);
const partner = {
  webhookKey: 'k',
  clientId: 'c',
  clientSecret: 's',
  brandId: 'brand-1',
  branchId: 'abdoun',
};
const fils = (value: number) => Math.round(value * 1_000);

function basketOf(seed: number, wishes?: BasketWishes) {
  return fillBasket({ menu: sampleMenu, random: seededRandom(seed), now }, wishes);
}
const facts = { id: 62_000_417, displayId: '417', createdAt: now, partner };
const build = (seed: number, wishes?: BasketWishes) =>
  buildCareemOrder(basketOf(seed, wishes), facts);

const optionsPrice = (groups: readonly CareemGroup[]): number =>
  groups
    .flatMap(({ options }) => options)
    .reduce((sum, option) => sum + fils(option.total_price) + optionsPrice(option.groups), 0);

test('every order has the documented shape and adds up to the last fils', () => {
  assert(
    property(nat(), boolean(), (seed, scheduled) => {
      const order = build(seed, { scheduled });
      expect(careemOrder.parse(order)).toEqual(order);
      for (const item of order.items) {
        expect(fils(item.item_price)).toBe(fils(item.unit_price) + optionsPrice(item.groups));
        expect(fils(item.total_price)).toBe(item.quantity * fils(item.item_price));
      }
      const items = order.items.reduce((sum, item) => sum + fils(item.total_price), 0);
      const { price } = order;
      expect(fils(price.total_taxable_price)).toBe(
        items -
          fils(price.careem_discount_amount) +
          fils(price.delivery_fee) +
          fils(price.service_fee),
      );
    }),
  );
});

test('the hub payload has its shape for any basket', () => {
  assert(
    property(nat(), (seed) => {
      const order = buildHubOrder(basketOf(seed), facts);
      expect(hubOrder.parse(order)).toEqual(order);
    }),
  );
});

test('items and options carry ids and never names', () => {
  const text = JSON.stringify(build(5, { lineCount: 6 }).items);
  expect(text).toContain('itm-');
  expect(text).not.toContain('"name"');
});

test('the customer stays blank unless the shop delivers', () => {
  assert(
    property(nat(), constantFrom('platform_rider', 'pickup'), (seed, handover) => {
      expect(build(seed, { handover }).customer).toMatchObject({
        name: '',
        phone_number: 0,
        address: { street: '', location: { lat: '', lng: '' } },
        payment_type: '',
      });
    }),
  );
  const own = build(1, { handover: 'vendor_delivery' });
  expect(own.delivery_type).toBe('merchant');
  expect(own.customer.name).not.toBe('');
});

test('cash is what the captain brings in', () => {
  const order = build(1, { cash: true });
  expect(order.cash_in).toBe(order.price.total_taxable_price);
  expect(build(1, { cash: false }).cash_in).toBe(0);
});

test('a scheduled order names its slot and when to start', () => {
  const order = build(1, { scheduled: true });
  expect(order).toMatchObject({ is_scheduled: true, delivery: { delivery_mode: 'scheduled' } });
  const slot = Date.parse(order.delivery.schedule_detail?.time_slot ?? '');
  expect(slot - Date.parse(order.prepare_time ?? '')).toBe(20 * 60_000);
});
