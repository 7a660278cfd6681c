/** A stretch of a paragraph in UTF-16 units; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A space is a place to break; a no-break space is not. */
const spaces = /[ \u200B]+/g;

/**
 * Breaks a paragraph at spaces into the longest lines that fit; a word wider than a line breaks between characters.
 * Spaces at a break are dropped, every other character is in exactly one line.
 */
export function breakLines(paragraph: string, fits: (range: Range) => boolean): Range[] {
  const whole = { start: 0, end: paragraph.length };
  if (fits(whole)) return [whole];
  const lines: Range[] = [];
  let line: Range | undefined;
  for (const word of words(paragraph)) {
    const longer: Range = { start: line?.start ?? word.start, end: word.end };
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = fits(word) ? [word] : breakWord(paragraph, word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1);
  }
  if (line) lines.push(line);
  return lines.length > 0 ? lines : [{ start: 0, end: 0 }];
}

function words(paragraph: string): Range[] {
  const found: Range[] = [];
  let start = 0;
  for (const gap of paragraph.matchAll(spaces)) {
    if (gap.index > start) found.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  if (start < paragraph.length) found.push({ start, end: paragraph.length });
  return found;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function breakWord(paragraph: string, word: Range, fits: (range: Range) => boolean): Range[] {
  const pieces: Range[] = [];
  let start = word.start;
  let end = word.start;
  for (const { index, segment } of graphemes.segment(paragraph.slice(word.start, word.end))) {
    const next = word.start + index + segment.length;
    if (end > start && !fits({ start, end: next })) {
      pieces.push({ start, end });
      start = end;
    }
    end = next;
  }
  pieces.push({ start, end });
  return pieces;
}
