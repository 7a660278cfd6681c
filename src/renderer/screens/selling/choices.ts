import type { Choice } from '../../../shared/contract/bill.ts';
import { unitWithModifiers } from '../../../shared/contract/bill-sums.ts';
import type { ModifierGroup, Product } from '../../../shared/contract/menu.ts';
import { groupsOf, toModifiers, type MenuBook } from '../../selling/menu-book.ts';

/** The most of one option on one line, as the contract has it. */
const mostOfOne = 20;

export function countIn({ options }: ModifierGroup, choices: readonly Choice[]): number {
  const mine = choices.filter((choice) => options.some(({ id }) => id === choice.optionId));
  return mine.reduce((sum, choice) => sum + choice.quantity, 0);
}

/** A tap on an option: chosen, or not any more. In a group of one it takes the place of the other. */
export function toggled(
  group: ModifierGroup,
  choices: readonly Choice[],
  optionId: string,
): readonly Choice[] {
  if (choices.some((choice) => choice.optionId === optionId)) {
    return choices.filter((choice) => choice.optionId !== optionId);
  }
  const chosen: Choice = { optionId, quantity: 1, choices: [] };
  if (group.max === 1) {
    const others = choices.filter((one) => !group.options.some(({ id }) => id === one.optionId));
    return [...others, chosen];
  }
  return countIn(group, choices) < group.max ? [...choices, chosen] : choices;
}

/** The same option once more, as far as the group lets it. */
export function takenAgain(
  group: ModifierGroup,
  choices: readonly Choice[],
  optionId: string,
): readonly Choice[] {
  if (countIn(group, choices) >= group.max) return choices;
  return choices.map((choice) =>
    choice.optionId === optionId
      ? { ...choice, quantity: Math.min(mostOfOne, choice.quantity + 1) }
      : choice,
  );
}

/** What was chosen on a chosen option. */
export function withInner(
  choices: readonly Choice[],
  optionId: string,
  inner: readonly Choice[],
): readonly Choice[] {
  return choices.map((choice) =>
    choice.optionId === optionId ? { ...choice, choices: [...inner] } : choice,
  );
}

/** A group that still has to be answered, and below which option it stands. */
export interface Unanswered {
  readonly group: ModifierGroup;
  readonly optionId: string | null;
  readonly missing: number;
}

/** The first question without an answer; undefined when the dish can be cooked as chosen. */
export function firstUnanswered(
  book: MenuBook,
  groupIds: readonly string[],
  choices: readonly Choice[],
  optionId: string | null = null,
): Unanswered | undefined {
  for (const group of groupsOf(book, groupIds)) {
    const missing = group.min - countIn(group, choices);
    if (missing > 0) return { group, optionId, missing };
    for (const option of group.options) {
      const choice = choices.find((one) => one.optionId === option.id);
      const inner = choice && firstUnanswered(book, option.groupIds, choice.choices, option.id);
      if (inner) return inner;
    }
  }
  return undefined;
}

/** Only what the menu still asks for, in the menu's order, so that the kitchen always reads it the same way. */
export function inMenuOrder(
  book: MenuBook,
  groupIds: readonly string[],
  choices: readonly Choice[],
): Choice[] {
  return groupsOf(book, groupIds).flatMap((group) =>
    group.options.flatMap((option) => {
      const choice = choices.find((one) => one.optionId === option.id);
      if (!choice) return [];
      return [{ ...choice, choices: inMenuOrder(book, option.groupIds, choice.choices) }];
    }),
  );
}

/** Whether a tap on the tile has to ask something before there is a line. */
export function asksFirst(book: MenuBook, product: Product): boolean {
  return firstUnanswered(book, product.groupIds, []) !== undefined;
}

/** Price of one with what is chosen so far. */
export function unitPrice(book: MenuBook, product: Product, choices: readonly Choice[]): number {
  const modifiers = toModifiers(book, choices);
  return unitWithModifiers({ unitPriceMinor: product.priceMinor, modifiers });
}
