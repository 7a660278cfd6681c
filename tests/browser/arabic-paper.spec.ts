/** Our drawn lines beside Chromium's of the same typeface: a second renderer with its own shaping and its own order. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import {
  type Bitmap,
  dotAt,
  type Fonts,
  isolate,
  loadFonts,
  printerProfiles,
  renderDocument,
  type TextSize,
} from '../../src/printer/index.ts';
import { test } from '../testing/browser.ts';

const profile = { ...printerProfiles['generic-80mm'], text: 'raster' } as const;
/** Dots per em of normal text, across and down, as the layout draws it. */
const em = { wide: 21.5, high: 26 };
const fontFiles = {
  400: 'cairo/700Bold/Cairo_700Bold.ttf',
  900: 'cairo/900Black/Cairo_900Black.ttf',
};

const lines = [
  'برجر دجاج حار مع جبنة',
  'شاورما لحم كبيرة بدون بصل',
  'أُذُنٌ إلى الأمام لا تتأخّر',
  `برجر دجاج × 2 ${isolate('JOD 11.000')}`,
  `هاتف ${isolate('+962 6 000 0000')}`,
  `بطاطا (كبيرة) مع ${isolate('Coca-Cola Zero 2.5L')}`,
  'Chicken burger, extra cheese',
];

/** How much of a dot the scan converter wants covered. */
const burnShare = 0.46;

let fonts: Fonts;

test.beforeAll(async () => {
  fonts = await loadFonts();
});

interface Dot {
  readonly x: number;
  readonly y: number;
}

interface Look {
  readonly size: TextSize;
  readonly bold: boolean;
}

/** The black dots, counted from the corner of the ink. */
function fromCorner(dots: readonly Dot[]): Dot[] {
  const left = dots.reduce((least, { x }) => Math.min(least, x), Infinity);
  const top = dots.reduce((least, { y }) => Math.min(least, y), Infinity);
  return dots.map(({ x, y }) => ({ x: x - left, y: y - top }));
}

function ours(text: string, { size, bold }: Look): Dot[] {
  const blocks = [{ kind: 'text' as const, text, size, bold }];
  const bitmap: Bitmap = renderDocument({ blocks }, profile, fonts).bitmap;
  const places = Array.from({ length: bitmap.widthDots * bitmap.heightDots }, (_, at) => ({
    x: at % bitmap.widthDots,
    y: Math.floor(at / bitmap.widthDots),
  }));
  return fromCorner(places.filter(({ x, y }) => dotAt(bitmap, x, y)));
}

async function prepare(page: Page): Promise<void> {
  const find = createRequire(import.meta.url);
  const faces = Object.entries(fontFiles).map(([weight, file]) => {
    const font = readFileSync(find.resolve(`@expo-google-fonts/${file}`)).toString('base64');
    const source = `url(data:font/ttf;base64,${font})`;
    return `@font-face { font-family: Paper; font-weight: ${weight}; src: ${source} }`;
  });
  await page.setContent(`<style>${faces.join('\n')}</style><canvas width="1200" height="300">`);
  await page.evaluate(async () => {
    await Promise.all([
      document.fonts.load('400 20px Paper'),
      document.fonts.load('900 20px Paper'),
    ]);
  });
}

/** Drawn at the same dots per em on a canvas, black where a dot is covered as much as the scan converter asks for. */
async function theirs(page: Page, text: string, { size, bold }: Look): Promise<Dot[]> {
  const wide = size.high > size.wide ? (size.wide + size.high) / 2 : size.wide;
  const direction: CanvasDirection = /^\p{Script=Arabic}/u.test(text) ? 'rtl' : 'ltr';
  const drawing = {
    text,
    direction,
    font: `${bold ? 900 : 400} ${em.high * size.high}px Paper`,
    squeeze: (em.wide * wide) / (em.high * size.high),
    burnAlpha: burnShare * 255,
  };
  const dots = await page.evaluate((what) => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d', { willReadFrequently: true });
    if (!canvas || !context) throw new Error('no canvas');
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.font = what.font;
    context.direction = what.direction;
    context.textAlign = what.direction === 'rtl' ? 'right' : 'left';
    const x = what.direction === 'rtl' ? canvas.width - 40 : 40;
    context.setTransform(what.squeeze, 0, 0, 1, x, 180);
    context.fillText(what.text, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const black: Dot[] = [];
    for (let at = 0; at < data.length / 4; at += 1) {
      if ((data[at * 4 + 3] ?? 0) < what.burnAlpha) continue;
      black.push({ x: at % canvas.width, y: Math.floor(at / canvas.width) });
    }
    return black;
  }, drawing);
  return fromCorner(dots);
}

const offsets = (reach: number): Dot[] =>
  Array.from({ length: (2 * reach + 1) ** 2 }, (_, at) => ({
    x: (at % (2 * reach + 1)) - reach,
    y: Math.floor(at / (2 * reach + 1)) - reach,
  }));
/** Wide and high enough for every line with room around it. */
const field = { wide: 2_000, high: 400, rim: 10 };
const place = ({ x, y }: Dot) => x + field.rim + (y + field.rim) * field.wide;

/** Share of `a`'s ink that has ink of `b` within a dot, at the best place within two dots. */
function found(a: readonly Dot[], b: readonly Dot[]): number {
  const near = new Uint8Array(field.wide * field.high);
  for (const offset of offsets(1).map(place)) {
    for (const dot of b) near[place(dot) + offset - place({ x: 0, y: 0 })] = 1;
  }
  const shares = offsets(2).map((shift) => {
    const moved = place(shift) - place({ x: 0, y: 0 });
    const hits = a.reduce((sum, dot) => sum + (near[place(dot) + moved] ?? 0), 0);
    return hits / a.length;
  });
  return Math.max(...shares);
}

const likeness = (a: readonly Dot[], b: readonly Dot[]) => Math.min(found(a, b), found(b, a));

const looks: readonly Look[] = [
  { size: { wide: 1, high: 1 }, bold: false },
  { size: { wide: 1, high: 1 }, bold: true },
  { size: { wide: 1, high: 2 }, bold: true },
  { size: { wide: 2, high: 2 }, bold: false },
];

for (const look of looks) {
  const name = `${look.size.wide} × ${look.size.high}${look.bold ? ', bold' : ''}`;
  test(`a browser draws the same line, ${name}`, async ({ page }) => {
    await prepare(page);
    for (const line of lines) {
      const text = look.size.wide > 1 ? line.split(' ').slice(0, 3).join(' ') : line;
      const score = likeness(ours(text, look), await theirs(page, text, look));
      expect(score, text).toBeGreaterThan(0.97);
    }
  });
}

test('letters that were not joined, or stand in the wrong order, are told apart', async ({
  page,
}) => {
  await prepare(page);
  const [look] = looks;
  if (!look) throw new Error('a look');
  const text = 'برجر دجاج حار مع جبنة';
  const unjoined = Array.from(text).join('\u200C');
  expect(likeness(ours(text, look), await theirs(page, unjoined, look))).toBeLessThan(0.85);
  const reversed = text.split(' ').toReversed().join(' ');
  expect(likeness(ours(text, look), await theirs(page, reversed, look))).toBeLessThan(0.85);
});
