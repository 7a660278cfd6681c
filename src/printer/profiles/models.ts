import type { PrinterProfile } from './profile.ts';

/**
 * @source "escposDb": escpos-printer-db v26.07.27 by receipt-print-hq and contributors, CC BY 4.0, reduced to what is used
 *   here. "encoder": @point-of-sale/receipt-printer-encoder 4.0.1, MIT, whose widths are columns of 12 dots.
 *   GS ( H is documented by Epson for the models marked so; a unit is still asked.
 */
const escposDb = 'escpos-printer-db v26.07.27 (CC BY 4.0)';
const encoder = '@point-of-sale/receipt-printer-encoder 4.0.1 (MIT)';
const escposDbAndEpson = `${escposDb}; Epson ESC/POS Command Reference, GS ( H`;

/** Dots across the paper and characters of 12 dots in a line. Modes with wider characters are not listed. */
const paper = {
  576: { widthDots: 576, columns: 48, dotsPerInch: 203 },
  512: { widthDots: 512, columns: 42, dotsPerInch: 180 },
  504: { widthDots: 504, columns: 42, dotsPerInch: 180 },
  432: { widthDots: 432, columns: 36, dotsPerInch: 203 },
  416: { widthDots: 416, columns: 34, dotsPerInch: 203 },
  384: { widthDots: 384, columns: 32, dotsPerInch: 203 },
} as const;

/** What holds for any printer until more is known: the common subset of ESC/POS, and nothing assumed about answers. */
const anyPrinter = {
  ...paper[576],
  text: 'own',
  nativeCodes: [],
  codes: 'raster',
  tuning: 'none',
  codePages: {},
  blade: 'full-and-partial',
  headToCutDots: 120,
  drawer: { onMs: 120, offMs: 240 },
  drawerAtOnce: false,
  buzzer: 'none',
  quirks: [],
  answersStatus: 'unknown',
  answersFence: 'unknown',
} as const;

export const generic80: PrinterProfile = {
  ...anyPrinter,
  id: 'generic-80mm',
  vendor: 'Generic',
  name: 'ESC/POS, 80 mm, 576 dots',
  source: 'the common subset of ESC/POS',
};

export const generic58: PrinterProfile = {
  ...anyPrinter,
  ...paper[384],
  id: 'generic-58mm',
  vendor: 'Generic',
  name: 'ESC/POS, 58 mm, 384 dots',
  blade: 'none',
  source: 'the common subset of ESC/POS',
};

/** What nearly every model of the last decades draws by itself. Where two sources differ, the smaller claim stands. */
const allCodes = { nativeCodes: ['qr', 'pdf417', 'barcode'] } as const;

const latinPages = { cp437: 0, cp1252: 16, cp858: 19 } as const;
const epson = {
  ...anyPrinter,
  ...allCodes,
  vendor: 'Epson',
  codePages: latinPages,
  buzzer: 'epson',
  drawerAtOnce: true,
  answersStatus: 'yes',
  source: escposDb,
} as const;
const epsonPartial = { ...epson, blade: 'partial' } as const;
/** South Asian and Chinese variants print other glyphs at the same page numbers. */
const otherGlyphs = { codePages: {} } as const;

