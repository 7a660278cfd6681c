import { fromWidths, wideBars } from './widths.ts';

/** Five bars each, 1 = wide. @source ISO/IEC 16390:2007, table 1 */
const itfWide = '00110 10001 01001 11000 00101 10100 01100 00011 10010 01010'.split(' ');

export function itf(text: string): string {
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
