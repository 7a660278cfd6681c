import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, constantFrom, property, string, oneof } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotAt, type Bitmap } from '../bitmap.ts';
import { bitmapToPng } from '../png.ts';
import { readPdf417 } from '../testing/read-pdf417.ts';
import { pdf417Bitmap } from './pdf417.ts';
import { codeWordModules } from './pdf417-patterns.ts';

const samples = [
  'HELLO',
  'hello World 42',
  'https://example.com/r/1042?x=1&y=2',
  '1234567890'.repeat(6),
  'AB1234567890123xy',
  'شكراً ١٢٣ 12345678901234567 Olive oil',
  'Aa1;b<C>\t\r\nZ..,,!! {}|~ Mixed99%x',
  'x'.repeat(500),
  '0',
];

function draw(text: string, moduleDots = 3): Bitmap {
  return pdf417Bitmap({ kind: 'pdf417', text, moduleDots }, 576);
}

/** The modules of every row of a symbol whose rows are three modules high. */
function modulesOf(bitmap: Bitmap, moduleDots: number): string[] {
  const quiet = 2 * moduleDots;
  const rowDots = 3 * moduleDots;
  return Array.from({ length: (bitmap.heightDots - 2 * quiet) / rowDots }, (_, row) =>
    Array.from({ length: (bitmap.widthDots - 2 * quiet) / moduleDots }, (_unused, at) =>
      dotAt(bitmap, quiet + at * moduleDots, quiet + row * rowDots + 1) ? '1' : '0',
    ).join(''),
  );
}

test('every code word is four bars and four spaces whose widths give away its cluster', () => {
  const seen = new Set<string>();
  for (const cluster of [0, 1, 2]) {
    for (let word = 0; word < 929; word += 1) {
      const modules = codeWordModules(cluster, word);
      const widths = (modules.match(/1+|0+/g) ?? []).map((run) => run.length);
      const [b1 = 0, , b2 = 0, , b3 = 0, , b4 = 0] = widths;
      expect([modules.length, widths.length, Math.max(...widths) <= 6]).toEqual([17, 8, true]);
      expect((b1 - b2 + b3 - b4 + 9) % 9).toBe(3 * cluster);
      seen.add(modules);
    }
  }
  expect(seen.size).toBe(3 * 929);
});

describe('a PDF417 symbol', () => {
  test.each(samples)('of %j is read back, its check words proven', (text) => {
    expect(readPdf417(modulesOf(draw(text), 3))).toBe(text);
  });

  test('of any text is read back', { timeout: 60_000 }, () => {
    const anyText = oneof(
      string({
        unit: constantFrom(...Array.from('AbZ019 ;,!{}\n£بر')),
        minLength: 1,
        maxLength: 60,
      }),
      string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    );
    assert(
      property(anyText, (text) => {
        expect(readPdf417(modulesOf(draw(text, 1), 1))).toBe(text);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  test('with one damaged module is not taken for whole', () => {
    const [first = '', ...rest] = modulesOf(draw('HELLO'), 3);
    const at = 40;
    const damaged = first.slice(0, at) + (first[at] === '1' ? '0' : '1') + first.slice(at + 1);
    expect(() => readPdf417([damaged, ...rest])).toThrow();
  });

  test('shrinks to narrow paper, and a text too long for any symbol is refused', () => {
    const narrow = pdf417Bitmap({ kind: 'pdf417', text: 'x'.repeat(300) }, 384);
    expect(narrow.widthDots).toBeLessThanOrEqual(384);
    expect(() => pdf417Bitmap({ kind: 'pdf417', text: 'é'.repeat(1_000) }, 576)).toThrow(
      RangeError,
    );
    expect(() => pdf417Bitmap({ kind: 'pdf417', text: 'x' }, 60)).toThrow(RangeError);
  });

  test('has the columns and the correction that were asked for', () => {
    const bitmap = pdf417Bitmap({ kind: 'pdf417', text: 'AB', columns: 2, correction: 3 }, 576);
    // 1 + 1 word and 16 check words in rows of two
    expect(modulesOf(bitmap, 3)).toHaveLength(9);
  });
});

/** Debian package zxing-cpp-tools. */
const reader = 'ZXingReader';
const hasReader = spawnSync(reader).error === undefined;

describe.skipIf(!hasReader)('another program', () => {
  test.each(samples.filter((text) => /^[ -~]+$/.test(text)))('reads %j', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'pdf417-'));
    const file = join(folder, 'code.png');
    writeFileSync(file, bitmapToPng(draw(text)));
    const read = execFileSync(reader, ['-1', '-format', 'PDF417', file], { stdio: 'pipe' });
    rmSync(folder, { recursive: true });
    expect(read.toString()).toContain(`"${text}"`);
  });
});
