/**
 * How long each command is, in bytes from its first: a number, or a rule for those that say so themselves.
 * A rule returns nothing while the bytes that decide have not arrived.
 *
 * @source Epson, "ESC/POS Command Reference"
 */
type LengthRule = number | ((bytes: Uint8Array) => number | undefined);

const word = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const need =
  (count: number, rule: (bytes: Uint8Array) => number | undefined): LengthRule =>
  (bytes) =>
    bytes.length < count ? undefined : rule(bytes);
/** Through the first `end` byte from `from` on. */
const until = (end: number, from: number) => (bytes: Uint8Array) => {
  const at = bytes.indexOf(end, from);
  return at < 0 ? undefined : at + 1;
};
/** ESC ( x, GS ( x, FS ( x: two bytes of length after the letter. */
const counted = need(5, (bytes) => 5 + word(bytes, 3));

const escape: Record<string, LengthRule> = {
  '@': 2,
  '2': 2,
  L: 2,
  S: 2,
  i: 2,
  m: 2,
  v: 2,
  '<': 2,
  '\f': 2,
  '!': 3,
  '%': 3,
  '-': 3,
  '3': 3,
  '=': 3,
  '?': 3,
  E: 3,
  G: 3,
  J: 3,
  K: 3,
  M: 3,
  R: 3,
  T: 3,
  U: 3,
  V: 3,
  a: 3,
  d: 3,
  e: 3,
  r: 3,
  t: 3,
  u: 3,
  '{': 3,
  ' ': 3,
  $: 4,
  '\\': 4,
  B: 4,
  c: 4,
  p: 5,
  W: 10,
  '(': counted,
  '*': need(5, (bytes) => 5 + word(bytes, 3) * ((bytes[2] ?? 0) < 32 ? 1 : 3)),
  '&': (bytes) => userCharactersLength(bytes),
  D: until(0, 2),
};

const group: Record<string, LengthRule> = {
  ':': 2,
  c: 2,
  '!': 3,
  '/': 3,
  B: 3,
  E: 3,
  H: 3,
  I: 3,
  T: 3,
  a: 3,
  b: 3,
  f: 3,
  h: 3,
  j: 3,
  r: 3,
  w: 3,
  $: 4,
  L: 4,
  P: 4,
  W: 4,
  '\\': 4,
  '^': 5,
  z: 5,
  g: 6,
  '(': counted,
  V: need(3, (bytes) => ([0, 1, 48, 49].includes(bytes[2] ?? 0) ? 3 : 4)),
  '*': need(4, (bytes) => 4 + (bytes[2] ?? 0) * (bytes[3] ?? 0) * 8),
  v: need(8, (bytes) => 8 + word(bytes, 4) * word(bytes, 6)),
  '8': need(7, (bytes) => 7 + word(bytes, 3) + word(bytes, 5) * 0x10000),
  k: need(4, (bytes) => ((bytes[2] ?? 0) < 65 ? until(0, 3)(bytes) : 4 + (bytes[3] ?? 0))),
  C: need(
    3,
    (bytes) => ({ 0x30: 5, 0x31: 9, 0x32: 5, 0x3b: until(0x3b, 12)(bytes) })[bytes[2] ?? 0] ?? 5,
  ),
};

const field: Record<string, LengthRule> = {
  '&': 2,
  '.': 2,
  '!': 3,
  '-': 3,
  C: 3,
  W: 3,
  S: 4,
  p: 4,
  '?': 4,
  '2': 76,
  '(': counted,
  q: (bytes) => storedImagesLength(bytes),
};

const realTime: Record<number, LengthRule> = {
  0x04: need(3, (bytes) => ([7, 8, 18].includes(bytes[2] ?? 0) ? 4 : 3)),
  0x05: 3,
  0x14: need(3, (bytes) => ({ 1: 5, 2: 5, 3: 8, 7: 4, 8: 10 })[bytes[2] ?? 0] ?? 3),
};

/** ESC & y c1 c2, then for each character x and x × y bytes. */
function userCharactersLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 5) return undefined;
  const [, , rows = 0, first = 0, last = 0] = bytes;
  let length = 5;
  for (let char = first; char <= last; char += 1) {
    if (length >= bytes.length) return undefined;
    length += 1 + rows * (bytes[length] ?? 0);
  }
  return length;
}

/** FS q n, then for each picture its size in bytes across and down, and the columns. */
function storedImagesLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 3) return undefined;
  let length = 3;
  for (let image = 0; image < (bytes[2] ?? 0); image += 1) {
    if (length + 4 > bytes.length) return undefined;
    length += 4 + word(bytes, length) * word(bytes, length + 2) * 8;
  }
  return length;
}

/** Length of the command that `bytes` starts with; undefined: more bytes are needed; unknown ones are two bytes. */
export function commandLength(bytes: Uint8Array): number | undefined {
  const [lead, second] = bytes;
  if (second === undefined) return undefined;
  const letter = String.fromCharCode(second);
  const rule = {
    0x1b: escape[letter],
    0x1d: group[letter],
    0x1c: field[letter],
    0x10: realTime[second] ?? 1,
  }[lead ?? 0];
  if (rule === undefined) return 2;
  return typeof rule === 'number' ? rule : rule(bytes);
}

/** ESC, GS, FS and DLE open a command of several bytes. */
export const commandLeads: ReadonlySet<number> = new Set([0x1b, 0x1d, 0x1c, 0x10]);
