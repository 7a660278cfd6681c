/** The same text with the digits of an Arabic or Persian keyboard as Latin ones. */
export function latinDigits(text: string): string {
  // U+0660 to U+0669 and U+06F0 to U+06F9.
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** `1,250.5` and `1,250,000`: commas that can only part thousands. */
const thousandsByComma = /^\d{1,3}(,\d{3})+(\.\d*|,\d{3})$/;
const thousandsByArabicComma = /^\d{1,3}(٬\d{3})+(\.\d*)?$/;
/** `2,5`: too few digits behind it for thousands. */
const decimalComma = /^(\d+),(\d{0,2})$/;

/**
 * A number that somebody typed or pasted, as programs read it: `١٬٢٥٠٫٥` and `1,250.5` are `1250.5`, `2,5` is `2.5`. What can
 * be read in two ways, such as `2,500`, keeps its comma and is no number to any reader: nobody pays a thousand times as much.
 */
export function plainNumber(text: string): string {
  const plain = latinDigits(text.trim()).replaceAll('٫', '.').replaceAll('،', ',');
  if (thousandsByComma.test(plain) || thousandsByArabicComma.test(plain)) {
    return plain.replaceAll(/[,٬]/g, '');
  }
  return plain.replace(decimalComma, '$1.$2');
}
