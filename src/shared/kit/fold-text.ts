/** What a search reads of a word: longer ones are cut here, so that no search has to gather their forms. */
export const readLetters = 8;

/**
 * A text as a search compares it: without case, accents, tashkeel and tatweel; one alef for all its hamza forms, heh for
 * teh marbuta, yeh for alef maqsura; Latin digits; one space between words.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{Mn}\u0640]/gu, '')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll(/[ءٱةىیکß]/g, (letter) => sameLetters[letter] ?? letter)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The folded words of a text, without a leading `ال`. A word of letters is cut to `readLetters`; one with digits stays
 * whole, because numbers differ at their ends.
 */
export function foldWords(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(cutWord);
}

/** Hamza on a carrier is taken off with the other marks; what is left are letters that people type for each other. */
const sameLetters: Readonly<Record<string, string>> = {
  ء: '',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ß: 'ss',
};

function cutWord(word: string): string {
  if (/\p{N}/u.test(word)) return word;
  return word.replace(/^ال(?=.{3})/, '').slice(0, readLetters);
}