const epsonModels: readonly PrinterProfile[] = [
  {
    ...epson,
    id: 'epson-tm-l90',
    tuning: 'gs-k',
    source: `${escposDb}; Epson TM-L90 specification, GS ( K`,
    name: 'TM-L90',
  },
  { ...epson, id: 'epson-tm-m30ii', name: 'TM-m30II', source: encoder },
  { ...epson, id: 'epson-tm-m30iii', name: 'TM-m30III', codePages: { cp437: 0, cp1252: 16 } },
  {
    ...epson,
    ...paper[384],
    id: 'epson-tm-p20ii',
    name: 'TM-P20II',
    blade: 'none',
    source: encoder,
  },
  { ...epson, id: 'epson-tm-t20ii', name: 'TM-T20II' },
  {
    ...epson,
    id: 'epson-tm-t20iii',
    name: 'TM-T20III',
    answersFence: 'yes',
    source: escposDbAndEpson,
  },
  { ...epson, id: 'epson-tm-t20iv', name: 'TM-T20IV', source: encoder },
  { ...epsonPartial, ...paper[512], id: 'epson-tm-t70', name: 'TM-T70' },
  { ...epsonPartial, ...otherGlyphs, id: 'epson-tm-t70-sa', name: 'TM-T70 South Asia' },
  { ...epsonPartial, ...paper[512], id: 'epson-tm-t70ii', name: 'TM-T70II' },
  { ...epsonPartial, ...otherGlyphs, id: 'epson-tm-t70ii-ch', name: 'TM-T70II Chinese' },
  {
    ...epsonPartial,
    ...otherGlyphs,
    ...paper[416],
    id: 'epson-tm-t70ii-ch-58mm',
    name: 'TM-T70II Traditional Chinese, 58 mm',
  },
  { ...epsonPartial, ...otherGlyphs, id: 'epson-tm-t70ii-sa', name: 'TM-T70II South Asia' },
  {
    ...epson,
    ...paper[512],
    id: 'epson-tm-t88ii',
    nativeCodes: ['barcode'],
    name: 'TM-T88II',
    codePages: { cp437: 0, cp1252: 16 },
  },
  { ...epson, ...paper[512], id: 'epson-tm-t88iii', nativeCodes: ['barcode'], name: 'TM-T88III' },
  { ...epson, ...paper[512], id: 'epson-tm-t88iv', name: 'TM-T88IV' },
  { ...epson, ...otherGlyphs, ...paper[512], id: 'epson-tm-t88iv-sa', name: 'TM-T88IV South Asia' },
  { ...epson, ...paper[512], id: 'epson-tm-t88v', name: 'TM-T88V' },
  {
    ...epson,
    ...paper[504],
    id: 'epson-tm-t88vi',
    name: 'TM-T88VI',
    answersFence: 'yes',
    source: `${encoder}; Epson ESC/POS Command Reference, GS ( H`,
  },
  {
    ...epson,
    ...paper[504],
    id: 'epson-tm-t88vii',
    name: 'TM-T88VII',
    answersFence: 'yes',
    source: `${encoder}; Epson ESC/POS Command Reference, GS ( H`,
  },
];

const known = { ...anyPrinter, ...allCodes, codePages: latinPages, source: escposDb } as const;

const otherMakers: readonly PrinterProfile[] = [
  {
    ...anyPrinter,
    ...paper[504],
    id: 'bixolon-srp-350',
    nativeCodes: ['barcode'],
    vendor: 'Bixolon',
    name: 'SRP-350',
    source: encoder,
  },
  {
    ...anyPrinter,
    ...paper[504],
    id: 'bixolon-srp-350iii',
    ...allCodes,
    vendor: 'Bixolon',
    name: 'SRP-350III',
    source: encoder,
  },
  // the head is 640 dots wide; its 48 columns and the usual roll use 576 of them
  { ...known, id: 'bixolon-srp-s300', vendor: 'Bixolon', name: 'SRP-S300' },
  {
    ...anyPrinter,
    id: 'citizen-ct-s310ii',
    ...allCodes,
    vendor: 'Citizen',
    name: 'CT-S310II',
    headToCutDots: 90,
    source: encoder,
  },
  // as above: 640 dots, 48 columns
  { ...known, id: 'citizen-ct-s651', vendor: 'Citizen', name: 'CT-S651', headToCutDots: 90 },
  {
    ...anyPrinter,
    id: 'fujitsu-fp-1000',
    nativeCodes: ['qr', 'barcode'],
    vendor: 'Fujitsu',
    name: 'FP-1000',
    source: encoder,
  },
  {
    ...known,
    ...paper[504],
    id: 'metapace-t-1',
    nativeCodes: ['barcode'],
    vendor: 'Metapace',
    name: 'T-1',
    codePages: { cp437: 0, cp858: 19 },
  },
  {
    ...known,
    ...paper[512],
    dotsPerInch: 203,
    id: 'munbyn-itpp047',
    vendor: 'Munbyn',
    name: 'ITPP047',
    codePages: { cp437: 0, cp1252: 6, cp858: 19 },
  },
  { ...known, ...paper[432], id: 'seiko-rp-f10-58mm', vendor: 'Seiko', name: 'RP-F10, 58 mm' },
  { ...known, id: 'seiko-rp-f10-80mm', vendor: 'Seiko', name: 'RP-F10, 80 mm' },
];

