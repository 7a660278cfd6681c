/** A number as people type it, in Latin digits with a point: `٢٫٥` and `2,5` are 2.5. */
export function latinNumber(text: string): string {
  return text
    .trim()
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[٫,]/g, '.');
}
