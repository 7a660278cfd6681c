import type { BarcodeBlock } from '../document.ts';

/** Bars as ones and spaces as zeros, and the characters to print below. */
export interface BarcodePattern {
  readonly modules: string;
  readonly text: string;
}

/** @throws RangeError when the symbology has no way to write the text */
export function barcodePattern(symbology: BarcodeBlock['symbology'], text: string): BarcodePattern {
  switch (symbology) {
    case 'code128':
      return { modules: code128(text), text };
    case 'code39':
      return { modules: code39(text), text };
    case 'ean13':
      return ean13(text);
    case 'ean8':
      return ean8(text);
    case 'upca': {
      const code = withCheckDigit(text, 12);
      return { modules: ean13(`0${code}`).modules, text: code };
    }
    case 'itf':
      return { modules: itf(text), text };
  }
}

/** Widths of six bars and spaces, by value. @source ISO/IEC 15417:2007, table 1 */
const code128Widths =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'.match(
    /.{6}/g,
  ) ?? [];
const code128Stop = '2331112';
type CodeSet = 'B' | 'C';
const code128Start = { B: 104, C: 105 } as const;
const code128Switch = { B: 100, C: 99 } as const;

/** Code sets B and C; runs of digits go in pairs where that is shorter. */
function code128(text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new RangeError('code 128 holds printable ASCII only');
  const values: number[] = [];
  let set: CodeSet | undefined;
  for (let at = 0; at < text.length;) {
    const wanted = nextSet(text.slice(at), set);
    if (set !== wanted) values.push((set ? code128Switch : code128Start)[wanted]);
    set = wanted;
    values.push(set === 'C' ? Number(text.slice(at, at + 2)) : text.charCodeAt(at) - 0x20);
    at += set === 'C' ? 2 : 1;
  }
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const widths = [...values, check].map((value) => code128Widths[value] ?? '').join('');
  return fromWidths(widths + code128Stop);
}

/** Pairs of digits are worth a switch from four digits on. */
function nextSet(rest: string, set: CodeSet | undefined): CodeSet {
  const digits = /^\d+/.exec(rest)?.[0].length ?? 0;
  if (set === 'C') return digits >= 2 ? 'C' : 'B';
  return digits >= 4 && digits % 2 === 0 ? 'C' : 'B';
}

function fromWidths(widths: string): string {
  return Array.from(widths)
    .map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width)))
    .join('');
}

const code39Characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*';
/** Nine bars and spaces each, 1 = wide. @source ISO/IEC 16388:2007, table 1 */
const code39Wide = [
  0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019,
  0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106,
  0x046, 0x016, 0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a,
  0x02a, 0x094,
];
/** Narrow bars in a wide one. */
const wideBars = 3;

function code39(text: string): string {
  if (!/^[0-9A-Z\-. $/+%]+$/.test(text)) {
    throw new RangeError('code 39 holds capital letters, digits and - . $ / + % only');
  }
  return Array.from(`*${text}*`)
    .map((char) => code39Character(char))
    .join('0');
}

function code39Character(char: string): string {
  const wide = code39Wide[code39Characters.indexOf(char)] ?? 0;
  const widths = Array.from({ length: 9 }, (_, at) => ((wide >> (8 - at)) & 1 ? wideBars : 1));
  return fromWidths(widths.join(''));
}

/** @source GS1 General Specifications, 5.2: sets A, B (A reversed and inverted) and C (A inverted) */
const eanLeftOdd =
  '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
const eanParity = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(
  ' ',
);

function eanDigit(digit: string, set: string): string {
  const odd = eanLeftOdd[Number(digit)] ?? '';
  if (set === 'A') return odd;
  const right = Array.from(odd).map((module) => (module === '1' ? '0' : '1'));
  return (set === 'C' ? right : right.toReversed()).join('');
}

function ean13(text: string): BarcodePattern {
  const code = withCheckDigit(text, 13);
  const parity = eanParity[Number(code[0])] ?? '';
  const left = Array.from(code.slice(1, 7))
    .map((digit, at) => eanDigit(digit, parity[at] ?? 'A'))
    .join('');
  const right = Array.from(code.slice(7))
    .map((digit) => eanDigit(digit, 'C'))
    .join('');
  return { modules: `101${left}01010${right}101`, text: code };
}

function ean8(text: string): BarcodePattern {
  const code = withCheckDigit(text, 8);
  const left = Array.from(code.slice(0, 4))
    .map((digit) => eanDigit(digit, 'A'))
    .join('');
  const right = Array.from(code.slice(4))
    .map((digit) => eanDigit(digit, 'C'))
    .join('');
  return { modules: `101${left}01010${right}101`, text: code };
}

/** Adds the check digit, or proves the one given. @source GS1 General Specifications, 7.9 */
function withCheckDigit(text: string, length: number): string {
  if (!/^\d+$/.test(text) || (text.length !== length && text.length !== length - 1)) {
    throw new RangeError(`this bar code takes ${length - 1} digits and a check digit`);
  }
  const digits = Array.from(text.slice(0, length - 1))
    .map(Number)
    .toReversed();
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  const check = String((10 - (sum % 10)) % 10);
  if (text.length === length && text.at(-1) !== check) {
    throw new RangeError(`check digit ${text.at(-1)} should be ${check}`);
  }
  return text.slice(0, length - 1) + check;
}

/** Five bars each, 1 = wide. @source ISO/IEC 16390:2007, table 1 */
const itfWide = '00110 10001 01001 11000 00101 10100 01100 00011 10010 01010'.split(' ');

function itf(text: string): string {
  if (!/^(?:\d\d)+$/.test(text)) throw new RangeError('interleaved 2 of 5 takes pairs of digits');
  const width = (wide: string | undefined) => (wide === '1' ? wideBars : 1);
  let widths = '1111';
  for (let at = 0; at < text.length; at += 2) {
    const bars = itfWide[Number(text[at])] ?? '';
    const gaps = itfWide[Number(text[at + 1])] ?? '';
    for (let stroke = 0; stroke < 5; stroke += 1)
      widths += `${width(bars[stroke])}${width(gaps[stroke])}`;
  }
  return fromWidths(`${widths}${wideBars}11`);
}
