import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bitmap } from '../bitmap.ts';
import type { BarcodeBlock } from '../document.ts';
import { bitmapToPng } from '../png.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { barcodeBitmap } from './barcode.ts';
import { barcodePattern } from './one-dimensional/index.ts';
import { qrBitmap, qrMatrix } from './qr.ts';

/** Debian package zbar-tools. */
function hasScanner(): boolean {
  try {
    return execFileSync('zbarimg', ['--version'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
}

describe.skipIf(!hasScanner())('a scanner reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'codes-'));
  let fonts: Fonts;
  beforeAll(async () => {
    fonts = await loadFonts();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scan = (picture: Bitmap): string => {
    const file = join(folder, 'code.png');
    writeFileSync(file, bitmapToPng(picture));
    return execFileSync('zbarimg', ['-q', '-Senable', file], { stdio: 'pipe' }).toString().trim();
  };

  test.each([
    ['code128', 'R-1042-2026', 'CODE-128:R-1042-2026'],
    ['code128', '00123456789012', 'CODE-128:00123456789012'],
    ['code128', 'AB12345678x', 'CODE-128:AB12345678x'],
    ['code39', 'HELLO-42', 'CODE-39:HELLO-42'],
    ['ean13', '590123412345', 'EAN-13:5901234123457'],
    ['ean8', '9638507', 'EAN-8:96385074'],
    ['upca', '03600029145', 'UPC-A:036000291452'],
    ['itf', '12345678', 'I2/5:12345678'],
    ['upce', '425261', 'UPC-E:04252614'],
    ['upce', '123450', 'UPC-E:01234505'],
    ['code93', 'TABLE-7/B', 'CODE-93:TABLE-7/B'],
    ['codabar', '40-1562.30', 'Codabar:A40-1562.30A'],
    ['codabar', 'B1234D', 'Codabar:B1234D'],
  ] as const)('%s %s', (symbology, text, read) => {
    const block: BarcodeBlock = { kind: 'barcode', symbology, text };
    expect(scan(barcodeBitmap(block, 576, fonts))).toBe(read);
  });

  test.each([1, 20, 100, 300, 800])('a QR code of %i characters at every correction', (length) => {
    const text = 'https://example.com/receipt/'.padEnd(length, 'aB3-xyz').slice(0, length);
    for (const correction of ['L', 'M', 'Q', 'H'] as const) {
      const picture = qrBitmap({ kind: 'qr', text, correction, moduleDots: 4 }, 2_000);
      expect(scan(picture)).toBe(`QR-Code:${text}`);
    }
  });

  test('a QR code with Arabic, on the narrowest paper', () => {
    const picture = qrBitmap({ kind: 'qr', text: 'شكراً ١٢٣' }, 384);
    expect(picture.widthDots).toBeLessThanOrEqual(384);
    expect(scan(picture)).toBe('QR-Code:شكراً ١٢٣');
  });
});

describe('codes', () => {
  test('a QR code of version 1 has its finders, timing and dark module in place', () => {
    const { side, dark } = qrMatrix(new TextEncoder().encode('HELLO'), 'M');
    const row = (y: number) => Array.from(dark.subarray(y * side, (y + 1) * side)).join('');
    expect(side).toBe(21);
    expect(row(0)).toMatch(/^11111110.{5}01111111$/);
    expect(row(6)).toBe('111111101010101111111');
    expect(dark[13 * side + 8]).toBe(1);
  });

  test('modules shrink to fit the paper, and a text too long for any symbol is refused', () => {
    expect(
      qrBitmap({ kind: 'qr', text: 'x'.repeat(300), moduleDots: 16 }, 384).widthDots,
    ).toBeLessThanOrEqual(384);
    expect(() => qrBitmap({ kind: 'qr', text: 'x'.repeat(3_000) }, 384)).toThrow(RangeError);
  });

  test('check digits are added, proven and refused', () => {
    expect(barcodePattern('ean13', '590123412345').text).toBe('5901234123457');
    expect(barcodePattern('ean13', '5901234123457').text).toBe('5901234123457');
    expect(() => barcodePattern('ean13', '5901234123450')).toThrow('check digit 0 should be 7');
  });

  test.each([
    ['code128', 'طلب'],
    ['code39', 'lower'],
    ['itf', '123'],
    ['upce', '12345'],
    ['code93', 'lower'],
    ['codabar', 'AXA'],
    ['ean8', '12'],
  ] as const)('%s refuses %s', (symbology, text) => {
    expect(() => barcodePattern(symbology, text)).toThrow(RangeError);
  });
});
