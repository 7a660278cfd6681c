import { expect, test } from 'vitest';
import { createSourceList } from './source-list.ts';

test('without a list every address may call', () => {
  expect(createSourceList([])('203.0.113.9')).toBe(true);
});

test.each([
  ['52.208.41.152', true],
  ['52.208.41.153', false],
  ['10.20.30.40', true],
  ['11.0.0.1', false],
  ['2001:db8::7', true],
  ['2001:db9::7', false],
  ['::ffff:10.1.2.3', true],
  ['::ffff:11.1.2.3', false],
  ['', false],
  ['not an address', false],
])('%s on the list: %s', (address, allowed) => {
  const list = createSourceList(['52.208.41.152', '10.0.0.0/8', '2001:db8::/32']);
  expect(list(address)).toBe(allowed);
});
