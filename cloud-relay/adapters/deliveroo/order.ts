import { Currency } from '../../../src/shared/contract/money.ts';
import type { Line, Modifier, Order } from '../../../src/shared/contract/order.ts';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { InboundFact, ParseContext } from '../adapter.ts';
import { filled, instant, position } from '../fields.ts';
import { type SentName, type Reading, createReading, currencyFor } from '../reading.ts';
import type { Credentials, Settings } from './connection.ts';
import { moneyIn, moneyOf } from './money.ts';
import { actionsOf, delayMinutes, rejectReasons } from './outbound.ts';
import type { Item, Placed, SentAddress } from './payload.ts';
import { orderSteps, placedAt, standingOf } from './status.ts';

type Context = ParseContext<Credentials, Settings>;

export function orderFact(sent: Placed, receivedAtMs: number, context: Context): InboundFact {
  const storeId = sent.location_id;
  const { currency, assumed } = currencyOf(sent, context.connection.country);
  const reading = createReading({ menu: context.menu, storeId, currency });
  if (assumed) reading.warn('currency_assumed', currency);
  const steps = orderSteps(sent, receivedAtMs);
  const placedAtMs = placedAt(steps, receivedAtMs);
  return {
    kind: 'order',
    externalId: sent.id,
    eventKey: 'placed',
    storeId,
    order: toOrder(sent, reading, { context, placedAtMs }),
    standing: standingOf(steps, placedAtMs),
    platformData: {
      brandId: sent.brand_id,
      orderNumber: sent.order_number,
      isTabletless: sent.is_tabletless,
      isScheduled: !sent.asap,
      confirmAtMs: instant(sent.confirm_at),
      remakeOf: sent.remake_details?.parent_order_id ?? '',
    },
  };
}

function currencyOf(sent: Placed, country: string): { currency: Currency; assumed: boolean } {
  for (const money of [sent.total_price, sent.subtotal]) {
    const stated = Currency.safeParse(money.currency_code);
    if (stated.success) return { currency: stated.data, assumed: false };
  }
  return currencyFor('', country);
}

function toOrder(
  sent: Placed,
  reading: Reading,
  { context, placedAtMs }: { context: Context; placedAtMs: number },
): Order {
  const isTabletless = sent.is_tabletless;
  const lines = sent.items.map((item) => toLine(item, reading));
  return {
    id: context.orderId(sent.id),
    platform: 'deliveroo',
    externalId: sent.id,
    displayNumber: sent.display_id || sent.order_number || sent.id,
    placedAtMs,
    acceptByMs: isTabletless ? placedAtMs + answerTimeMs(sent.id, context) : null,
    startAtMs: sent.asap ? null : instant(sent.start_preparing_at),
    dueAtMs: dueOf(sent),
    isTest: false,
    fulfilment: fulfilmentOf(sent),
    customer: customerOf(sent),
    lines,
    note: sent.order_notes,
    cutleryNote: sent.cutlery_notes,
    currency: reading.currency,
    ...moneyOf(sent, lines, reading),
    actions: actionsOf(isTabletless),
    delayMinutes: isTabletless ? [...delayMinutes] : [],
    rejectReasons: isTabletless ? [...rejectReasons] : [],
    warnings: [...reading.warnings],
  };
}

/** Seven minutes in Kuwait and the UAE, ten elsewhere; the market is the id's prefix. */
function answerTimeMs(orderId: string, { connection }: Context): number {
  const market = /^([a-z]{2}):/i.exec(orderId)?.[1] ?? connection.country;
  return (/^(ae|kw)$/i.test(market) ? 7 : 10) * minuteMs;
}

function dueOf({ prepare_for: ready, fulfillment_type: type, delivery }: Placed): number | null {
  const atDoor = type === 'restaurant' ? instant(delivery.estimated_delivery_at) : null;
  return atDoor ?? instant(ready);
}

function fulfilmentOf({
  fulfillment_type: type,
  table_number: table,
}: Placed): Order['fulfilment'] {
  switch (type) {
    case 'restaurant':
      return { kind: 'delivery', by: 'restaurant' };
    case 'customer':
      return { kind: 'pickup', by: 'customer' };
    case 'table_service':
      return { kind: 'dine_in', by: 'restaurant', ...(table ? { table } : {}) };
    default:
      return { kind: 'delivery', by: 'platform' };
  }
}

function customerOf({ customer, delivery }: Placed): Order['customer'] {
  const { first_name: name, contact_number: phone, contact_access_code: phoneCode } = customer;
  const address = delivery.address ? addressOf(delivery.address) : null;
  if (!name && !phone && !address) return null;
  return { name, phone, ...(phoneCode ? { phoneCode } : {}), address };
}

function addressOf(sent: NonNullable<SentAddress>): NonNullable<Order['customer']>['address'] {
  const lines = filled(
    sent.address_line_1,
    sent.address_line_2,
    filled(sent.number, sent.street).join(' '),
    filled(sent.postal_code, sent.city).join(' '),
  );
  const place = position(sent.latitude, sent.longitude);
  return lines.length === 0 && !('latitude' in place) ? null : { lines, note: '', ...place };
}

function toLine(item: Item, reading: Reading): Line {
  return {
    ...toModifier(item, reading),
    ...reading.line(item.pos_item_id, sentName(item)),
    totalMinor: moneyIn(reading, `${item.name} total_price`, item.total_price),
    note: '',
    removed: [],
  };
}

function sentName({ name, operational_name: inHouse }: Item): SentName {
  return { default: name || inHouse };
}

function toModifier(item: Item, reading: Reading): Modifier {
  const named = reading.item(item.pos_item_id, sentName(item));
  const what = named.name.default;
  return {
    ...named,
    quantity: reading.quantity(what, item.quantity),
    unitPriceMinor: moneyIn(reading, `${what} unit_price`, item.unit_price),
    modifiers: item.modifiers.map((modifier) => toModifier(modifier, reading)),
  };
}
