/** A square the font lacks on purpose: it is drawn as the box for missing characters, and has no direction. */
const missingMark = '\u2B1A';
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Mark}]/u;
const emoji = /\p{RGI_Emoji}/gv;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;

/** Marks that force a direction on letters and digits: of no use in honest text, and they turn amounts around. */
const overrides = /[\u202D\u202E]/g;

/**
 * Text in which every character will leave a mark: one box for an emoji however many code points it has, compatibility
 * forms ("﷼", "½", letters already joined by another program) by their plain letters, a box for control characters. Overrides of direction
 * are left out.
 */
export function toPrintable(given: string, covers: (codePoint: number) => boolean): string {
  const text = given.replaceAll(overrides, '');
  const known = (part: string) =>
    Array.from(part).every((char) => ignorable.test(char) || covers(char.codePointAt(0) ?? 0));
  if (known(text)) return text;
  const plain = text
    .replaceAll('\t', ' ')
    .replace(control, missingMark)
    .replace(emoji, (found) => (known(found) ? found : missingMark));
  return Array.from(plain)
    .map((char) => {
      if (known(char)) return char;
      const compatible = char.normalize('NFKC');
      return known(compatible) ? compatible : char;
    })
    .join('');
}
