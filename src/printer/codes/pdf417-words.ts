/**
 * Text as the code words of PDF417: pairs of letters, groups of bytes or long numbers, whichever a stretch is shortest in.
 *
 * @source ISO/IEC 15438:2015, clause 5.4 and annex P
 */
const latchText = 900;
const latchBytes = 901;
const latchNumbers = 902;
const latchSixBytes = 924;
/** Says in which characters the bytes that follow are to be read. */
const interpretation = 927;
const utf8 = 26;

/** From here on a latch to numbers pays. */
const minDigits = 13;
const minLetters = 5;

type Mode = 'text' | 'bytes' | 'numbers';

/** Code words of a text in Unicode; Latin letters need no word on how to read them. */
export function textWords(text: string): number[] {
  const data = new TextEncoder().encode(text);
  const isAscii = data.length === text.length;
  return isAscii ? dataWords(data) : [interpretation, utf8, ...dataWords(data)];
}

export function dataWords(data: Uint8Array): number[] {
  const words: number[] = [];
  let mode: Mode = 'text';
  for (let from = 0; from < data.length;) {
    const stretch = nextStretch(data, from);
    const part = data.subarray(from, stretch.end);
    if (stretch.mode === 'bytes') words.push(...byteWords(part));
    else if (stretch.mode === 'numbers') words.push(latchNumbers, ...numberWords(part));
    else words.push(...(mode === 'text' ? [] : [latchText]), ...letterWords(part));
    mode = stretch.mode;
    from = stretch.end;
  }
  return words;
}

function nextStretch(data: Uint8Array, from: number): { mode: Mode; end: number } {
  const digitsEnd = endOf(data, from, isDigit);
  if (digitsEnd - from >= minDigits) return { mode: 'numbers', end: digitsEnd };
  const lettersEnd = lettersUntil(data, from);
  if (lettersEnd - from >= minLetters || (lettersEnd === data.length && from === 0)) {
    return { mode: 'text', end: lettersEnd };
  }
  let end = from + 1;
  while (end < data.length && !startsBetterMode(data, end)) end += 1;
  return { mode: 'bytes', end };
}

function startsBetterMode(data: Uint8Array, at: number): boolean {
  return endOf(data, at, isDigit) - at >= minDigits || lettersUntil(data, at) - at >= minLetters;
}

/** The end of the letters, or where a long number begins among them. */
function lettersUntil(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length && isLetter(data[at] ?? 0)) {
    const digitsEnd = endOf(data, at, isDigit);
    if (digitsEnd - at >= minDigits) return at;
    at = Math.max(digitsEnd, at + 1);
  }
  return at;
}

function endOf(data: Uint8Array, from: number, is: (byte: number) => boolean): number {
  let at = from;
  while (at < data.length && is(data[at] ?? 0)) at += 1;
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Six bytes are five words; what is left over is a word each. */
function byteWords(data: Uint8Array): number[] {
  const words = [data.length % 6 === 0 ? latchSixBytes : latchBytes];
  const whole = data.length - (data.length % 6);
  for (let from = 0; from < whole; from += 6) {
    const group = data
      .subarray(from, from + 6)
      .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    words.push(...base900(group, 5));
  }
  return [...words, ...data.subarray(whole)];
}

const digitsPerGroup = 44;

function numberWords(data: Uint8Array): number[] {
  const text = String.fromCharCode(...data);
  const groups = text.match(new RegExp(`.{1,${digitsPerGroup}}`, 'g')) ?? [];
  return groups.flatMap((group) => base900(BigInt(`1${group}`), Math.floor(group.length / 3) + 1));
}

function base900(value: bigint, length: number): number[] {
  const words: number[] = [];
  let rest = value;
  for (let at = 0; at < length; at += 1) {
    words.unshift(Number(rest % 900n));
    rest /= 900n;
  }
  return words;
}

type Set = 'upper' | 'lower' | 'mixed' | 'marks';
const unused = '\0';
/** The place of a character in its set is its value. */
const sets: Readonly<Record<Set, string>> = {
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ',
  lower: 'abcdefghijklmnopqrstuvwxyz ',
  mixed: `0123456789&\r\t,:#-.$/+%*=^${unused} `,
  marks: ';<>@[\\]_`~!\r\t,:\n-.$/"|*()?{}\'',
};
/** Values that change the set for good. */
const latches: Readonly<Record<Set, Partial<Record<Set, readonly number[]>>>> = {
  upper: { lower: [27], mixed: [28], marks: [28, 25] },
  lower: { upper: [28, 28], mixed: [28], marks: [28, 25] },
  mixed: { upper: [28], lower: [27], marks: [25] },
  marks: { upper: [29], lower: [29, 27], mixed: [29, 28] },
};
/** Values that change the set for one character. */
const shifts: Readonly<Record<Set, Partial<Record<Set, number>>>> = {
  upper: { marks: 29 },
  lower: { marks: 29, upper: 27 },
  mixed: { marks: 29 },
  marks: {},
};
const padding = 29;
const setNames = ['upper', 'lower', 'mixed', 'marks'] as const;

function letterWords(data: Uint8Array): number[] {
  const chars = Array.from(data, (byte) => String.fromCharCode(byte));
  const values: number[] = [];
  let set: Set = 'upper';
  chars.forEach((char, at) => {
    if (!sets[set].includes(char)) {
      const wanted = setNames.find((name) => sets[name].includes(char)) ?? 'marks';
      const shift = shifts[set][wanted];
      if (shift !== undefined && !goesOn(chars[at + 1], set, wanted)) {
        values.push(shift, sets[wanted].indexOf(char));
        return;
      }
      values.push(...(latches[set][wanted] ?? []));
      set = wanted;
    }
    values.push(sets[set].indexOf(char));
  });
  if (values.length % 2 === 1) values.push(padding);
  return Array.from({ length: values.length / 2 }, (_, at) => {
    return (values[2 * at] ?? 0) * 30 + (values[2 * at + 1] ?? 0);
  });
}

/** Whether the character after next needs the other set as well. */
function goesOn(next: string | undefined, set: Set, wanted: Set): boolean {
  return next !== undefined && sets[wanted].includes(next) && !sets[set].includes(next);
}
