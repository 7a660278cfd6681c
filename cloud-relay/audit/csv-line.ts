/**
 * One line of a CSV file. A text that a spreadsheet would run as a formula is marked as text with an
 * apostrophe: names and reasons are written by anybody.
 *
 * @source RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
