import type { Line, Modifier, Order } from '../../../src/shared/contract/order.ts';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { Inbound, ParseContext, RawWebhook } from '../adapter.ts';
import { readJson } from '../exact-json.ts';
import { platformSays } from '../facts.ts';
import { instant, read } from '../fields.ts';
import { type Reading, createReading, currencyFor } from '../reading.ts';
import type { Credentials, Settings } from './connection.ts';
import { customerOf } from './customer.ts';
import { moneyOf } from './money.ts';
import { actionsOf, rejectReasons } from './outbound.ts';
import { Dispatch, type Product, type Topping } from './payload.ts';

type Context = ParseContext<Credentials, Settings>;

/** Reads `POST order/{remoteId}`; the store is the `remoteId` that we chose for it. */
export function readDispatch(hook: RawWebhook, context: Context, storeId: string): Inbound {
  const sent = read(Dispatch, readJson(hook.body), 'dispatch');
  const { connection } = context;
  const { currency, assumed } = currencyFor(sent.localInfo.countryCode, connection.country);
  const reading = createReading({ menu: context.menu, storeId, currency });
  if (assumed) reading.warn('currency_assumed', currency);
  const placedAtMs = instant(sent.createdAt) ?? hook.receivedAtMs;
  const order = toOrder(sent, reading, { context, placedAtMs });
  // The tablet answers indirect orders, and no call ever says that it did.
  const status = connection.settings.mode === 'indirect' ? 'confirmed' : 'pending';
  return {
    kind: 'facts',
    facts: [
      {
        kind: 'order',
        externalId: sent.token,
        eventKey: 'placed',
        storeId,
        order,
        standing: platformSays(status, placedAtMs),
        platformData: {
          callbackUrls: sent.callbackUrls,
          code: sent.code,
          platformKey: sent.localInfo.platformKey,
          platformRestaurantId: sent.platformRestaurant.id,
        },
      },
    ],
  };
}

function toOrder(
  sent: Dispatch,
  reading: Reading,
  { context, placedAtMs }: { context: Context; placedAtMs: number },
): Order {
  const { settings } = context.connection;
  const fulfilment = fulfilmentOf(sent);
  const dueAtMs = dueOf(sent, fulfilment);
  const isDirect = settings.mode === 'direct';
  const lines = sent.products.map((product) => toLine(product, reading));
  return {
    id: context.orderId(sent.token),
    platform: 'talabat',
    externalId: sent.token,
    displayNumber: sent.shortCode || sent.code || sent.token,
    placedAtMs,
    acceptByMs: isDirect ? instant(sent.expiryDate) : null,
    startAtMs: startOf(sent, dueAtMs, settings),
    dueAtMs,
    isTest: sent.test,
    fulfilment,
    customer: customerOf(sent),
    lines,
    note: sent.comments.customerComment,
    cutleryNote: '',
    currency: reading.currency,
    ...moneyOf(sent, lines, reading),
    actions: isDirect ? actionsOf(fulfilment) : [],
    delayMinutes: [],
    rejectReasons: isDirect ? [...rejectReasons] : [],
    warnings: [...reading.warnings],
  };
}

/** Examples contradict the rule that a pickup has no delivery block, so the type of expedition wins. */
function fulfilmentOf(sent: Dispatch): Order['fulfilment'] {
  if (sent.expeditionType === 'pickup') {
    const pickupCode = sent.pickup.pickupCode;
    return { kind: 'pickup', by: 'customer', ...(pickupCode ? { pickupCode } : {}) };
  }
  const isOwnDriver = sent.delivery.address && !sent.delivery.riderPickupTime;
  return { kind: 'delivery', by: isOwnDriver ? 'restaurant' : 'platform' };
}

function dueOf({ delivery, pickup }: Dispatch, { by }: Order['fulfilment']): number | null {
  if (by === 'customer') return instant(pickup.pickupTime);
  if (by === 'restaurant') return instant(delivery.expectedDeliveryTime);
  return instant(delivery.riderPickupTime);
}

/** The middleware says when a pre-order is due and not when to start; the lead time is a setting. */
function startOf(sent: Dispatch, dueAtMs: number | null, settings: Settings): number | null {
  if (!sent.preOrder || dueAtMs === null) return null;
  return Math.max(0, dueAtMs - settings.preOrderLeadMinutes * minuteMs);
}

function toLine(product: Product, reading: Reading): Line {
  const own = { id: '', name: product.categoryName };
  const named = reading.line(product.remoteCode, { default: product.name }, own);
  const what = named.name.default;
  return {
    ...named,
    quantity: reading.quantity(what, product.quantity),
    unitPriceMinor: reading.amount(`${what} unitPrice`, product.unitPrice),
    totalMinor: reading.amount(`${what} paidPrice`, product.paidPrice),
    note: product.comment,
    modifiers: [
      ...variationOf(product),
      ...[...product.selectedToppings, ...product.selectedChoices].map((topping) =>
        toModifier(topping, reading),
      ),
    ],
    removed: [],
    ...(product.itemUnavailabilityHandling
      ? { ifUnavailable: product.itemUnavailabilityHandling }
      : {}),
  };
}

/** The chosen variant has a name and no id; products without variants repeat their own name there. */
function variationOf(product: Product): Modifier[] {
  const name = product.variation.name;
  if (name.trim() === '' || name === product.name) return [];
  return [
    {
      itemId: null,
      name: { default: name },
      known: true,
      quantity: 1,
      unitPriceMinor: null,
      modifiers: [],
    },
  ];
}

function toModifier(topping: Topping, reading: Reading): Modifier {
  const named = reading.item(topping.remoteCode, { default: topping.name });
  const what = named.name.default;
  return {
    ...named,
    quantity: reading.quantity(what, topping.quantity),
    unitPriceMinor: reading.amount(`${what} price`, topping.price),
    modifiers: topping.children.map((child) => toModifier(child, reading)),
  };
}
