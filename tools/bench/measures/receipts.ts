import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import {
  type Bitmap,
  type Fonts,
  loadFonts,
  type PrinterProfile,
  printerProfiles,
  renderDocument,
} from '../../../src/printer/index.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import { receiptPaper } from '../receipt-paper.ts';

const length = {
  quick: { timed: 200, kept: 2_000 },
  full: { timed: 1_000, kept: 10_000 },
} as const;
const warmUp = 100;
const perReading = 10;

const own = printerProfiles['generic-80mm'];
const drawn: PrinterProfile = { ...own, text: 'raster' };
const forms = {
  text: { script: 'latin', profile: own },
  mixed: { script: 'both', profile: own },
  raster: { script: 'both', profile: drawn },
} as const;
type Form = keyof typeof forms;

/** What a receipt of sixteen lines costs: processor time to lay out, draw and encode it, bytes to send, memory over many. */
export async function measureReceipts({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const { timed, kept } = quick ? length.quick : length.full;
  const cold = await timeFirst('mixed');
  const fonts = await loadFonts();
  const [text, mixed, raster] = (['text', 'mixed', 'raster'] as const).map((form) =>
    timeMany((number) => render(form, number, fonts), timed),
  );
  const theirs = timeMany((number) => otherEncoder(number), timed);
  if (!text || !mixed || !raster) throw new Error('three forms');
  const ms = (name: string, value: number) => ({ name: `receipt: ${name}`, value, unit: 'ms' });
  return [
    toFigure({
      ...ms('render text', median(text)),
      baseline: median(theirs),
      ratio: median(text) / median(theirs),
    }),
    toFigure(ms('render mixed', median(mixed)), { of: 'value', atMost: 3 }),
    toFigure(ms('render mixed p95', percentile(mixed, 0.95))),
    toFigure(ms('render raster', median(raster))),
    toFigure(ms('first one, fonts loaded', cold)),
    ...bytesOf(fonts),
    await memoryOver(kept, fonts),
  ];
}

function render(form: Form, number: number, fonts: Fonts): Uint8Array {
  const { script, profile } = forms[form];
  return renderDocument(receiptPaper(number, script), profile, fonts).bytes;
}

async function timeFirst(form: Form): Promise<number> {
  const fonts = await loadFonts();
  const startMs = performance.now();
  render(form, 0, fonts);
  return performance.now() - startMs;
}

/** Processor time of this thread for one receipt, each the mean of a few: a busy machine makes nothing slower. */
function timeMany(make: (number: number) => unknown, count: number): number[] {
  for (let number = 0; number < warmUp; number += 1) make(number);
  return Array.from({ length: count / perReading }, (_, reading) => {
    const before = process.threadCpuUsage();
    for (let at = 0; at < perReading; at += 1) make(warmUp + reading * perReading + at);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000 / perReading;
  });
}

/** The Latin receipt by @point-of-sale/receipt-printer-encoder: what a text-only encoder needs for it. */
function otherEncoder(number: number): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, feedBeforeCut: 0 });
  encoder.initialize();
  for (const block of receiptPaper(number, 'latin').blocks) {
    if (block.kind === 'rule') encoder.rule();
    else if (block.kind === 'cut') encoder.cut();
    else if (block.kind === 'text')
      encoder.align(block.align === 'center' ? 'center' : 'left').line(block.text);
    else if (block.kind === 'columns') {
      const [first, ...others] = block.cells.map(({ text }) => text);
      const amount = others.at(-1) ?? '';
      const name = [first, ...others.slice(0, -1)].join('  ');
      encoder.align('left').table(
        [
          { width: 32, align: 'left' },
          { width: 16, align: 'right' },
        ],
        [[name, amount]],
      );
    }
  }
  return encoder.encode();
}

/** Bytes of one receipt, and of its picture sent in simpler ways. */
function bytesOf(fonts: Fonts): Figure[] {
  const { bitmap, bytes } = renderDocument(receiptPaper(7, 'both'), drawn, fonts);
  const full = bitmap.strideBytes * bitmap.heightDots;
  const figure = (name: string, value: number) => ({
    name: `receipt: bytes ${name}`,
    value,
    unit: 'B',
  });
  return [
    toFigure(figure('as text', render('text', 7, fonts).length)),
    toFigure(figure('mixed', render('mixed', 7, fonts).length)),
    toFigure(figure('full raster', full)),
    toFigure(figure('raster, blank rows skipped', bitmap.strideBytes * inkRows(bitmap))),
    // printing.md 6: cropped bands should be about half of the picture
    toFigure(
      { ...figure('raster as sent', bytes.length), baseline: full, ratio: bytes.length / full },
      { of: 'ratio', atMost: 0.6 },
    ),
  ];
}

function inkRows({ data, strideBytes, heightDots }: Bitmap): number {
  const hasInk = (row: number) =>
    data.subarray(row * strideBytes, (row + 1) * strideBytes).some((byte) => byte !== 0);
  return Array.from({ length: heightDots }, (_, row) => row).filter(hasInk).length;
}

/** Everything the process holds beyond what it held when its memories were full. */
async function memoryOver(count: number, fonts: Fonts): Promise<Figure> {
  for (let number = 0; number < count / 2; number += 1) render('mixed', number, fonts);
  const before = await heldBytes();
  for (let number = 0; number < count; number += 1) render('mixed', 100_000 + number, fonts);
  const grownMiB = ((await heldBytes()) - before) / 2 ** 20;
  return toFigure(
    { name: `memory grown over ${count} receipts`, value: grownMiB, unit: 'MiB' },
    { of: 'value', atMost: 8 },
  );
}

/** Objects and buffers after the garbage is collected. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 4; round += 1) {
    collect();
    await wait(50);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
