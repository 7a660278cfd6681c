import { beforeEach, describe, expect, test } from 'vitest';
import { createBillsReader, type BillsReader } from './bills-reader.ts';

let known: Map<string, number>;
let busy: Set<string>;
let read: string[];
let reader: BillsReader;

beforeEach(() => {
  known = new Map();
  busy = new Set();
  read = [];
  reader = createBillsReader({
    knownVersion: (id) => known.get(id) ?? 0,
    isBusy: (id) => busy.has(id),
    readOne: async (id) => void read.push(id),
    readAll: () => read.push('all'),
  });
});

describe('a till hears that bills have changed', () => {
  test('it reads the one that somebody else has changed, and no other', () => {
    known.set('bil_1', 3);
    known.set('bil_2', 7);
    reader.told([
      { id: 'bil_1', version: 4 },
      { id: 'bil_2', version: 7 },
    ]);
    expect(read).toEqual(['bil_1']);
  });

  test('it reads one it has never seen', () => {
    reader.told([{ id: 'bil_1', version: 1 }]);
    expect(read).toEqual(['bil_1']);
  });

  test('nobody knows which: it reads all', () => {
    reader.told([]);
    expect(read).toEqual(['all']);
  });

  test('of its own change it reads nothing, whether the answer or the notice comes first', () => {
    busy.add('bil_1');
    reader.told([{ id: 'bil_1', version: 2 }]);
    busy.clear();
    known.set('bil_1', 2);
    reader.settled();
    reader.told([{ id: 'bil_1', version: 2 }]);
    expect(read).toEqual([]);
  });

  test('what another till changed while this one was busy with the bill is read afterwards, once', () => {
    busy.add('bil_1');
    reader.told([{ id: 'bil_1', version: 2 }]);
    reader.told([{ id: 'bil_1', version: 3 }]);
    busy.clear();
    known.set('bil_1', 2);
    reader.settled();
    reader.settled();
    expect(read).toEqual(['bil_1']);
  });
});
