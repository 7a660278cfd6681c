/**
 * Stems by which customers say that something can harm them, in the two languages and the spellings that platforms
 * send: with and without hamza, and in Latin letters.
 */
const stems = [
  'allerg',
  'anaphyla',
  'intoleran',
  'coeliac',
  'celiac',
  'epipen',
  'حساسي',
  'تحسس',
  'سيلياك',
  'hasasi',
  '7asasi',
  '7asase',
];

/** Vowel signs, the stretching letter and invisible marks, which do not change a word. */
const unheard = /[\p{Mark}\u0640\p{Default_Ignorable_Code_Point}]/gu;

/** True when a note speaks of an allergy. Rather once too often: it only makes the box stronger. */
export function mentionsAllergy(note: string): boolean {
  const plain = note
    .normalize('NFKD')
    .replaceAll(unheard, '')
    .replaceAll(/[أإآ]/g, 'ا')
    .replaceAll('ة', 'ه')
    .toLowerCase();
  return stems.some((stem) => plain.includes(stem));
}
