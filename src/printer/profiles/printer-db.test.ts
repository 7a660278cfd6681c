import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codePageNames } from '../escpos/code-pages.ts';
import { printerProfiles } from './index.ts';
import type { PrinterProfile } from './profile.ts';

/** escpos-printer-db v26.07.27 by receipt-print-hq, CC BY 4.0. */
const file = new URL(
  '../../../../shared/escpos-samples/printer-db/capabilities.json',
  import.meta.url,
);

const Model = z.object({
  media: z.object({ width: z.object({ pixels: z.union([z.number(), z.string()]).optional() }) }),
  fonts: z.record(z.string(), z.object({ columns: z.number() })),
  features: z.record(z.string(), z.boolean()),
  codePages: z.record(z.string(), z.string()),
});
const models = existsSync(file)
  ? z
      .object({ profiles: z.record(z.string(), Model) })
      .parse(JSON.parse(readFileSync(file, 'utf8'))).profiles
  : {};

/** Our profile for each of theirs. */
const twins: Readonly<Record<string, string>> = {
  'CT-S651': 'citizen-ct-s651',
  ITPP047: 'munbyn-itpp047',
  'KR-306': 'kefar-kr-306',
  'NT-5890K': 'netum-nt-5890k',
  'NT-80-V-UL': 'netum-80-v-ul',
  'POS-5890': 'zjiang-pos-5890',
  'RP-F10-58mm': 'seiko-rp-f10-58mm',
  'RP-F10-80mm': 'seiko-rp-f10-80mm',
  'SRP-S300': 'bixolon-srp-s300',
  'Sunmi-V2': 'sunmi-v2',
  'T-1': 'metapace-t-1',
  'TM-L90': 'epson-tm-l90',
  'TM-T20II': 'epson-tm-t20ii',
  'TM-T20III': 'epson-tm-t20iii',
  'TM-T70': 'epson-tm-t70',
  'TM-T70-SA': 'epson-tm-t70-sa',
  'TM-T70II': 'epson-tm-t70ii',
  'TM-T70II-CH': 'epson-tm-t70ii-ch',
  'TM-T70II-CH-58mm': 'epson-tm-t70ii-ch-58mm',
  'TM-T70II-SA': 'epson-tm-t70ii-sa',
  'TM-T88II': 'epson-tm-t88ii',
  'TM-T88III': 'epson-tm-t88iii',
  'TM-T88IV': 'epson-tm-t88iv',
  'TM-T88IV-SA': 'epson-tm-t88iv-sa',
  'TM-T88V': 'epson-tm-t88v',
  'TM-m30III': 'epson-tm-m30iii',
  'YHD-8390': 'yhdaa-yhd-8390',
  'ZJ-5870': 'zijiang-zj-5870',
};

/** Theirs that have none of ours, and why. */
const without: Readonly<Record<string, string>> = {
  'AF-240': 'a display, no paper',
  'OCD-100': 'a display, no paper',
  'OCD-300': 'a display, no paper',
  'TM-U220': 'an impact printer without GS v 0',
  'TM-U220B': 'an impact printer without GS v 0',
  TH230: 'no GS v 0, and characters of 13 dots',
  TH230Plus: 'no GS v 0, and characters of 13 dots',
  SP2000: 'speaks the language of Star',
  TSP600: 'speaks the language of Star',
  TSP800: 'speaks the language of Star',
  TUP500: 'speaks the language of Star',
  mcPrint: 'speaks the language of Star',
  P822D: 'its columns are not of 12 dots',
  'TM-P80': 'its columns are not of 12 dots',
  'TM-P80-42col': 'a mode with columns of 13 dots',
  'TM-T20II-42col': 'a mode with columns of 13 dots',
  RP326: 'its width is not given',
  RP332: 'its width is not given',
  'TEP-200M': 'its width is not given',
  default: 'no model',
  safe: 'no model',
  simple: 'no model',
};

const blades: Readonly<Record<PrinterProfile['blade'], readonly [boolean, boolean]>> = {
  'full-and-partial': [true, true],
  partial: [false, true],
  none: [false, false],
};
const codeFeatures = { qr: 'qrCode', pdf417: 'pdf417Code', barcode: 'barcodeB' } as const;

describe.skipIf(!existsSync(file))('the printer database', () => {
  test('has no model that is neither carried nor left out for a reason', () => {
    expect(Object.keys(models).sort()).toEqual(
      [...Object.keys(twins), ...Object.keys(without)].sort(),
    );
  });

  test.each(Object.entries(twins))('says of %s what our profile says', (theirs, ours) => {
    const model = models[theirs];
    const profile = printerProfiles[ours];
    if (!model || !profile) throw new Error('both exist');
    const { features, codePages, fonts } = model;
    const pixels = Number(model.media.width.pixels);
    // heads wider than their columns: the outermost dots are off the usual roll
    expect(profile.widthDots).toBe(pixels === 640 ? 576 : pixels);
    // 80-V-UL: their count is of another font
    if (theirs !== 'NT-80-V-UL') expect(profile.columns).toBe(fonts['0']?.columns);
    expect(blades[profile.blade]).toEqual([features['paperFullCut'], features['paperPartCut']]);
    for (const code of profile.nativeCodes) expect(features[codeFeatures[code]]).toBe(true);
    for (const page of codePageNames) {
      const number = profile.codePages[page];
      if (number !== undefined) expect(codePages[number]).toBe(page.toUpperCase());
    }
    expect(features['bitImageRaster']).toBe(true);
  });
});
