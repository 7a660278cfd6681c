import { Currency } from '../../../src/shared/contract/money.ts';
import {
  Charge,
  type Discount,
  type Line,
  type Modifier,
  type Order,
} from '../../../src/shared/contract/order.ts';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { InboundFact, ParseContext } from '../adapter.ts';
import { platformSays } from '../facts.ts';
import { filled, instant, position } from '../fields.ts';
import {
  type SentName,
  type OrderMoney,
  type Reading,
  checkSum,
  createReading,
  currencyFor,
} from '../reading.ts';
import type { Credentials, Settings } from './connection.ts';
import { actionsOf, rejectReasons } from './outbound.ts';
import type { Placed, SentCharge, SentDiscount, SentLine } from './payload.ts';

type Context = ParseContext<Credentials, Settings>;

export function orderFact(sent: Placed, receivedAtMs: number, context: Context): InboundFact {
  const stated = Currency.safeParse(sent.currency);
  const currency = stated.data ?? currencyFor('', context.connection.country).currency;
  const reading = createReading({ menu: context.menu, storeId: sent.storeId, currency });
  if (!stated.success) reading.warn('currency_assumed', currency);
  const placedAtMs = instant(sent.placedAt) ?? receivedAtMs;
  return {
    kind: 'order',
    externalId: sent.id,
    eventKey: 'placed',
    storeId: sent.storeId,
    order: toOrder(sent, reading, { context, placedAtMs }),
    standing: platformSays('pending', placedAtMs),
    platformData: {},
  };
}

function toOrder(
  sent: Placed,
  reading: Reading,
  { context, placedAtMs }: { context: Context; placedAtMs: number },
): Order {
  const { settings } = context.connection;
  const lines = sent.lines.map((line) => toLine(line, reading));
  const actions = actionsOf(context.connection);
  const { acceptWithinMinutes: minutes } = settings;
  return {
    id: context.orderId(sent.id),
    platform: 'generic',
    externalId: sent.id,
    displayNumber: sent.displayNumber || sent.id,
    placedAtMs,
    acceptByMs:
      instant(sent.acceptBy) ?? (minutes === null ? null : placedAtMs + minutes * minuteMs),
    startAtMs: instant(sent.startAt),
    dueAtMs: instant(sent.dueAt),
    isTest: sent.test,
    fulfilment: fulfilmentOf(sent),
    customer: customerOf(sent),
    lines,
    note: sent.note,
    cutleryNote: sent.cutleryNote,
    currency: reading.currency,
    ...moneyOf(sent, lines, reading),
    actions,
    delayMinutes: [],
    rejectReasons: actions.includes('reject') ? [...rejectReasons] : [],
    warnings: [...reading.warnings],
  };
}

const kinds = ['delivery', 'pickup', 'dine_in'] as const;
const carriers = ['platform', 'restaurant', 'customer'] as const;
const usualCarrier = { delivery: 'platform', pickup: 'customer', dine_in: 'restaurant' } as const;

function fulfilmentOf(sent: Placed): Order['fulfilment'] {
  const kind = oneOf(kinds, sent.fulfilment) ?? 'delivery';
  return {
    kind,
    by: oneOf(carriers, sent.carrier) ?? usualCarrier[kind],
    ...(sent.table ? { table: sent.table } : {}),
    ...(sent.pickupCode ? { pickupCode: sent.pickupCode } : {}),
  };
}

function oneOf<Word extends string>(words: readonly Word[], sent: string): Word | undefined {
  return words.find((word) => word === sent);
}

function customerOf(sent: Placed): Order['customer'] {
  const lines = filled(...sent.addressLines);
  const place = position(sent.latitude, sent.longitude);
  const hasAddress = lines.length > 0 || sent.addressNote !== '' || 'latitude' in place;
  const address = hasAddress ? { lines, note: sent.addressNote, ...place } : null;
  if (!sent.customerName && !sent.customerPhone && !address) return null;
  return { name: sent.customerName, phone: sent.customerPhone, address };
}

function toLine(sent: SentLine, reading: Reading): Line {
  const modifier = toModifier(sent, reading);
  const own = { id: sent.categoryId, name: sent.category };
  return {
    ...modifier,
    ...reading.line(sent.id, sentName(sent), own),
    totalMinor: reading.amount(`${modifier.name.default} total`, sent.total),
    note: sent.note,
    removed: filled(...sent.removed).map((name) => ({ default: name })),
  };
}

function sentName({ name, nameEn, nameAr }: SentLine): SentName {
  return { default: name || nameEn || nameAr, en: nameEn, ar: nameAr };
}

function toModifier(sent: SentLine, reading: Reading): Modifier {
  const named = reading.item(sent.id, sentName(sent));
  const what = named.name.default;
  return {
    ...named,
    quantity: reading.quantity(what, sent.quantity),
    unitPriceMinor: reading.amount(`${what} unitPrice`, sent.unitPrice),
    modifiers: sent.modifiers.map((modifier) => toModifier(modifier, reading)),
  };
}

function moneyOf(sent: Placed, lines: readonly Line[], reading: Reading): OrderMoney {
  const charges = sent.charges.map((charge) => toCharge(charge, reading));
  const discounts = sent.discounts.map((discount) => toDiscount(discount, reading));
  const taxMinor = reading.amount('tax', sent.tax);
  const totalMinor = reading.amount('total', sent.total);
  checkSum(reading, {
    lines: lines.map((line) => line.totalMinor),
    added: charges.map((charge) => charge.amountMinor),
    maybe: [-discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0), taxMinor ?? 0],
    stated: totalMinor,
  });
  return {
    charges,
    discounts,
    taxMinor,
    totalMinor,
    totalVerbatim: sent.total,
    collectMinor: reading.amount('collect', sent.collect) ?? 0,
    riderPaysMinor: reading.amount('riderPays', sent.riderPays) ?? 0,
    paymentMethod: oneOf(['cash', 'card', 'online'], sent.payment) ?? 'other',
  };
}

function toCharge({ kind, name, amount }: SentCharge, reading: Reading): Charge {
  return {
    kind: Charge.shape.kind.catch('other').parse(kind),
    name,
    amountMinor: reading.amount(name || 'charge', amount) ?? 0,
  };
}

function toDiscount({ name, amount, sponsors }: SentDiscount, reading: Reading): Discount {
  return {
    name,
    amountMinor: reading.amount(name || 'discount', amount) ?? 0,
    sponsors: sponsors.map((part) => ({
      sponsor: oneOf(['platform', 'restaurant'], part.sponsor) ?? 'other',
      amountMinor: reading.amount(`${name} ${part.sponsor}`, part.amount) ?? 0,
    })),
  };
}
