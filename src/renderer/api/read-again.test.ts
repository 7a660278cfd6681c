import { expect, test } from 'vitest';
import { createReadAgain } from './read-again.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function slowReader() {
  const open: { key: string; end: (failed?: boolean) => void }[] = [];
  const read = (key: string) =>
    new Promise<void>((resolve, reject) => {
      open.push({ key, end: (failed) => (failed ? reject(new Error('no')) : resolve()) });
    });
  return { open, readAgain: createReadAgain(read) };
}

test('a hundred notices during one reading cost one more reading, not a hundred', async () => {
  const { open, readAgain } = slowReader();
  for (let count = 0; count < 100; count++) readAgain('orders');
  expect(open).toHaveLength(1);

  open[0]?.end();
  await turn();
  expect(open).toHaveLength(2);

  open[1]?.end();
  await turn();
  expect(open).toHaveLength(2);
});

test('a slow reading of one thing does not hold up another', () => {
  const { open, readAgain } = slowReader();
  readAgain('orders');
  readAgain('state');
  expect(open.map(({ key }) => key)).toEqual(['orders', 'state']);
});

test('a reading that fails does not end the readings', async () => {
  const { open, readAgain } = slowReader();
  readAgain('orders');
  open[0]?.end(true);
  await turn();

  readAgain('orders');

  expect(open).toHaveLength(2);
});
