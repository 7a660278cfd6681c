import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableWebhook } from './adapter.ts';
import { readJson } from './exact-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('numbers stay the digits that were sent', () => {
  test.each([
    ['12.340', '12.340'],
    ['0.1', '0.1'],
    ['-0', '-0'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['1.0E7', '10000000'],
    ['1.25e1', '12.5'],
    ['-1.5e-3', '-0.0015'],
    ['125e-2', '1.25'],
    ['1e400', '1e400'],
  ])('%s is read as %s', (written, digits) => {
    expect(readJson(bytes(`{"amount":${written}}`))).toEqual({ amount: digits });
  });

  test('an exponent changes no value', () => {
    const part = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: -12, max: 12 }), (whole, fraction, exponent) => {
        const [digits] = readJson(bytes(`[${whole}.${fraction}e${exponent}]`)) as string[];
        expect(Number(digits)).toBeCloseTo(Number(`${whole}.${fraction}e${exponent}`), 12);
        expect(digits).not.toMatch(/e/i);
      }),
    );
  });
});

describe('what JSON allows', () => {
  /** The same by way of a reviver that asks for each number's source. */
  const slowly = (text: string): unknown => {
    const parse = JSON.parse as (
      json: string,
      reviver: (key: string, value: unknown, context: { source: string }) => unknown,
    ) => unknown;
    return parse(text, (_key, value, { source }) => (typeof value === 'number' ? source : value));
  };

  test('is read in the same way, however it is written', () => {
    const json = fc.tuple(fc.json(), fc.constantFrom(0, 1, '\t'));
    fc.assert(
      fc.property(json, ([text, indent]) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        if (/\de|\\ud/i.test(written)) return;
        expect(readJson(bytes(written))).toEqual(slowly(written));
      }),
      { numRuns: 500 },
    );
  });

  test('and nothing else is', () => {
    const fragment = fc.constantFrom(...Array.from('{}[]":,-+.0123456789eE\\ \ntrufalsn'));
    fc.assert(
      fc.property(fc.string({ unit: fragment, maxLength: 12 }), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) expect(() => readJson(bytes(text))).not.toThrow();
        else expect(() => readJson(bytes(text))).toThrow(UnreadableWebhook);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each(['{1:2}', '{12 : 3}', '[01]', '[1.]', '[.5]', '[+1]', '[1 2]', '[1e]', '--1', '-'])(
    '%s is no JSON',
    (text) => {
      expect(() => readJson(bytes(text))).toThrow(UnreadableWebhook);
    },
  );
});

describe('text stays what was sent', () => {
  test('letter by letter, in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readJson(bytes(JSON.stringify([text])))).toEqual([text]);
      }),
    );
  });

  test('but for half a surrogate, which no UTF-8 store can hold', () => {
    expect(readJson(bytes(String.raw`["a\ud800b"]`))).toEqual(['a\ufffdb']);
  });

  test('a number in quotes is text like any other', () => {
    expect(readJson(bytes('["1e3"]'))).toEqual(['1e3']);
  });
});

describe('what is no JSON in UTF-8 is unreadable', () => {
  test.each([
    ['cut off', bytes('{"a":')],
    ['empty', bytes('')],
    ['invalid UTF-8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22)],
    ['UTF-16', Uint8Array.from(Buffer.from('{"a":1}', 'utf16le'))],
    ['nested without end', bytes('['.repeat(100_000))],
    ['nested too deep', bytes('{"a":'.repeat(65) + '1' + '}'.repeat(65))],
  ])('%s', (_what, body) => {
    expect(() => readJson(body)).toThrow(UnreadableWebhook);
  });

  test('brackets inside texts are no nesting', () => {
    const text = '[{"'.repeat(100);
    expect(readJson(bytes(JSON.stringify([text])))).toEqual([text]);
  });
});
