import type { TextBlock } from '../../../../printer/index.ts';
import type { TemplateStyle } from '../../../../shared/contract/template.ts';

/** A template's style in the words of the paper library. */
export function styled({ wide, high, bold, inverted, boxed, align }: TemplateStyle) {
  return { size: { wide, high }, bold, inverted, boxed, align } satisfies Partial<TextBlock>;
}

/** The same for a cell of a row, which has no frame of its own. */
export function styledCell({
  wide,
  high,
  bold,
  inverted,
}: Pick<TemplateStyle, 'wide' | 'high' | 'bold' | 'inverted'>) {
  return { size: { wide, high }, bold, inverted };
}

const invisible = /[\u200E\u200F\u2066-\u2069]/g;

/** Drawn letters are narrower than the grid on average. In a short word that does not even out. */
const drawnShare = 0.85;
const drawnRoom = 2;

function isDrawn(text: string): boolean {
  return !/^[\x20-\x7e\u00a0]*$/.test(text);
}

type Size = Pick<TemplateStyle, 'wide' | 'high'>;

/** How many characters of the grid so many letters take; those higher than wide are set half-way between. */
function onGrid(text: string, { wide, high }: Size): number {
  const letter = high > wide ? (wide + high) / 2 : wide;
  return text.replaceAll(invisible, '').length * letter;
}

/** About how many normal characters a text takes across. */
export function charsWide(text: string, size: Size): number {
  return Math.ceil(onGrid(text, size) * (isDrawn(text) ? drawnShare : 1));
}

/** The width of a column that holds the text without breaking it. */
export function columnFor(text: string, size: Size): number {
  return Math.ceil(onGrid(text, size)) + (isDrawn(text) ? drawnRoom : 0);
}
