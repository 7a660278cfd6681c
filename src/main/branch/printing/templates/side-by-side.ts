import type { Block, TextBlock } from '../../../../printer/index.ts';
import type { TemplateStyle } from '../../../../shared/contract/template.ts';
import { charsWide, columnFor, styledCell } from './styled.ts';

type Style = Pick<TemplateStyle, 'wide' | 'high' | 'bold' | 'inverted'>;

interface NamedValue {
  readonly name: string;
  readonly text: string;
  readonly direction: NonNullable<TextBlock['direction']>;
}

/**
 * The name at the start, the value at the end. Where both do not fit, the name steps back to normal letters; where that
 * is not enough, the value gets a line of its own.
 */
export function sideBySide(
  { name, text, direction }: NamedValue,
  style: Style,
  columns: number,
): Block[] {
  const cell = styledCell(style);
  const chars = columnFor(text, style);
  const value = { text, direction, align: 'end', ...cell } as const;
  if (charsWide(name, normal) + 1 + chars > columns) {
    return [
      { kind: 'text', text: name, bold: style.bold },
      { kind: 'text', ...value },
    ];
  }
  const isTight = charsWide(name, style) + 1 + chars > columns;
  return [
    {
      kind: 'columns',
      cells: [
        { text: name, share: 1, ...cell, ...(isTight && { size: normal }) },
        { ...value, chars },
      ],
    },
  ];
}

const normal = { wide: 1, high: 1 } as const;
