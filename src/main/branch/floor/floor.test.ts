import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  floorRoutes,
  isFree,
  type Floor,
  type FloorTable,
  type TableShape,
} from '../../../shared/contract/floor.ts';
import { ask, CounterClient } from '../selling/testing/counter-client.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
});
afterEach(() => branch.end());

const table = (name: string, x: number, y: number, shape: TableShape = 'square'): FloorTable => ({
  id: `t-${name}`,
  name,
  seats: 4,
  shape,
  x,
  y,
});
const read = () => ask(branch, floorRoutes.readFloor, {});
const save = (floor: Floor) => ask(branch, floorRoutes.saveFloor, floor);
const garden = (...tables: FloorTable[]) => ({
  id: 'garden',
  name: { en: 'Garden', ar: 'الحديقة' },
  tables,
});
const plan = (version: number, ...tables: FloorTable[]): Floor => ({
  version,
  areas: [garden(...tables)],
});

describe('the floor plan', () => {
  test('is empty at first, is saved whole, and tells every till', async () => {
    expect(await read()).toEqual({ version: 0, areas: [] });
    const till = await branch.till();

    const saved = await save(plan(0, table('1', 0, 0), table('2', 2, 0)));

    expect(saved.version).toBe(1);
    expect(await read()).toEqual(saved);
    await eventually(() => till.notices.some(({ topics }) => topics.includes('floor')));
  });

  test('is not overwritten by who has seen an older one', async () => {
    await save(plan(0, table('1', 0, 0)));
    await expect(save(plan(0))).rejects.toThrow('floor.changed');
  });

  test('has no two tables of one name, and none that stand on each other or outside', async () => {
    const wrong = [
      plan(0, table('1', 0, 0), { ...table('1', 4, 4), id: 'other' }),
      plan(0, table('1', 0, 0), table('2', 1, 1)),
      plan(0, table('1', 13, 0, 'wide')),
    ];
    for (const floor of wrong) await expect(save(floor)).rejects.toThrow('input.invalid');
  });

  test('keeps a table as long as guests sit at it', async () => {
    const counter = new CounterClient(branch);
    const first = await save(plan(0, table('1', 0, 0), table('2', 4, 0)));
    const bill = await counter.open('dine_in', { table: '2' });

    const busy = save(plan(first.version, table('1', 0, 0), { ...table('9', 4, 0), id: 't-2' }));
    await expect(busy).rejects.toThrow('floor.table_busy');
    expect((await save(plan(first.version, table('2', 8, 0)))).version).toBe(2);

    await counter.do('cancelBill', bill, { reason: 'left' });
    expect((await save(plan(2))).areas[0]?.tables).toEqual([]);
  });
});

describe('a place on the plan', () => {
  test('is free beside a table, not on it, and a table is not in its own way', () => {
    const tables = [table('1', 2, 2, 'tall')];
    expect(isFree(tables, table('2', 4, 2))).toBe(true);
    expect(isFree(tables, table('2', 3, 5))).toBe(false);
    expect(isFree(tables, table('2', 2, 6))).toBe(true);
    expect(isFree(tables, table('1', 3, 3, 'tall'))).toBe(true);
  });
});
