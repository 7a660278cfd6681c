import { fromWidths, wideBars } from './widths.ts';

const code39Characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*';
/** Nine bars and spaces each, 1 = wide. @source ISO/IEC 16388:2007, table 1 */
const code39Wide = [
  0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019,
  0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106,
  0x046, 0x016, 0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a,
  0x02a, 0x094,
];
export function code39(text: string): string {
  if (!/^[0-9A-Z\-. $/+%]+$/.test(text)) {
    throw new RangeError('code 39 holds capital letters, digits and - . $ / + % only');
  }
  return Array.from(`*${text}*`)
    .map((char) => code39Character(char))
    .join('0');
}

function code39Character(char: string): string {
  const wide = code39Wide[code39Characters.indexOf(char)] ?? 0;
  const widths = Array.from({ length: 9 }, (_, at) => ((wide >> (8 - at)) & 1 ? wideBars : 1));
  return fromWidths(widths.join(''));
}
