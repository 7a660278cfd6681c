import type { TextBlock } from '../../../../printer/index.ts';
import type { TemplateStyle } from '../../../../shared/contract/template.ts';

/** A template's style in the words of the paper library. */
export function styled({ wide, high, bold, inverted, boxed, align }: TemplateStyle) {
  return { size: { wide, high }, bold, inverted, boxed, align } satisfies Partial<TextBlock>;
}

/** The same for a cell of a row, which has no frame of its own. */
export function styledCell({ wide, high, bold, inverted }: TemplateStyle) {
  return { size: { wide, high }, bold, inverted };
}
