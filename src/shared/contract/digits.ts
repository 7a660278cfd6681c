/** The same text with the digits of an Arabic keyboard (U+0660 to U+0669) as Latin ones. */
export function latinDigits(text: string): string {
  return text.replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
}
