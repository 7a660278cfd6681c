/** Bars (odd places) and spaces (even places) by their widths, as ones and zeros. */
export function fromWidths(widths: string): string {
  return Array.from(widths)
    .map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width)))
    .join('');
}

/** Narrow bars in a wide one, for symbologies that know only two widths. */
export const wideBars = 3;
