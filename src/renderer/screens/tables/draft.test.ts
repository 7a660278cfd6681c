import { describe, expect, test } from 'vitest';
import { Floor, tablesOf } from '../../../shared/contract/floor.ts';
import { addArea, addTable, changeTable, removeTable, stepped } from './draft.ts';

const empty: Floor = { version: 3, areas: [] };
const name = { en: 'Hall', ar: 'الصالة' };
const add = (floor: Floor, id: string) => addTable(floor, 'hall', id) ?? floor;
const two = add(add(addArea(empty, 'hall', name), 't1'), 't2');

describe('a plan that is being drawn', () => {
  test('takes new tables at the first free place, numbered on', () => {
    expect(tablesOf(two.areas)).toMatchObject([
      { name: '1', x: 0, y: 0 },
      { name: '2', x: 2, y: 0 },
    ]);
    expect(Floor.safeParse(two).success).toBe(true);
  });

  test('is full when no place is left, and says so', () => {
    const full = Array.from({ length: 40 }, (_, at) => `t${at}`).reduce(
      add,
      addArea(empty, 'hall', name),
    );
    expect(tablesOf(full.areas)).toHaveLength(40);
    expect(addTable(full, 'hall', 'one-more')).toBeUndefined();
    expect(Floor.safeParse(full).success).toBe(true);
  });

  test('keeps a table where it was when it would stand on another or take its name', () => {
    const [first, second] = tablesOf(two.areas);
    if (!first || !second) throw new Error('two tables');
    expect(changeTable(two, { ...first, x: 1 })).toBeUndefined();
    expect(changeTable(two, { ...first, shape: 'wide' })).toBeUndefined();
    expect(changeTable(two, { ...first, name: '2' })).toBeUndefined();
    const moved = changeTable(two, { ...first, y: 5, shape: 'wide' });
    expect(moved && tablesOf(moved.areas)[0]).toMatchObject({ y: 5, shape: 'wide' });
    expect(tablesOf(removeTable(two, 't1').areas)).toEqual([second]);
  });

  test('moves a table by one cell for each arrow key', () => {
    const [first] = tablesOf(two.areas);
    if (!first) throw new Error('a table');
    expect(stepped(first, 'ArrowDown')).toMatchObject({ x: 0, y: 1 });
    expect(stepped(first, 'Enter')).toBeUndefined();
  });
});