/** Makers whose page numbers and glyphs differ from unit to unit: ASCII goes as text, the rest as dots. */
const clone = { ...anyPrinter, buzzer: 'clone', source: escposDb } as const;
const clone58 = { ...clone, ...paper[384], blade: 'none', buzzer: 'none' } as const;

const clones: readonly PrinterProfile[] = [
  { ...clone, id: 'kefar-kr-306', ...allCodes, vendor: 'Kefar', name: 'KR-306' },
  // prints 640 dots on 80 mm; its 48 columns use 576 of them
  {
    ...clone,
    ...allCodes,
    id: 'yhdaa-yhd-8390',
    vendor: 'YHDAA',
    name: 'YHD-8390',
    blade: 'partial',
  },
  {
    ...clone58,
    ...allCodes,
    id: 'sunmi-p3kh',
    vendor: 'Sunmi',
    name: 'P3KH',
    source: encoder,
  },
  {
    ...clone,
    id: 'mpt-ii',
    nativeCodes: ['barcode'],
    vendor: 'Generic',
    name: 'MPT-II',
    blade: 'none',
    source: encoder,
  },
  { ...clone, id: 'netum-80-v-ul', ...allCodes, vendor: 'Netum', name: '80-V-UL' },
  {
    ...clone58,
    id: 'netum-nt-5890k',
    vendor: 'Netum',
    name: 'NT-5890K',
    quirks: [
      'ignores-esc-j',
      'swallows-lf-after-raster',
      'esc-star-single-rows',
      'ignores-gs-v-66',
      'ignores-moving-back',
      'ignores-moving-after-text',
    ],
    source: `${escposDb}; receiptful/escpost, profile NT-5890K, measured on a unit (Apache-2.0)`,
  },
  { ...clone, id: 'pos-8360', ...allCodes, vendor: 'Generic', name: 'POS-8360', source: encoder },
  { ...clone58, id: 'sunmi-p2-se', ...allCodes, vendor: 'Sunmi', name: 'P2 SE', source: encoder },
  { ...clone58, id: 'sunmi-p3h', ...allCodes, vendor: 'Sunmi', name: 'P3H', source: encoder },
  {
    ...clone,
    id: 'sunmi-p3-mix',
    ...allCodes,
    vendor: 'Sunmi',
    name: 'P3 MIX',
    blade: 'none',
    buzzer: 'none',
    source: encoder,
  },
  { ...clone58, id: 'sunmi-v2', ...allCodes, vendor: 'Sunmi', name: 'V2' },
  {
    ...clone,
    id: 'xprinter-xp-n160ii',
    ...allCodes,
    vendor: 'Xprinter',
    name: 'XP-N160II',
    source: encoder,
  },
  {
    ...clone,
    id: 'xprinter-xp-t80q',
    ...allCodes,
    vendor: 'Xprinter',
    name: 'XP-T80Q',
    source: encoder,
  },
  {
    ...clone58,
    id: 'youku-58t',
    nativeCodes: ['qr', 'barcode'],
    vendor: 'Youku',
    name: '58T',
    source: encoder,
  },
  { ...clone58, id: 'zijiang-zj-5870', vendor: 'ZiJiang', name: 'ZJ-5870' },
  { ...clone58, id: 'zjiang-pos-5890', vendor: 'Zjiang', name: 'POS-5890' },
];

export const models: readonly PrinterProfile[] = [
  generic80,
  generic58,
  ...epsonModels,
  ...otherMakers,
  ...clones,
];
