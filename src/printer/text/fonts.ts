import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Direction } from '../document.ts';
import { flatten, type PathCommand } from './outline.ts';
import { scanConvert, type Glyph } from './scan-convert.ts';

/** One weight of the paper's font: shapes text and draws glyphs. Remembers both, so the second receipt is quick. */
export interface FontFace {
  readonly unitsPerEm: number;
  covers(codePoint: number): boolean;
  /** Glyphs from left to right, joined and ligated; numbers in font units. */
  shape(text: string, direction: Direction): ShapedText;
  /** The pen for one size, in dots per em. */
  pen(emWide: number, emHigh: number): Pen;
}

/**
 * The dots of a glyph, or nothing for a blank one. `quarter` says where between two dots it starts, in quarters: so joined
 * letters keep meeting.
 */
export type Pen = (glyphId: number, quarter: number) => Glyph | undefined;

export interface ShapedText {
  readonly glyphs: readonly ShapedGlyph[];
  readonly advance: number;
}

export interface ShapedGlyph {
  readonly id: number;
  readonly advance: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Fonts {
  readonly regular: FontFace;
  readonly bold: FontFace;
}

const fontFiles = {
  regular: '@expo-google-fonts/cairo/700Bold/Cairo_700Bold.ttf',
  bold: '@expo-google-fonts/cairo/900Black/Cairo_900Black.ttf',
} as const;

/** Room for a menu's worth of names and their glyphs; when full a memory starts over. */
const maxShapes = 5_000;
const maxGlyphs = 2_000;
/** Sizes on one paper are few, but narrowed words have sizes of their own. */
const maxPens = 100;

/** Glyph 0 stands for every character the font lacks. */
const missingGlyph = 0;
const missingAdvance = 720;

/** Loads the shaping engine and the bundled typeface. Call once at start: it takes tens of milliseconds. */
export async function loadFonts(): Promise<Fonts> {
  const engine = await import('harfbuzzjs');
  const find = createRequire(import.meta.url);
  const load = async (file: string) => createFace(engine, await readFile(find.resolve(file)));
  const [regular, bold] = await Promise.all([load(fontFiles.regular), load(fontFiles.bold)]);
  return { regular, bold };
}

type Engine = typeof import('harfbuzzjs');

function createFace(engine: Engine, file: Uint8Array): FontFace {
  const face = new engine.Face(new engine.Blob(file));
  const font = new engine.Font(face);
  const unitsPerEm = face.upem;
  const shapes = new Map<string, ShapedText>();
  const pens = new Map<string, Pen>();
  const createPen = (emWide: number, emHigh: number): Pen => {
    const glyphs = new Map<number, Glyph | undefined>();
    const draw = (id: number, quarter: number) =>
      scanConvert(
        flatten(id === missingGlyph ? missingBox : font.glyphToJson(id), {
          scaleX: emWide / unitsPerEm,
          scaleY: emHigh / unitsPerEm,
          shiftX: quarter / 4,
          emDots: Math.max(emWide, emHigh),
        }),
      );
    return (id, quarter) => remember(glyphs, maxGlyphs, id * 4 + quarter, () => draw(id, quarter));
  };
  return {
    unitsPerEm,
    covers: (codePoint) => font.nominalGlyph(codePoint) !== undefined,
    shape: (text, direction) =>
      remember(shapes, maxShapes, `${direction}${text}`, () =>
        shapeText(engine, font, text, direction),
      ),
    pen: (emWide, emHigh) =>
      remember(pens, maxPens, `${emWide}/${emHigh}`, () => createPen(emWide, emHigh)),
  };
}

function remember<Key, Value>(
  memory: Map<Key, Value>,
  max: number,
  key: Key,
  make: () => Value,
): Value {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known as Value;
  const made = make();
  if (memory.size >= max) memory.clear();
  memory.set(key, made);
  return made;
}

function shapeText(
  engine: Engine,
  font: InstanceType<Engine['Font']>,
  text: string,
  direction: Direction,
): ShapedText {
  const buffer = new engine.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(direction === 'rtl' ? engine.Direction.RTL : engine.Direction.LTR);
  engine.shape(font, buffer);
  const glyphs = buffer.getGlyphInfosAndPositions().map((glyph) => ({
    id: glyph.codepoint,
    advance: glyph.codepoint === missingGlyph ? missingAdvance : (glyph.xAdvance ?? 0),
    offsetX: glyph.xOffset ?? 0,
    offsetY: glyph.yOffset ?? 0,
  }));
  return { glyphs, advance: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) };
}

/** A crossed box, unmistakably "a character this paper cannot show". Font units of a 1000 em. */
const missingBox: readonly PathCommand[] = [
  ...ring(80, 0, 640, 700, 70),
  ...bar([150, 90], [210, 70], [570, 610], [510, 630]),
  ...bar([510, 70], [570, 90], [210, 630], [150, 610]),
];

type Point = readonly [number, number];

function bar(...corners: readonly [Point, Point, Point, Point]): PathCommand[] {
  return corners.map(([x, y], at) => ({ type: at === 0 ? 'M' : 'L', values: [x, y] }));
}

// eslint-disable-next-line max-params -- four sides and a thickness
function ring(left: number, bottom: number, right: number, top: number, thick: number) {
  return [
    ...bar([left, bottom], [right, bottom], [right, top], [left, top]),
    // the hole runs the other way round, so the winding rule leaves it white
    ...bar(
      [left + thick, bottom + thick],
      [left + thick, top - thick],
      [right - thick, top - thick],
      [right - thick, bottom + thick],
    ),
  ];
}
