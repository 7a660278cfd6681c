const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';
/** Nine modules each, by value; the last four are the shifts for full ASCII. @source AIM USS Code 93, table 1 */
const patterns =
  `100010100 101001000 101000100 101000010 100101000 100100100 100100010 101010000 100010010 100001010
  110101000 110100100 110100010 110010100 110010010 110001010 101101000 101100100 101100010 100110100 100011010
  101011000 101001100 101000110 100101100 100010110 110110100 110110010 110101100 110100110 110010110 110011010
  101101100 101100110 100110110 100111010 100101110 111010100 111010010 111001010 101101110 101110110 110101110
  100100110 111011010 111010110 100110010`.split(/\s+/);
const startAndStop = '101011110';
const lastBar = '1';

/** Capital letters, digits and seven signs, with two check characters. */
export function code93(text: string): string {
  if (!/^[0-9A-Z\-. $/+%]+$/.test(text)) {
    throw new RangeError('code 93 holds capital letters, digits and - . $ / + % only');
  }
  const values = Array.from(text, (char) => characters.indexOf(char));
  for (const longestWeight of [20, 15]) values.push(check(values, longestWeight));
  const bars = values.map((value) => patterns[value] ?? '').join('');
  return `${startAndStop}${bars}${startAndStop}${lastBar}`;
}

/** Weights count from the right and start over. @source AIM USS Code 93, appendix: check characters C and K */
function check(values: readonly number[], longestWeight: number): number {
  const sum = values
    .toReversed()
    .reduce((total, value, at) => total + value * ((at % longestWeight) + 1), 0);
  return sum % patterns.length;
}
