import { expect, test } from 'vitest';
import { printerProfiles } from './index.ts';
import { models } from './models.ts';

test('every model has its own id and says where its facts were read', () => {
  expect(models.length).toBeGreaterThan(30);
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  for (const model of models) {
    expect(model.id).toMatch(/^[a-z0-9-]+$/);
    expect(model.source).not.toBe('');
    expect(printerProfiles[model.id]).toBe(model);
  }
});

test('the columns of every model fill its paper and do not run over it', () => {
  for (const { id, columns, widthDots } of models) {
    const spare = widthDots - columns * 12;
    expect([id, spare >= 0 && spare < 12]).toEqual([id, true]);
  }
});

test('no drawer pulse is longer than its one byte can say, nor shorter than a coil needs', () => {
  for (const { id, drawer } of models) {
    for (const ms of [drawer.onMs, drawer.offMs])
      expect([id, ms >= 100 && ms <= 510]).toEqual([id, true]);
  }
});
