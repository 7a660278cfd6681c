/** @source AIM USS Codabar, table 1 */
const patterns: Readonly<Record<string, string>> = {
  '0': '101010011',
  '1': '101011001',
  '2': '101001011',
  '3': '110010101',
  '4': '101101001',
  '5': '110101001',
  '6': '100101011',
  '7': '100101101',
  '8': '100110101',
  '9': '110100101',
  '-': '101001101',
  $: '101100101',
  ':': '1101011011',
  '/': '1101101011',
  '.': '1101101101',
  '+': '1011011011',
  A: '1011001001',
  B: '1001001011',
  C: '1010010011',
  D: '1010011001',
};

/** Digits and - $ : / . + between a start and a stop letter A to D; without letters, A is added on both sides. */
export function codabar(text: string): string {
  const framed = /^[A-D].*[A-D]$/.test(text) ? text : `A${text}A`;
  if (!/^[A-D][\d\-$:/.+]+[A-D]$/.test(framed)) {
    throw new RangeError('codabar holds digits and - $ : / . + only');
  }
  return Array.from(framed, (char) => patterns[char] ?? '').join('0');
}
