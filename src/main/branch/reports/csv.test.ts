import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a spreadsheet opens the file as Arabic text, line by line', () => {
  expect(
    toCsv([
      ['الصنف', 'العدد'],
      ['شاورما', '2'],
    ]),
  ).toBe('\ufeffالصنف,العدد\r\nشاورما,2\r\n');
});

test.each([
  ['a "big" one', '"a ""big"" one"'],
  ['rice, plain', '"rice, plain"'],
  ['two\nlines', '"two\nlines"'],
])('%j keeps its cell', (text, cell) => {
  expect(toCsv([[text]])).toBe(`\ufeff${cell}\r\n`);
});

test.each(['=1+1', '+962', '-2+3', '@SUM(A1)', '\tx', '=cmd|"x"', '-'])(
  '%j is never run as a formula',
  (text) => {
    expect(toCsv([[text]])).toMatch(/^\ufeff"?'/);
  },
);

test.each(['-5.000', '12.500', '0'])('the amount %s stays a number', (amount) => {
  expect(toCsv([[amount]])).toBe(`\ufeff${amount}\r\n`);
});
