import { hourMs, minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Random } from '../../../src/shared/kit/random.ts';
import type { LocalName, Menu, MenuItem, MenuOption, ModifierGroup } from './menu.ts';
import { customers, lineNotes, orderNotes, type Customer } from './sayings.ts';

/** Who carries the order to the customer. */
export type Handover = 'platform_rider' | 'vendor_delivery' | 'pickup';

/** What the order should be like; everything left out is left to chance, except that it is neither test nor scheduled. */
export interface BasketWishes {
  readonly scheduled?: boolean;
  readonly cash?: boolean;
  readonly test?: boolean;
  readonly handover?: Handover;
  /** Adds the item whose modifiers nest five levels deep. */
  readonly deepModifiers?: boolean;
  readonly lineCount?: number;
}

export interface BasketModifier {
  readonly group: ModifierGroup;
  readonly option: MenuOption;
  readonly quantity: number;
  readonly children: readonly BasketModifier[];
}

export interface BasketLine {
  readonly item: MenuItem;
  /** What the menu calls the item's category. */
  readonly category: LocalName;
  readonly quantity: number;
  readonly note: string;
  readonly modifiers: readonly BasketModifier[];
  /** One of the item with its modifiers. */
  readonly eachMinor: number;
  readonly totalMinor: number;
}

/** What a customer ordered, in no platform's words. Adds up: subtotal − discount + delivery fee = total. */
export interface Basket {
  readonly currency: string;
  readonly exponent: number;
  readonly lines: readonly BasketLine[];
  readonly note: string;
  readonly customer: Customer;
  readonly handover: Handover;
  readonly cash: boolean;
  readonly test: boolean;
  readonly scheduledFor: EpochMs | null;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly deliveryFeeMinor: number;
  readonly totalMinor: number;
}

export interface BasketSource {
  readonly menu: Menu;
  readonly random: Random;
  readonly now: EpochMs;
}

/** A random order of the menu; the same random sequence makes the same basket. */
export function fillBasket(source: BasketSource, wishes: BasketWishes = {}): Basket {
  const { menu, random, now } = source;
  const handover = wishes.handover ?? pick(random, handovers);
  const items = Array.from({ length: wishes.lineCount ?? 1 + below(random, 4) }, () =>
    pick(random, menu.items),
  );
  if (wishes.deepModifiers === true) items.push(menu.deepItem);
  const lines = items.map((item) => fillLine(menu, item, random));
  const subtotalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const discountMinor = random() < 0.2 ? Math.round(subtotalMinor / 10) : 0;
  const deliveryFeeMinor = handover === 'pickup' ? 0 : menu.deliveryFeeMinor;
  return {
    currency: menu.currency,
    exponent: menu.exponent,
    lines,
    note: random() < 0.4 ? pick(random, orderNotes) : '',
    customer: pick(random, customers),
    handover,
    cash: wishes.cash ?? random() < 0.3,
    test: wishes.test ?? false,
    scheduledFor: wishes.scheduled === true ? scheduledTime(now, random) : null,
    subtotalMinor,
    discountMinor,
    deliveryFeeMinor,
    totalMinor: subtotalMinor - discountMinor + deliveryFeeMinor,
  };
}

const handovers: readonly Handover[] = [
  'platform_rider',
  'platform_rider',
  'platform_rider',
  'vendor_delivery',
  'pickup',
];

function fillLine(menu: Menu, item: MenuItem, random: Random): BasketLine {
  const modifiers = item.groups.flatMap((group) => choose(group, random));
  const quantity = random() < 0.7 ? 1 : 2 + below(random, 3);
  const eachMinor = item.priceMinor + priceOf(modifiers);
  return {
    item,
    category: categoryOf(menu, item),
    quantity,
    note: random() < 0.3 ? pick(random, lineNotes) : '',
    modifiers,
    eachMinor,
    totalMinor: quantity * eachMinor,
  };
}

function categoryOf({ categories }: Menu, { id, categoryId }: MenuItem): LocalName {
  const found = categories.find((category) => category.id === categoryId);
  if (!found) throw new Error(`${id} is in no category of the menu`);
  return found.name;
}

function choose(group: ModifierGroup, random: Random): BasketModifier[] {
  const count = group.min + below(random, group.max - group.min + 1);
  const remaining = [...group.options];
  return Array.from({ length: count }, () => {
    const [option] = remaining.splice(below(random, remaining.length), 1);
    if (!option) throw new Error(`${group.id} asks for more options than it has`);
    return {
      group,
      option,
      quantity: 1,
      children: option.groups.flatMap((child) => choose(child, random)),
    };
  });
}

function priceOf(modifiers: readonly BasketModifier[]): number {
  return modifiers.reduce(
    (sum, { option, quantity, children }) =>
      sum + quantity * (option.priceMinor + priceOf(children)),
    0,
  );
}

/** Between one and four hours ahead, on a whole quarter of an hour. */
function scheduledTime(now: EpochMs, random: Random): EpochMs {
  const quarterMs = 15 * minuteMs;
  return Math.ceil((now + hourMs * (1 + 3 * random())) / quarterMs) * quarterMs;
}

/** A whole number from 0 to `limit` − 1. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[below(random, from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}
