import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { sheetText } from './paper/marks.ts';
import { printerProfiles } from './profiles/index.ts';
import type { PrinterProfile } from './profiles/profile.ts';
import { renderDocument } from './render.ts';
import { play } from './testing/play.ts';
import { sampleReceipt } from './testing/receipts.ts';
import { loadFonts, type Fonts } from './text/fonts.ts';

/** One short hash per receipt and width. Look at what changed, then renew with UPDATE_GOLDEN=1. */
const golden = new URL('./golden-receipts.json', import.meta.url);
const receipts = 200;
const profiles: Record<string, PrinterProfile | undefined> = {
  384: printerProfiles['generic-58mm'],
  512: printerProfiles['epson-tm-t88v'],
  576: printerProfiles['generic-80mm'],
};

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

function hashes(profile: PrinterProfile): string[] {
  return Array.from({ length: receipts }, (_, number) => {
    const { bytes } = renderDocument(sampleReceipt(number), profile, fonts);
    return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  });
}

test(
  `${receipts} bilingual receipts come out as they did, for three widths`,
  { timeout: 60_000 },
  () => {
    const found = Object.fromEntries(
      Object.entries(profiles).map(([dots, profile]) => [dots, profile ? hashes(profile) : []]),
    );
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  },
);

test('every price of every receipt stands whole at the end of its line', () => {
  for (let number = 0; number < receipts; number += 1) {
    const doc = sampleReceipt(number);
    if (doc.direction === 'rtl') continue;
    const profile = printerProfiles['generic-80mm'];
    const text = play(renderDocument(doc, profile, fonts).bytes, profile)
      .map(sheetText)
      .join('\n');
    const latinRows = doc.blocks.flatMap((block) =>
      block.kind === 'columns' && block.cells.every((cell) => /^[ -~]*$/.test(cell.text))
        ? [block]
        : [],
    );
    for (const { cells } of latinRows) {
      const price = cells.at(-1)?.text ?? '';
      expect(text.split('\n').some((line) => line.length === 48 && line.endsWith(price))).toBe(
        true,
      );
    }
  }
});
