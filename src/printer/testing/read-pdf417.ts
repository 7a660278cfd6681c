import { codeWordModules } from '../codes/pdf417-patterns.ts';

/**
 * Reads a symbol as a scanner would: finds the words in their clusters, believes the words at the edge, proves the check
 * words and reads the rest. Shares nothing with the writer but the table of patterns.
 *
 * @throws Error for anything that is not as it should be
 */
export function readPdf417(rows: readonly string[]): string {
  const perRow = rows.map((modules, row) => rowWords(modules, row % 3));
  const words = perRow.flatMap((row) => row.slice(1, -1));
  checkEdges(perRow);
  const level = ((perRow[1]?.[0] ?? 0) - ((rows.length - 1) % 3)) / 3;
  const checks = 2 ** (level + 1);
  for (let power = 1; power <= checks; power += 1) {
    const x = powerOf3(power);
    const syndrome = words.reduce((sum, word) => (sum * x + word) % 929, 0);
    if (syndrome !== 0) throw new Error(`syndrome ${power} is ${syndrome}`);
  }
  const [length = 0] = words;
  if (length !== words.length - checks) throw new Error(`length ${length} of ${words.length}`);
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(readWords(words.slice(1, length))),
  );
}

function rowWords(modules: string, cluster: number): number[] {
  if (!modules.startsWith('11111111010101000')) throw new Error('no start');
  if (!modules.endsWith('111111101000101001')) throw new Error('no stop');
  const inner = modules.slice(17, -18).match(/.{17}/g) ?? [];
  const known = wordsOf(cluster);
  return inner.map((pattern) => {
    const word = known.get(pattern);
    if (word === undefined) throw new Error(`no word of cluster ${cluster}: ${pattern}`);
    return word;
  });
}

const clusters = new Map<number, Map<string, number>>();

function wordsOf(cluster: number): Map<string, number> {
  const known = clusters.get(cluster);
  if (known) return known;
  const words = Array.from(
    { length: 929 },
    (_, word) => [codeWordModules(cluster, word), word] as const,
  );
  const made = new Map(words);
  clusters.set(cluster, made);
  return made;
}

/** Rows, columns and correction stand on both sides in three rows. */
function checkEdges(rows: readonly number[][]): void {
  rows.forEach((row, at) => {
    const group = 30 * Math.floor(at / 3);
    const left = (row[0] ?? 0) - group;
    const right = (row.at(-1) ?? 0) - group;
    const rowsWord = Math.floor((rows.length - 1) / 3);
    const columnsWord = row.length - 3;
    if (at % 3 === 0 && (left !== rowsWord || right !== columnsWord)) throw new Error('edge 0');
    if (at % 3 === 1 && right !== rowsWord) throw new Error('edge 1');
    if (at % 3 === 2 && left !== columnsWord) throw new Error('edge 2');
  });
}

function powerOf3(power: number): number {
  return Array.from({ length: power }).reduce<number>((value) => (value * 3) % 929, 1);
}

function readWords(words: readonly number[]): number[] {
  const bytes: number[] = [];
  let at = 0;
  let mode = 900;
  while (at < words.length) {
    const word = words[at] ?? 0;
    if (word === 927) {
      at += 2;
      continue;
    }
    if (word >= 900) {
      mode = word;
      at += 1;
      continue;
    }
    let end = at;
    while (end < words.length && (words[end] ?? 0) < 900) end += 1;
    bytes.push(...readers(mode)(words.slice(at, end)));
    at = end;
  }
  return bytes;
}

function readers(mode: number): (words: readonly number[]) => number[] {
  if (mode === 902) return readNumbers;
  return mode === 900 ? readLetters : (words) => readBytes(words, mode === 924);
}

function readNumbers(words: readonly number[]): number[] {
  const digits: string[] = [];
  for (let from = 0; from < words.length; from += 15) {
    const value = words.slice(from, from + 15).reduce((sum, word) => sum * 900n + BigInt(word), 0n);
    digits.push(String(value).slice(1));
  }
  return Array.from(Buffer.from(digits.join('')));
}

function readBytes(words: readonly number[], wholeGroups: boolean): number[] {
  const bytes: number[] = [];
  let at = 0;
  while (words.length - at >= (wholeGroups ? 5 : 6)) {
    let value = words.slice(at, at + 5).reduce((sum, word) => sum * 900n + BigInt(word), 0n);
    const group: number[] = [];
    for (let place = 0; place < 6; place += 1) {
      group.unshift(Number(value % 256n));
      value /= 256n;
    }
    bytes.push(...group);
    at += 5;
  }
  return [...bytes, ...words.slice(at)];
}

type Set = 'alpha' | 'lower' | 'mixed' | 'marks';
type Change = { readonly latch: Set } | { readonly shift: Set };

/** What each value means in each sub-mode. @source ISO/IEC 15438:2015, table 5 */
const meanings: Readonly<Record<Set, readonly (string | Change)[]>> = {
  alpha: [
    ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ '),
    { latch: 'lower' },
    { latch: 'mixed' },
    { shift: 'marks' },
  ],
  lower: [
    ...Array.from('abcdefghijklmnopqrstuvwxyz '),
    { shift: 'alpha' },
    { latch: 'mixed' },
    { shift: 'marks' },
  ],
  mixed: [
    ...Array.from('0123456789&\r\t,:#-.$/+%*=^'),
    { latch: 'marks' },
    ' ',
    { latch: 'lower' },
    { latch: 'alpha' },
    { shift: 'marks' },
  ],
  marks: [...Array.from(';<>@[\\]_`~!\r\t,:\n-.$/"|*()?{}\''), { latch: 'alpha' }],
};

function readLetters(words: readonly number[]): number[] {
  let set: Set = 'alpha';
  let once: Set | undefined;
  let text = '';
  const values = words.flatMap((word) => [Math.floor(word / 30), word % 30]);
  for (const value of values) {
    const meaning: string | Change = meanings[once ?? set][value] ?? '';
    once = undefined;
    if (typeof meaning === 'string') text += meaning;
    else if ('latch' in meaning) set = meaning.latch;
    else once = meaning.shift;
  }
  return Array.from(Buffer.from(text));
}
