import type { Block, TextSize } from '../../../../printer/index.ts';
import type { TemplateElement, TemplateElementKind } from '../../../../shared/contract/template.ts';
import type { CompileContext } from './compile-context.ts';
import { fieldRows, type FieldRow } from './fields.ts';
import { lineBlocks } from './lines.ts';
import { noteBlocks } from './notes.ts';
import { reportBlocks } from './report-sections.ts';
import { sideBySide } from './side-by-side.ts';
import { charsWide, columnFor, styled, styledCell } from './styled.ts';
import { isolated } from './words.ts';

type ElementOf<Kind extends TemplateElementKind> = Extract<TemplateElement, { kind: Kind }>;
type Compile<Kind extends TemplateElementKind> = (
  element: ElementOf<Kind>,
  context: CompileContext,
) => Block[];

const compilers: { readonly [Kind in TemplateElementKind]: Compile<Kind> } = {
  field: fieldBlocks,
  pair: pairBlocks,
  text: textBlocks,
  lines: lineBlocks,
  report: reportBlocks,
  rule: ({ line }) => [{ kind: 'rule', line }],
  space: ({ dots }) => [{ kind: 'feed', dots }],
  logo({ logoId, widthPercent, style }, { logo, widthDots }) {
    const bitmap = logo(logoId, Math.round((widthDots * widthPercent) / 100));
    return bitmap ? [{ kind: 'image', bitmap, align: style.align }] : [];
  },
  qr: qrBlocks,
  barcode({ field, style }, { facts }) {
    const [row] = fieldRows(field, facts);
    if (!row) return [];
    return [{ kind: 'barcode', symbology: 'code128', text: row.text, align: style.align }];
  },
};

/** What the element puts on paper; nothing when the paper is not about it. */
export function elementBlocks<Kind extends TemplateElementKind>(
  element: ElementOf<Kind>,
  context: CompileContext,
): Block[] {
  const compile: Compile<Kind> = compilers[element.kind];
  return compile(element, context);
}

function fieldBlocks(element: ElementOf<'field'>, context: CompileContext): Block[] {
  const rows = fieldRows(element.field, context.facts);
  const [first] = rows;
  if (!first) return [];
  if (element.field === 'number' && !element.label) return [numberBlock(first, element, context)];
  if (element.field === 'order_note') {
    const style = styled(element.style);
    return [...(element.label ? [nameAbove(first)] : []), ...noteBlocks(first.text, style)];
  }
  return rows.flatMap((row) => rowBlocks(row, element, context));
}

/** As large as its length lets it be, up to what the template asks for: it is what everybody looks for. */
function numberBlock(row: FieldRow, { style }: ElementOf<'field'>, { columns }: CompileContext) {
  const fit = Math.max(1, Math.min(style.wide, Math.floor(columns / row.text.length)));
  const shrink = style.wide - fit;
  const size = { wide: fit, high: Math.max(fit, style.high - shrink) } as TextSize;
  return { kind: 'text', text: row.text, ...styled(style), size, direction: 'ltr' } as const;
}

function nameAbove({ name }: FieldRow): Block {
  return { kind: 'text', text: name, indent: 1 };
}

/** What a frame takes of a line. */
const boxChars = 2;

function rowBlocks(row: FieldRow, element: ElementOf<'field'>, context: CompileContext): Block[] {
  const { style } = element;
  const { name, text, direction, isLong } = row;
  if (!element.label) return [{ kind: 'text', text, direction, ...styled(style) }];
  if (isLong) return [nameAbove(row), { kind: 'text', text, direction, ...styled(style) }];
  if (style.boxed || style.align === 'center') {
    const value = isolated(text, context.facts.language);
    const inOne = `${name}: ${value}`;
    const fits = charsWide(inOne, style) + boxChars <= context.columns;
    return [{ kind: 'text', text: fits ? inOne : `${name}\n${value}`, ...styled(style) }];
  }
  return sideBySide(row, style, context.columns);
}

/** Two facts beside each other, or below each other where they do not fit. */
function pairBlocks(element: ElementOf<'pair'>, { facts, columns }: CompileContext): Block[] {
  const { style } = element;
  const rows = [element.start, element.end].flatMap((field) => fieldRows(field, facts).slice(0, 1));
  const [start, end] = rows;
  if (!start || !end || charsWide(start.text, style) + 1 + columnFor(end.text, style) > columns) {
    return rows.map(({ text, direction }) => ({ kind: 'text', text, direction, ...styled(style) }));
  }
  const cell = styledCell(style);
  const chars = columnFor(end.text, style);
  return [
    {
      kind: 'columns',
      cells: [
        { text: start.text, share: 1, direction: start.direction, ...cell },
        { text: end.text, chars, direction: end.direction, align: 'end', ...cell },
      ],
    },
  ];
}

function textBlocks({ en, ar, style }: ElementOf<'text'>, { facts }: CompileContext): Block[] {
  const wanted = { en: [en], ar: [ar], both: en === ar ? [en] : [en, ar] }[facts.language];
  return wanted
    .filter((text) => text.trim() !== '')
    .map((text) => ({ kind: 'text', text, ...styled(style) }));
}

function qrBlocks({ content, style }: ElementOf<'qr'>, { facts }: CompileContext): Block[] {
  const values: Readonly<Record<string, string | undefined>> = {
    number: facts.order?.order.displayNumber,
    order_id: facts.order?.order.id,
    receipt_number: facts.receipt?.number,
  };
  const text = content.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) =>
    name in values ? (values[name] ?? '') : whole,
  );
  if (text.trim() === '') return [];
  return [{ kind: 'qr', text, align: style.align }];
}
