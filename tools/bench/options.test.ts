import { expect, test } from 'vitest';
import { measureNames, readOptions } from './options.ts';

test('without flags everything is measured at full length', () => {
  expect(readOptions([])).toEqual({ quick: false, jsonFile: undefined, only: measureNames });
});

test('flags shorten the run, choose measures and name the file', () => {
  const args = ['--quick', '--json', 'out.json', '--only', 'paper', '--only', 'start'];
  expect(readOptions(args)).toEqual({
    quick: true,
    jsonFile: 'out.json',
    only: ['paper', 'start'],
  });
});

test('what is not known is named', () => {
  expect(() => readOptions(['--only', 'speed'])).toThrow('"speed"');
  expect(() => readOptions(['--fast'])).toThrow('--fast');
});

test('asking for help measures nothing', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});
