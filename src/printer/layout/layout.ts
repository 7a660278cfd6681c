import {
  createBitmap,
  drawBitmap,
  fillRect,
  invertRect,
  type Bitmap,
  type Rect,
} from '../bitmap.ts';
import type { Align, Block, Direction, PaperDocument, RuleBlock, TextBlock } from '../document.ts';
import { resizeBitmap } from '../picture/dither.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { Fonts } from '../text/fonts.ts';
import { columnBoxes, textBox, type CellBox } from './cell-box.ts';
import { codeBitmap, nativeCodeFor, type CodeBlock } from './code-rows.ts';
import { ownFontPage, ownFontRows } from './own-font.ts';
import { isTight, rasterRow } from './raster-row.ts';
import { cellWideDots, type Row } from './row.ts';

interface Paper {
  readonly profile: PrinterProfile;
  readonly fonts: Fonts;
  readonly direction: Direction;
}

/** Decides for every line of every block whether the printer's font or dots show it, and where it stands. */
export function layoutDocument(doc: PaperDocument, profile: PrinterProfile, fonts: Fonts): Row[][] {
  const paper = { profile, fonts, direction: doc.direction ?? 'ltr' };
  return doc.blocks.map((block) => layoutBlock(block, paper));
}

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

const layouts: { readonly [Kind in Block['kind']]: (block: BlockOf<Kind>, paper: Paper) => Row[] } =
  {
    text: (block, paper) =>
      block.boxed ? [dots(boxedText(block, paper))] : cellRows([textBox(block, paper)], paper),
    columns: (block, paper) => cellRows(columnBoxes(block, paper), paper),
    rule: (block, { profile }) => [dots(ruleBitmap(block, profile.columns * cellWideDots))],
    feed: (block) => (block.dots >= 1 ? [dots(createBitmap(8, Math.round(block.dots)))] : []),
    image: (block, paper) => [placed(block.bitmap, block.align, paper)],
    qr: codeRows,
    pdf417: codeRows,
    barcode: codeRows,
    cut: ({ how = 'partial' }) => [{ kind: 'cut', how }],
    drawer: ({ pin = 2 }) => [{ kind: 'drawer', pin }],
    buzzer: ({ times = 1 }) => [{ kind: 'buzzer', times }],
  };

function layoutBlock<Kind extends Block['kind']>(block: BlockOf<Kind>, paper: Paper): Row[] {
  const layout: (block: BlockOf<Kind>, paper: Paper) => Row[] = layouts[block.kind];
  return layout(block, paper);
}

/** A code that cannot hold its text, or not on this paper, still says it in letters. */
function codeRows(block: CodeBlock, paper: Paper): Row[] {
  const { profile, fonts } = paper;
  try {
    const native = nativeCodeFor(block, profile);
    if (native) return [{ kind: 'code', code: native, align: sideOf(block.align, paper) }];
    return [placed(codeBitmap(block, profile.widthDots, fonts), block.align, paper)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return layoutBlock({ kind: 'text', text: block.text, boxed: true, align: 'center' }, paper);
  }
}

function dots(bitmap: Bitmap): Row {
  return { kind: 'dots', bitmap };
}

function cellRows(boxes: readonly CellBox[], { profile, fonts }: Paper): Row[] {
  if (boxes.length === 0) return [];
  // an amount broken in two is misread: rather drawn, and whole
  const page = boxes.some(isTight) ? undefined : ownFontPage(boxes, profile);
  return page ? ownFontRows(boxes, page) : [dots(rasterRow(boxes, profile.widthDots, fonts))];
}

const frameDots = 3;
const framePadding = 6;
/** White around the frame, so that it does not touch the lines beside it. */
const frameMargin = 6;

function boxedText(block: TextBlock, { profile, fonts, direction }: Paper): Bitmap {
  const inner = { ...profile, columns: profile.columns - 2 };
  const box = textBox(block, { profile: inner, direction });
  const text = rasterRow([{ ...box, x: box.x + 1, inverted: false }], profile.widthDots, fonts);
  const frame = {
    x: 0,
    y: frameMargin,
    widthDots: profile.columns * cellWideDots,
    heightDots: text.heightDots + 2 * (frameDots + framePadding),
  };
  const bitmap = createBitmap(profile.widthDots, frame.heightDots + 2 * frameMargin);
  drawBitmap(bitmap, text, 0, frameMargin + frameDots + framePadding);
  if (block.inverted) invertRect(bitmap, frame);
  else drawFrame(bitmap, frame);
  return bitmap;
}

function drawFrame(bitmap: Bitmap, { x, y, widthDots, heightDots }: Rect): void {
  fillRect(bitmap, { x, y, widthDots, heightDots: frameDots });
  fillRect(bitmap, { x, y: y + heightDots - frameDots, widthDots, heightDots: frameDots });
  fillRect(bitmap, { x, y, widthDots: frameDots, heightDots });
  fillRect(bitmap, { x: x + widthDots - frameDots, y, widthDots: frameDots, heightDots });
}

const ruleMargin = 8;
const dash = 8;

function ruleBitmap({ line = 'solid' }: RuleBlock, widthDots: number): Bitmap {
  const thick = { solid: 2, dashed: 2, double: 2, heavy: 5 }[line];
  const second = line === 'double' ? 5 : 0;
  const bitmap = createBitmap(widthDots, 2 * ruleMargin + thick + second);
  const step = line === 'dashed' ? 2 * dash : widthDots;
  for (let x = 0; x < widthDots; x += step) {
    const stroke = { x, widthDots: line === 'dashed' ? dash : widthDots, heightDots: thick };
    fillRect(bitmap, { ...stroke, y: ruleMargin });
    if (second > 0) fillRect(bitmap, { ...stroke, y: ruleMargin + second });
  }
  return bitmap;
}

function placed(picture: Bitmap, align: Align | undefined, paper: Paper): Row {
  const { widthDots } = paper.profile;
  const fitted = picture.widthDots > widthDots ? resizeBitmap(picture, widthDots) : picture;
  const free = widthDots - fitted.widthDots;
  const x = { left: 0, center: free >> 1, right: free }[sideOf(align, paper)];
  const bitmap = createBitmap(x + fitted.widthDots, fitted.heightDots);
  drawBitmap(bitmap, fitted, x, 0);
  return dots(bitmap);
}

function sideOf(align: Align = 'center', { direction }: Paper): 'left' | 'center' | 'right' {
  if (align === 'center') return 'center';
  return (align === 'end') === (direction === 'ltr') ? 'right' : 'left';
}
