import { describe, expect, test } from 'vitest';
import type { Choice } from '../../../shared/contract/bill.ts';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { createMenuBook } from '../../selling/menu-book.ts';
import { createFakeSelling, giveMenu } from '../../testing/fake-selling.ts';
import {
  asksFirst,
  firstUnanswered,
  inMenuOrder,
  takenAgain,
  toggled,
  unitPrice,
  withInner,
} from './choices.ts';
import { quantityOf, typedDigit } from './quantity.ts';
import { searchMenu } from './search.ts';

const selling = createFakeSelling(createFakeClock(), () => undefined);
const ids = giveMenu(selling);
const { menu } = selling.menu.read('');
if (!menu) throw new Error('no menu');
const book = createMenuBook(menu);
const shawarma = book.products.get(ids.shawarma);
if (!shawarma) throw new Error('no shawarma');
const groupNamed = (en: string) => {
  const group = menu.groups.find(({ name }) => name.en === en);
  if (!group) throw new Error(`no group ${en}`);
  return group;
};
const chosen = (...optionIds: string[]): Choice[] =>
  optionIds.map((optionId) => ({ optionId, quantity: 1, choices: [] }));

describe('what goes on a dish', () => {
  test('one bread takes the place of the other, and a second tap takes it off', () => {
    const bread = groupNamed('Bread');
    const pita = toggled(bread, [], 'pita');
    expect(toggled(bread, pita, 'meal')).toEqual(chosen('meal'));
    expect(toggled(bread, pita, 'pita')).toEqual([]);
  });

  test('no more sauces than the menu lets one have, each counted as often as it is taken', () => {
    const sauce = groupNamed('Sauce');
    const two = toggled(sauce, toggled(sauce, [], 'garlic'), 'hot');
    expect(toggled(sauce, two, 'molasses')).toEqual(two);
    const double = takenAgain(sauce, chosen('garlic'), 'garlic');
    expect(double).toEqual([{ optionId: 'garlic', quantity: 2, choices: [] }]);
    expect(takenAgain(sauce, double, 'garlic')).toEqual(double);
  });

  test('the bread is asked for first, and what the meal asks for in turn after it', () => {
    const { groupIds } = shawarma;
    expect(asksFirst(book, shawarma)).toBe(true);
    expect(firstUnanswered(book, groupIds, [])?.group.name.en).toBe('Bread');
    expect(firstUnanswered(book, groupIds, chosen('meal'))).toMatchObject({
      group: { name: { en: 'Drink' } },
      optionId: 'meal',
      missing: 1,
    });
    const whole = withInner(chosen('meal'), 'meal', chosen('ayran'));
    expect(firstUnanswered(book, groupIds, whole)).toBeUndefined();
    expect(unitPrice(book, shawarma, whole)).toBe(2_750 + 1_250 + 100);
  });

  test('comes in the order of the menu, without what the menu does not ask for any more', () => {
    const mixed = chosen('hot', 'cola', 'garlic', 'pita');
    expect(inMenuOrder(book, shawarma.groupIds, mixed)).toEqual(chosen('pita', 'garlic', 'hot'));
  });
});

describe('a search', () => {
  const found = (text: string) => searchMenu(book, text).map(({ name }) => name.en);

  test.each([
    ['ارز', ['Kabsa']],
    ['أرز كب', ['Kabsa']],
    ['الشاورما', ['Shawarma']],
    ['شاورمه', []],
    ['JUI', ['Juice']],
    ['', []],
  ])('for "%s" finds %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });
});

test('a number typed before a dish is how many of it', () => {
  expect(quantityOf('')).toBe(1);
  const twelve = typedDigit(typedDigit('', '1'), '2');
  expect(quantityOf(twelve)).toBe(12);
  expect(typedDigit('', '0')).toBe('');
  expect(typedDigit('999', '9')).toBe('999');
});
