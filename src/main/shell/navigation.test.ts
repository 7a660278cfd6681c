import { expect, test } from 'vitest';
import { mayNavigate } from './navigation.ts';

const home = 'http://127.0.0.1:4100/login?token=abc';

test('the window moves about inside its own branch server', () => {
  expect(mayNavigate(home, 'http://127.0.0.1:4100/#/printers')).toBe(true);
});

test.each([
  'http://127.0.0.1:4101/',
  'https://127.0.0.1:4100/',
  'http://127.0.0.1.example.com:4100/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not an address',
])('the window never goes to %s', (target) => {
  expect(mayNavigate(home, target)).toBe(false);
});
