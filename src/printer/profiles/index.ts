import type { PrinterProfile } from './profile.ts';

const escposDb = 'receipt-print-hq/escpos-printer-db v26.07.27 (CC BY 4.0)';

const generic: PrinterProfile = {
  id: 'generic-80mm',
  vendor: 'Generic',
  name: 'ESC/POS, 80 mm, 576 dots',
  widthDots: 576,
  columns: 48,
  dotsPerInch: 203,
  text: 'own',
  codePages: {},
  chineseByDefault: false,
  blade: 'full-and-partial',
  headToCutDots: 120,
  drawer: { onMs: 120, offMs: 240 },
  buzzer: 'none',
  quirks: [],
  answersStatus: 'unknown',
  answersFence: 'unknown',
  source: 'the common subset of ESC/POS; nothing assumed about answers',
};

const epsonPages = { cp437: 0, cp1252: 16, cp858: 19 } as const;

const models: readonly PrinterProfile[] = [
  generic,
  {
    ...generic,
    id: 'generic-58mm',
    name: 'ESC/POS, 58 mm, 384 dots',
    widthDots: 384,
    columns: 32,
    blade: 'none',
  },
  {
    ...generic,
    id: 'epson-tm-t20iii',
    vendor: 'Epson',
    name: 'TM-T20III',
    codePages: epsonPages,
    buzzer: 'epson',
    answersStatus: 'yes',
    answersFence: 'yes',
    source: escposDb,
  },
  {
    ...generic,
    id: 'epson-tm-t88v',
    vendor: 'Epson',
    name: 'TM-T88V',
    widthDots: 512,
    columns: 42,
    dotsPerInch: 180,
    codePages: epsonPages,
    buzzer: 'epson',
    answersStatus: 'yes',
    source: escposDb,
  },
];

/** Printer models by id. Unknown printer: `generic-80mm` or `generic-58mm`, and read the width off a printed ruler. */
export const printerProfiles: Readonly<Record<string, PrinterProfile>> & {
  readonly 'generic-80mm': PrinterProfile;
  readonly 'generic-58mm': PrinterProfile;
} = {
  ...Object.fromEntries(models.map((model) => [model.id, model])),
  'generic-80mm': generic,
  'generic-58mm': models[1] ?? generic,
};
