import bidiFactory, { type Bidi } from 'bidi-js';
import type { Direction } from '../document.ts';

// the package is CommonJS: its only export is the factory, which its types call `default`
const bidi = (bidiFactory as unknown as () => Bidi)();

/** A stretch of one direction; `start` and `end` (exclusive) count UTF-16 units of the paragraph. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly direction: Direction;
}

const firstLetter = /\p{Letter}/u;
const rightToLeftLetter = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** The direction of the first letter; nothing when there is none, as in a number. */
export function firstStrongDirection(text: string): Direction | undefined {
  const letter = firstLetter.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return rightToLeftLetter.test(letter) ? 'rtl' : 'ltr';
}

/** From Hebrew on there are right-to-left letters and marks of direction; before it there are none. */
const mayTurn = /[\u0590-\u{10ffff}]/u;

export function embeddingLevels(paragraph: string, base: Direction): Uint8Array {
  if (base === 'ltr' && !mayTurn.test(paragraph)) return new Uint8Array(paragraph.length);
  return bidi.getEmbeddingLevels(paragraph, base).levels;
}

/** The runs of one line in the order the eye meets them from left to right. */
export function visualRuns(levels: Uint8Array, start: number, end: number): Run[] {
  const runs: { start: number; end: number; level: number }[] = [];
  for (let at = start; at < end; at += 1) {
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    if (last && last.level === level) last.end = at + 1;
    else runs.push({ start: at, end: at + 1, level });
  }
  return reorder(runs).map((run) => ({
    start: run.start,
    end: run.end,
    direction: run.level % 2 === 1 ? 'rtl' : 'ltr',
  }));
}

/** @source Unicode Standard Annex 9, rule L2: from the highest level down to the lowest odd one, reverse what is at or above it */
function reorder<R extends { level: number }>(runs: R[]): R[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < ordered.length; from += 1) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      if (to > from + 1) {
        ordered.splice(from, to - from, ...ordered.slice(from, to).toReversed());
      }
      from = Math.max(from, to);
    }
  }
  return ordered;
}

const isolateStart = '\u2066';
const isolateEnd = '\u2069';

/** Keeps an amount, an id, a phone number or a Latin name together and left-to-right inside any text. */
export function isolate(text: string): string {
  return `${isolateStart}${text}${isolateEnd}`;
}

/** A date with its time, and a telephone number in groups: their spaces belong to them. */
const dateAndTime = String.raw`\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4} \d{1,2}:\d{2}(?::\d{2})?`;
const telephone = String.raw`(?:\+|\b0)\d[\d-]*(?: [\d-]*\d)+`;
/** A currency in front of its amount is a Latin phrase; this is the one behind. */
const amount = String.raw`[-+−]?\d[\d.,]*[ \u00a0][A-Z]{3}\b(?![ \u00a0]?\d)`;
/** Inner signs belong to a word, those at its end to the sentence. */
const word = (first: string) =>
  String.raw`[(\[]?[-+#−]?${first}(?:[\p{sc=Latin}\d.,:/\-+%#&'@_=?]*[\p{sc=Latin}\d%+#/'])?[)\]]?`;
const anyWord = word(String.raw`[\p{sc=Latin}\d]`);
const latinPhrase = String.raw`${word(String.raw`\p{sc=Latin}`)}(?:[.,]?[ \u00a0]${anyWord})*`;
const ownOrder = new RegExp([dateAndTime, telephone, amount, latinPhrase, anyWord].join('|'), 'gu');
const plainWord = /^[\p{sc=Latin}\d]+$/u;
const isolatedByHand = /[\u2066-\u2069\u202A-\u202E]/;

/**
 * Isolates what has a left-to-right order of its own and would be torn apart by right-to-left text around it. A paragraph
 * that already holds isolates is left as its writer made it.
 */
export function isolateNumbers(paragraph: string): string {
  if (isolatedByHand.test(paragraph)) return paragraph;
  return paragraph.replace(ownOrder, (found) => (plainWord.test(found) ? found : isolate(found)));
}
