import { expect, test } from 'vitest';
import { mostOrdersAtOnce } from '../../shared/contract/branch-api.ts';
import { createOrdersReader } from './orders-reader.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function slowSource() {
  const readings: { what: string; end: () => void; fail: () => void }[] = [];
  const read = (what: string) =>
    new Promise<void>((resolve, reject) => {
      readings.push({ what, end: resolve, fail: () => reject(new Error('no')) });
    });
  const changed = createOrdersReader({
    readSome: (ids) => read(ids.join(' ')),
    readAll: () => read('all'),
  });
  return { readings, changed, what: () => readings.map(({ what }) => what) };
}

test('a hundred notices during one reading cost one more reading, of just what changed', async () => {
  const { readings, changed, what } = slowSource();
  changed(['a']);
  for (let count = 0; count < 50; count++) changed(['b']);
  for (let count = 0; count < 50; count++) changed(['c']);
  expect(what()).toEqual(['a']);

  readings[0]?.end();
  await turn();

  expect(what()).toEqual(['a', 'b c']);
});

test('when nobody knows which orders changed, or very many did, all are read', async () => {
  const { readings, changed, what } = slowSource();
  changed([]);
  changed(Array.from({ length: mostOrdersAtOnce + 1 }, (_, index) => `o-${index}`));
  readings[0]?.end();
  await turn();

  expect(what()).toEqual(['all', 'all']);
});

test('what cannot be read one by one is read whole, and the next change is read again', async () => {
  const { readings, changed, what } = slowSource();
  changed(['a']);
  readings[0]?.fail();
  await turn();
  readings[1]?.end();
  await turn();

  changed(['b']);

  expect(what()).toEqual(['a', 'all', 'b']);
});
