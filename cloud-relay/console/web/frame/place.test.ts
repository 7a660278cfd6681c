import { expect, test } from 'vitest';
import { hashOf, placeOf, tabs } from './place.ts';

test('every place has an address that leads back to it', () => {
  for (const tab of tabs) {
    const place = { companyId: 'co_1/ä', tab };
    expect(placeOf(hashOf(place))).toEqual(place);
  }
  expect(placeOf(hashOf({ companyId: null, tab: 'branches' })).companyId).toBeNull();
});

test.each(['', '#', '#/', '#/co_1', '#/co_1/nonsense', '#/%E0/x'])('%j leads somewhere', (hash) => {
  expect(placeOf(hash).tab).toBe('branches');
});
