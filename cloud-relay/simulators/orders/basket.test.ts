import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs } from '../../../src/shared/kit/clock.ts';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { sampleMenu } from '../sample-menu.ts';
import { fillBasket, type BasketModifier, type BasketWishes } from './basket.ts';
import { decimalText, pricedFor, type MenuItem, type ModifierGroup } from './menu.ts';

const now = Date.UTC(2026, 0, 15, 12);
const fill = (seed: number, wishes?: BasketWishes) =>
  fillBasket({ menu: sampleMenu, random: seededRandom(seed), now }, wishes);

const depth = (modifiers: readonly BasketModifier[]): number =>
  modifiers.reduce((most, { children }) => Math.max(most, 1 + depth(children)), 0);

const groupsOf = (groups: readonly ModifierGroup[]): ModifierGroup[] =>
  groups.flatMap((group) => [group, ...group.options.flatMap((option) => groupsOf(option.groups))]);

describe('a random basket', () => {
  test('adds up: lines, discount and delivery make the total', () => {
    assert(
      property(nat(), (seed) => {
        const basket = fill(seed);
        for (const line of basket.lines) {
          expect(line.totalMinor).toBe(line.quantity * line.eachMinor);
        }
        const lines = basket.lines.reduce((sum, line) => sum + line.totalMinor, 0);
        expect(basket.subtotalMinor).toBe(lines);
        expect(basket.totalMinor).toBe(lines - basket.discountMinor + basket.deliveryFeeMinor);
        expect(basket.totalMinor).toBeGreaterThan(0);
      }),
    );
  });

  test('chooses as many options of each group as the group allows, none twice', () => {
    const obeys = (groups: readonly ModifierGroup[], modifiers: readonly BasketModifier[]) => {
      for (const group of groups) {
        const chosen = modifiers.filter((modifier) => modifier.group.id === group.id);
        expect(chosen.length).toBeGreaterThanOrEqual(group.min);
        expect(chosen.length).toBeLessThanOrEqual(group.max);
        expect(new Set(chosen.map(({ option }) => option.id)).size).toBe(chosen.length);
        for (const { option, children } of chosen) obeys(option.groups, children);
      }
    };
    assert(
      property(nat(), (seed) => {
        for (const line of fill(seed).lines) obeys(line.item.groups, line.modifiers);
      }),
    );
  });

  test('comes out the same for the same seed and differs for another', () => {
    expect(fill(3)).toEqual(fill(3));
    expect(fill(3)).not.toEqual(fill(4));
  });

  test('is what was wished for', () => {
    const basket = fill(1, {
      scheduled: true,
      cash: true,
      test: true,
      handover: 'pickup',
      deepModifiers: true,
    });
    expect(basket).toMatchObject({ cash: true, test: true, handover: 'pickup' });
    expect(basket.deliveryFeeMinor).toBe(0);
    expect(basket.scheduledFor).toBeGreaterThanOrEqual(now + hourMs);
    expect(Math.max(...basket.lines.map((line) => depth(line.modifiers)))).toBe(5);
  });
});

describe('the sample menu', () => {
  const all: readonly MenuItem[] = [...sampleMenu.items, sampleMenu.deepItem];
  const groups = all.flatMap((item) => groupsOf(item.groups));
  const options = groups.flatMap((group) => group.options);

  test('gives every item, group and option an id of its own', () => {
    const ids = [...all, ...groups, ...options].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('names everything in both languages', () => {
    for (const { name } of [...all, ...groups, ...options, ...sampleMenu.categories]) {
      expect(name.en).not.toBe('');
      expect(name.ar).toMatch(/[\u0600-\u06ff]/);
    }
  });

  test('puts every item into a category that exists', () => {
    const categories = new Set(sampleMenu.categories.map(({ id }) => id));
    expect(all.filter(({ categoryId }) => !categories.has(categoryId))).toEqual([]);
  });

  test('is priced anew for another market, nested options included', () => {
    const uae = pricedFor(sampleMenu, { currency: 'AED', exponent: 2, rate: 0.5 });
    expect(uae.items[0]?.priceMinor).toBe(875);
    const [box] = uae.deepItem.groups[0]?.options ?? [];
    expect(box?.groups[0]?.options[0]?.priceMinor).toBe(250);
  });
});

test.each([
  [2_750, 3, '2.750'],
  [5, 3, '0.005'],
  [0, 2, '0.00'],
  [-1_250, 3, '-1.250'],
  [42, 0, '42'],
])('%i minor units with %i decimals read %s', (minor, exponent, text) => {
  expect(decimalText(minor, exponent)).toBe(text);
});
