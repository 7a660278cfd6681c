import {
  type Bitmap,
  type Block,
  dotAt,
  type Fonts,
  printerProfiles,
  type Rect,
  renderDocument,
} from '../../src/printer/index.ts';

/** Whether the words stand on the paper, wherever and in whatever script: their dots are looked for. */
export function showsInk(paper: Bitmap, words: Extract<Block, { kind: 'text' }>, fonts: Fonts) {
  const document = { direction: 'rtl', blocks: [words, { kind: 'cut' }] } as const;
  const drawn = renderDocument(document, printerProfiles['generic-80mm'], fonts).bitmap;
  const box = inkBox(drawn);
  for (let y = 0; y + box.heightDots <= paper.heightDots; y += 1) {
    for (let x = 0; x + box.widthDots <= paper.widthDots; x += 1) {
      if (isSame(drawn, box, paper, { x, y })) return true;
    }
  }
  return false;
}

function isSame(drawn: Bitmap, box: Rect, paper: Bitmap, at: { x: number; y: number }): boolean {
  for (let y = 0; y < box.heightDots; y += 1) {
    for (let x = 0; x < box.widthDots; x += 1) {
      if (dotAt(drawn, box.x + x, box.y + y) !== dotAt(paper, at.x + x, at.y + y)) return false;
    }
  }
  return true;
}

/** @throws Error when there is no ink at all */
function inkBox(drawn: Bitmap): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = 0; y < drawn.heightDots; y += 1) {
    for (let x = 0; x < drawn.widthDots; x += 1) {
      if (!dotAt(drawn, x, y)) continue;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
  }
  if (right < 0) throw new Error('the words leave no ink');
  return { x: left, y: top, widthDots: right - left + 1, heightDots: bottom - top + 1 };
}
