/** Upper halves (80h to FFh) of the pages that printers of most makers agree on. */
const upperHalves = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
  cp858:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  cp1252:
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
} as const;

/** @source Unicode Consortium, mapping tables VENDORS/MICSFT; CP858 is CP850 with the euro at D5h */
export type CodePage = keyof typeof upperHalves;

export const codePageNames = Object.keys(upperHalves) as CodePage[];

/** The character of a byte; control characters come back as themselves. */
export function fromCodePage(byte: number, page: CodePage): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (upperHalves[page][byte - 0x80] ?? ' ');
}

/** The bytes of a text, or nothing when one character is not on the page. */
export function toCodePage(text: string, page: CodePage): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = byteOf(text[at] ?? '', page);
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}

function byteOf(char: string, page: CodePage): number | undefined {
  const code = char.charCodeAt(0);
  if (code >= 0x20 && code < 0x7f) return code;
  const upper = upperHalves[page].indexOf(char);
  return upper >= 0 && code >= 0xa0 ? upper + 0x80 : undefined;
}

export function isPlainAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
