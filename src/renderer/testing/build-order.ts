import type { OrderView } from '../../shared/contract/branch-api.ts';
import type { Line, Modifier, Order } from '../../shared/contract/order.ts';
import { minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { type Random, seededRandom } from '../../shared/kit/random.ts';

const dish = (en: string, ar: string, priceMinor: number) => ({ en, ar, priceMinor });
const dishes = [
  dish('Chicken shawarma plate', 'صحن شاورما دجاج', 3_250),
  dish('Mansaf, single', 'منسف فردي', 7_500),
  dish('Falafel sandwich', 'ساندويش فلافل', 850),
  dish('Mixed grill for two', 'مشاوي مشكلة لشخصين', 12_900),
  dish('Hummus with meat', 'حمص باللحمة', 3_900),
  dish('Fattoush', 'فتوش', 2_400),
  dish('Knafeh', 'كنافة نابلسية', 1_750),
  dish('Mint lemonade', 'ليمون بالنعنع', 1_500),
  dish('Cheese manakish', 'مناقيش جبنة', 1_250),
];
const extras = [
  dish('Extra garlic', 'ثومية زيادة', 250),
  dish('Large', 'كبير', 600),
  dish('Spicy', 'حار', 0),
  dish('Saj bread', 'خبز صاج', 150),
];
const names = ['رنا الخطيب', 'Omar Haddad', 'ليث عبيدات', 'Sara N.'];

const pick = <T>(items: readonly T[], random: Random) =>
  items[Math.floor(random() * items.length)] as T;

export function buildModifier(en: string, ar: string, priceMinor = 0): Modifier {
  return {
    itemId: `mod-${en.toLowerCase().replaceAll(' ', '-')}`,
    name: { default: en, en, ar },
    known: true,
    quantity: 1,
    unitPriceMinor: priceMinor,
    modifiers: [],
  };
}

export function buildLine(part: Partial<Line> = {}): Line {
  return {
    itemId: 'item-1',
    name: { default: 'Falafel sandwich', en: 'Falafel sandwich', ar: 'ساندويش فلافل' },
    known: true,
    quantity: 1,
    unitPriceMinor: 850,
    totalMinor: 850,
    note: '',
    modifiers: [],
    removed: [],
    ...part,
  };
}

export function buildOrder(part: Partial<Order> = {}): Order {
  return {
    id: 'ord_1',
    platform: 'talabat',
    externalId: 'tlb-90001',
    displayNumber: '101',
    placedAtMs: 0,
    acceptByMs: null,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: null,
    lines: [buildLine()],
    note: '',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 850,
    totalVerbatim: '0.850',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: ['accept', 'reject', 'preparing', 'ready', 'picked_up'],
    delayMinutes: [],
    rejectReasons: ['item_unavailable', 'too_busy', 'closed', 'other'],
    warnings: [],
    ...part,
  };
}

export function buildView(part: Partial<OrderView> & { order?: Order } = {}): OrderView {
  return {
    order: buildOrder(),
    status: 'pending',
    statusAtMs: 0,
    receivedAtMs: 0,
    cameTooLate: false,
    prepMinutes: null,
    readyByMs: null,
    courier: null,
    printJobs: [],
    answers: [],
    offers: [],
    ...part,
  };
}

function generatedLine(index: number, random: Random): Line {
  const chosen = pick(dishes, random);
  const quantity = 1 + Math.floor(random() * random() * 4);
  const modifiers = extras
    .filter(() => random() < 0.25)
    .map((extra) => buildModifier(extra.en, extra.ar, extra.priceMinor));
  const [first] = modifiers;
  if (first && random() < 0.3) first.modifiers.push(buildModifier('On the side', 'على جنب'));
  const each =
    chosen.priceMinor + modifiers.reduce((sum, one) => sum + (one.unitPriceMinor ?? 0), 0);
  return buildLine({
    itemId: `item-${index}`,
    name: { default: chosen.en, en: chosen.en, ar: chosen.ar },
    quantity,
    unitPriceMinor: chosen.priceMinor,
    totalMinor: each * quantity,
    note: random() < 0.12 ? 'بدون بصل لو سمحت' : '',
    modifiers,
    removed: random() < 0.15 ? [{ default: 'Onion', en: 'Onion', ar: 'بصل' }] : [],
  });
}

/** A believable order; the same number and time make the same order. */
export function generateOrder(number: number, nowMs: number): Order {
  const random = seededRandom(number);
  const platform = pick(['talabat', 'talabat', 'careem', 'deliveroo', 'generic'], random);
  const lines = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, i) =>
    generatedLine(i, random),
  );
  const food = lines.reduce((sum, line) => sum + (line.totalMinor ?? 0), 0);
  const cash = random() < 0.3;
  const ownDriver = platform === 'generic';
  const totalMinor = food + 1_250 - 500;
  return buildOrder({
    id: `ord_${number}`,
    platform,
    externalId: `${platform}-${90_000 + number}`,
    displayNumber: String(100 + number),
    placedAtMs: nowMs - 2 * secondMs,
    acceptByMs: nowMs + (3 + Math.floor(random() * 5)) * minuteMs,
    dueAtMs: nowMs + 30 * minuteMs,
    fulfilment: ownDriver
      ? { kind: 'delivery', by: 'restaurant' }
      : pick(
          [
            { kind: 'delivery' as const, by: 'platform' as const },
            { kind: 'pickup' as const, by: 'customer' as const, pickupCode: '4471' },
          ],
          random,
        ),
    customer:
      random() < 0.7
        ? {
            name: pick(names, random),
            phone: '+962 7 9000 1234',
            phoneCode: '771',
            address: ownDriver
              ? {
                  lines: ['شارع الرينبو 14', 'جبل عمان، الطابق الثالث'],
                  note: 'الجرس لا يعمل، اتصل',
                }
              : null,
          }
        : null,
    lines,
    note:
      random() < 0.35
        ? pick(['حساسية من المكسرات!', 'Please no onions, allergy', 'صلصة زيادة'], random)
        : '',
    cutleryNote: random() < 0.3 ? 'No cutlery' : '',
    charges: [{ kind: 'delivery', name: 'Delivery', amountMinor: 1_250 }],
    discounts: [
      {
        name: 'WELCOME',
        amountMinor: 500,
        sponsors: [
          { sponsor: 'platform', amountMinor: 300 },
          { sponsor: 'restaurant', amountMinor: 200 },
        ],
      },
    ],
    taxMinor: Math.round(food * 0.1379),
    totalMinor,
    totalVerbatim: (totalMinor / 1_000).toFixed(3),
    collectMinor: cash && ownDriver ? totalMinor : 0,
    riderPaysMinor: cash && !ownDriver ? food : 0,
    paymentMethod: cash ? 'cash' : 'online',
    actions: ['accept', 'reject', 'ready', 'picked_up', 'delay'],
    delayMinutes: [5, 10, 15],
    rejectReasons: ['item_unavailable', 'too_busy', 'closed', 'other'],
  });
}
