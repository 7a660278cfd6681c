import { expect, test } from 'vitest';
import { silentLogger } from '../../shared/kit/logger.ts';
import { createSignals, type Changes } from './signals.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('what changes in one turn is told once, after it', async () => {
  const signals = createSignals(silentLogger);
  const heard: Changes[] = [];
  signals.subscribe((changes) => heard.push(changes));
  signals.raise({ orders: true, newOrderIds: ['o-1'] });
  signals.raise({ printing: true, newOrderIds: ['o-2'] });
  expect(heard).toEqual([]);
  await nextTurn();
  expect(heard).toMatchObject([
    { orders: true, printing: true, state: false, newOrderIds: ['o-1', 'o-2'] },
  ]);
});

test('which bills changed is told as long as everybody knows which', async () => {
  const signals = createSignals(silentLogger);
  const heard: Changes[] = [];
  signals.subscribe((changes) => heard.push(changes));
  signals.raise({ bills: true, changedBills: [{ id: 'bil_1', version: 2 }] });
  signals.raise({ bills: true, changedBills: [{ id: 'bil_2', version: 1 }] });
  await nextTurn();
  signals.raise({ bills: true, changedBills: [{ id: 'bil_1', version: 3 }] });
  signals.raise({ bills: true });
  await nextTurn();
  expect(heard.map(({ changedBills }) => changedBills)).toEqual([
    [
      { id: 'bil_1', version: 2 },
      { id: 'bil_2', version: 1 },
    ],
    [],
  ]);
});

test('a listener that fails keeps no other from hearing', async () => {
  const signals = createSignals(silentLogger);
  let heard = 0;
  signals.subscribe(() => {
    throw new Error('disk full');
  });
  const stop = signals.subscribe(() => (heard += 1));
  signals.raise({ state: true });
  await nextTurn();
  stop();
  signals.raise({ state: true });
  await nextTurn();
  expect(heard).toBe(1);
});
