import type { Line, Modifier, Order } from '../../../src/shared/contract/order.ts';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import { type Inbound, type ParseContext, type RawWebhook, UnreadableWebhook } from '../adapter.ts';
import { platformSays } from '../facts.ts';
import { filled, instant, position } from '../fields.ts';
import { type Reading, createReading, currencyFor } from '../reading.ts';
import type { Credentials, Settings } from './connection.ts';
import { moneyOf } from './money.ts';
import { rejectReasons } from './outbound.ts';
import type { Item, Option, Placed, SentAddress } from './payload.ts';
import { phoneOf, standingOf } from './status.ts';

type Context = ParseContext<Credentials, Settings>;

/** The store is the branch id we gave Careem, or the hub's merchant. */
export function readPlaced(sent: Placed, hook: RawWebhook, context: Context): Inbound {
  const storeId = sent.branch.id || (hook.headers['x-merchant-id'] ?? '');
  if (!storeId) throw new UnreadableWebhook('order: neither branch nor merchant is named');
  const { currency, assumed } = currencyFor(context.connection.country, '');
  const reading = createReading({ menu: context.menu, storeId, currency });
  if (assumed) reading.warn('currency_assumed', currency);
  const placedAtMs = instant(sent.created_at) ?? hook.receivedAtMs;
  const order = toOrder(sent, reading, { context, placedAtMs });
  return {
    kind: 'facts',
    facts: [
      {
        kind: 'order',
        externalId: sent.id,
        eventKey: 'placed',
        storeId,
        order,
        standing: platformSays(standingOf(sent.status), placedAtMs, sent.cancellation_reason),
        platformData: { brandId: sent.branch.brand_id },
      },
    ],
  };
}

function toOrder(
  sent: Placed,
  reading: Reading,
  { context, placedAtMs }: { context: Context; placedAtMs: number },
): Order {
  const { settings } = context.connection;
  const lines = sent.items.map((item) => toLine(item, reading));
  const { merchant_notes: note, merchant_instructions: instructions } =
    sent.metadata.order_instructions;
  return {
    id: context.orderId(sent.id),
    platform: 'careem',
    externalId: sent.id,
    displayNumber: sent.order_number || sent.id,
    placedAtMs,
    acceptByMs:
      settings.acceptWithinMinutes === null
        ? null
        : placedAtMs + settings.acceptWithinMinutes * minuteMs,
    ...scheduleOf(sent, settings),
    isTest: false,
    fulfilment: fulfilmentOf(sent.delivery_type),
    customer: customerOf(sent),
    lines,
    note: filled(sent.notes, note, instructions).join('\n'),
    cutleryNote: '',
    currency: reading.currency,
    ...moneyOf(sent, lines, reading),
    actions: ['accept', 'reject', 'ready', 'delay', 'cancel'],
    delayMinutes: [],
    rejectReasons: [...rejectReasons],
    warnings: [...reading.warnings],
  };
}

/** Careem names a slot; where it gives no time to start, the lead time of the connection does. */
function scheduleOf(sent: Placed, settings: Settings): Pick<Order, 'startAtMs' | 'dueAtMs'> {
  if (!sent.is_scheduled) return { startAtMs: null, dueAtMs: null };
  const dueAtMs = instant(sent.delivery.schedule_detail.time_slot);
  const startAtMs = instant(sent.prepare_time);
  if (startAtMs !== null || dueAtMs === null) return { startAtMs, dueAtMs };
  return { startAtMs: Math.max(0, dueAtMs - settings.scheduledLeadMinutes * minuteMs), dueAtMs };
}

function fulfilmentOf(deliveryType: string): Order['fulfilment'] {
  if (/pick_?-?up|collect/i.test(deliveryType)) return { kind: 'pickup', by: 'customer' };
  return { kind: 'delivery', by: deliveryType === 'merchant' ? 'restaurant' : 'platform' };
}

/** Blank unless the merchant delivers. */
function customerOf({ customer }: Placed): Order['customer'] {
  const phone = phoneOf(customer.phone_number);
  const address = addressOf(customer.address);
  if (!customer.name.trim() && !phone && !address) return null;
  return { name: customer.name, phone, address };
}

function addressOf(sent: SentAddress): NonNullable<Order['customer']>['address'] {
  const lines = filled(
    sent.name,
    filled(sent.street, sent.number).join(' '),
    sent.building,
    filled(sent.area, sent.city).join(', '),
  );
  const place = position(sent.location.lat || sent.latitude, sent.location.lng || sent.longitude);
  const isEmpty = lines.length === 0 && !sent.note && !('latitude' in place);
  return isEmpty ? null : { lines, note: sent.note, ...place };
}

function toLine(item: Item, reading: Reading): Line {
  const named = reading.line(item.id, { default: item.name, ar: item.name_ar });
  const what = named.name.default;
  return {
    ...named,
    quantity: reading.quantity(what, item.quantity),
    // `item_price` includes the options where `unit_price` is sent too; the hub sends it alone.
    unitPriceMinor: reading.amount(`${what} unit_price`, item.unit_price || item.item_price),
    totalMinor: reading.amount(`${what} total_price`, item.total_price),
    note: item.notes,
    modifiers: item.groups.flatMap((group) => toModifiers(group.options, reading)),
    removed: [],
  };
}

function toModifiers(options: readonly Option[], reading: Reading): Modifier[] {
  return options.map((option) => {
    const named = reading.item(option.id, { default: option.name, ar: option.name_ar });
    const what = named.name.default;
    const quantity = reading.quantity(what, option.quantity);
    return {
      ...named,
      quantity,
      unitPriceMinor: unitPriceOf(option, quantity, reading),
      modifiers: option.groups.flatMap((group) => toModifiers(group.options, reading)),
    };
  });
}

/** The POS API prices an option as a whole; it has a price of one only when that divides evenly. */
function unitPriceOf(option: Option, quantity: number, reading: Reading): number | null {
  const what = `option ${option.id}`;
  if (option.price) return reading.amount(`${what} price`, option.price);
  const total = reading.amount(`${what} total_price`, option.total_price);
  return total === null || total % quantity !== 0 ? null : total / quantity;
}
