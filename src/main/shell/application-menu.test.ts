import { expect, test } from 'vitest';
import { applicationMenu } from './application-menu.ts';

test('a till has no menu through which a slip on the keyboard reloads it or opens tools', () => {
  expect(applicationMenu('win32', true)).toBeNull();
  expect(applicationMenu('linux', true)).toBeNull();
});

test('on macOS text can be copied and the program ended', () => {
  expect(applicationMenu('darwin', true)).toContainEqual({ role: 'editMenu' });
});

test('a developer keeps the tools', () => {
  expect(applicationMenu('linux', false)).toBe('default');
});
