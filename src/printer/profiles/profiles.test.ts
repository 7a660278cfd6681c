import { describe, expect, test } from 'vitest';
import { printerProfiles } from './index.ts';
import { models } from './models.ts';
import { withOverrides, type ProfileOverrides } from './overrides.ts';

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

test('heat is only asked of models that have the command for it', () => {
  for (const { id, tuning, densityPercent } of models) {
    expect([id, tuning === 'gs-k' || densityPercent === undefined]).toEqual([id, true]);
  }
});

describe('one printer of a model', () => {
  const model = printerProfiles['generic-80mm'];

  test('is as wide as its ruler said, and its columns follow', () => {
    const { widthDots, columns } = withOverrides(model, { widthDots: 512 });
    expect([widthDots, columns]).toEqual([512, 42]);
  });

  test('keeps everything of its model that nobody changed', () => {
    expect(withOverrides(model, {})).toEqual(model);
    expect(withOverrides(model, { text: 'raster' })).toEqual({ ...model, text: 'raster' });
  });

  test.each([
    [{ widthDots: 58 }],
    [{ widthDots: 400.5 }],
    [{ drawer: { onMs: 2_000, offMs: 100 } }],
    [{ densityPercent: 92 }],
    [{ colour: 'red' }],
  ])('cannot be %j', (overrides) => {
    expect(() => withOverrides(model, overrides as ProfileOverrides)).toThrow();
  });
});
