/** A cell that a spreadsheet would run as a formula; a plain number may begin with its sign. */
const formula = /^[=+\-@\t\r]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * A table after RFC 4180, with the byte order mark without which spreadsheets do not read Arabic. Text that would be
 * a formula gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
}

function toCell(text: string): string {
  const isFormula = formula.test(text) && !plainNumber.test(text);
  const harmless = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
