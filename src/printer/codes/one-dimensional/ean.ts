import type { BarcodePattern } from './pattern.ts';

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

export function ean13(text: string): BarcodePattern {
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

export function ean8(text: string): BarcodePattern {
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

/** Twelve digits are an EAN-13 that starts with 0. */
export function upcA(text: string): BarcodePattern {
  const code = withCheckDigit(text, 12);
  return { modules: ean13(`0${code}`).modules, text: code };
}

/** @source GS1 General Specifications, 5.2.2.4: sets by the check digit, for number system 0 */
const upcEParity = 'BBBAAA BBABAA BBAABA BBAAAB BABBAA BAABBA BAAABB BABABA BABAAB BAABAB'.split(
  ' ',
);

/** Six digits of a zero-suppressed UPC-A, or the eight with number system 0 and check digit. */
export function upcE(text: string): BarcodePattern {
  if (!/^(?:\d{6}|0\d{6,7})$/.test(text)) {
    throw new RangeError('UPC-E takes six digits, with or without number system 0 and check digit');
  }
  const six = text.length === 6 ? text : text.slice(1, 7);
  const full = withCheckDigit(`${expandUpcE(six)}${text.length === 8 ? text.slice(7) : ''}`, 12);
  const check = full.slice(-1);
  const parity = upcEParity[Number(check)] ?? '';
  const digits = Array.from(six, (digit, at) => eanDigit(digit, parity[at] ?? 'A')).join('');
  return { modules: `101${digits}010101`, text: `0${six}${check}` };
}

/** The eleven digits that six stand for. @source GS1 General Specifications, 5.2.2.4.2 */
function expandUpcE(six: string): string {
  const last = six.slice(5);
  if (last <= '2') return `0${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === '3') return `0${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === '4') return `0${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  return `0${six.slice(0, 5)}0000${last}`;
}
