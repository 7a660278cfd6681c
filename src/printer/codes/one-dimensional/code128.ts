import { fromWidths } from './widths.ts';

/** Widths of six bars and spaces, by value. @source ISO/IEC 15417:2007, table 1 */
const code128Widths =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'.match(
    /.{6}/g,
  ) ?? [];
const code128Stop = '2331112';
type CodeSet = 'B' | 'C';
const code128Start = { B: 104, C: 105 } as const;
const code128Switch = { B: 100, C: 99 } as const;

/** Characters that stand in one code set. */
export interface Code128Run {
  readonly set: CodeSet;
  readonly text: string;
}

/** Code sets B and C; runs of digits go in pairs where that is shorter. */
export function code128(text: string): string {
  const values: number[] = [];
  for (const run of code128Runs(text)) {
    const isFirst = values.length === 0;
    values.push((isFirst ? code128Start : code128Switch)[run.set], ...code128Values(run));
  }
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const widths = [...values, check].map((value) => code128Widths[value] ?? '').join('');
  return fromWidths(widths + code128Stop);
}

/** @throws RangeError for anything but printable ASCII */
export function code128Runs(text: string): Code128Run[] {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new RangeError('code 128 holds printable ASCII only');
  const runs: { set: CodeSet; text: string }[] = [];
  for (let at = 0; at < text.length;) {
    const last = runs.at(-1);
    const set = nextSet(text.slice(at), last?.set);
    const chars = text.slice(at, at + (set === 'C' ? 2 : 1));
    if (last?.set === set) last.text += chars;
    else runs.push({ set, text: chars });
    at += chars.length;
  }
  return runs;
}

/** In set C the value is the number that a pair of digits makes. */
function code128Values({ set, text }: Code128Run): number[] {
  return set === 'C'
    ? Array.from(text.match(/../g) ?? [], Number)
    : Array.from(text, (char) => char.charCodeAt(0) - 0x20);
}

/** Pairs of digits are worth a switch from four digits on. */
function nextSet(rest: string, set: CodeSet | undefined): CodeSet {
  const digits = /^\d+/.exec(rest)?.[0].length ?? 0;
  if (set === 'C') return digits >= 2 ? 'C' : 'B';
  return digits >= 4 && digits % 2 === 0 ? 'C' : 'B';
}
