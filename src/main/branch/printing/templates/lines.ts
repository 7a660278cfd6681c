import type { Block, Cell } from '../../../../printer/index.ts';
import { formatDecimal, type Minor } from '../../../../shared/contract/money.ts';
import type { Line, Modifier, Order } from '../../../../shared/contract/order.ts';
import { lineTotal } from '../../../../shared/contract/order-sums.ts';
import type { TemplateElement } from '../../../../shared/contract/template.ts';
import type { OrderFacts } from '../paper-facts.ts';
import { mentionsAllergy } from './allergy.ts';
import type { CompileContext } from './compile-context.ts';
import { noteBlocks } from './notes.ts';
import { amountText, directionOf, isolated, label, nameLine, nameLines } from './words.ts';

export type LinesElement = Extract<TemplateElement, { kind: 'lines' }>;

interface Lines {
  readonly element: LinesElement;
  readonly order: Order;
  readonly language: CompileContext['facts']['language'];
  readonly quantity: Pick<Cell, 'chars' | 'size'>;
  /** Normal characters of the price column; 0 for none. */
  readonly priceChars: number;
}

/** Names twice as high are read across a kitchen: quantities grow with them and notes are white on black. */
const isForCooks = ({ style }: LinesElement) => style.high > 1;

/** What was ordered, line by line. Those of other stations come last and small. */
export function lineBlocks(element: LinesElement, context: CompileContext): Block[] {
  const { facts } = context;
  if (facts.order === null) return [];
  const { order } = facts.order;
  const lines: Lines = {
    element,
    order,
    language: facts.language,
    quantity: quantityCell(element, order, context.isNarrow),
    priceChars: element.prices ? priceChars(order) : 0,
  };
  const own = order.lines.filter((_, at) => isOwn(at, facts.order));
  const others = order.lines.filter((_, at) => !isOwn(at, facts.order));
  return [
    ...own.flatMap((line) => ownLine(line, lines)),
    ...(facts.order.showsOtherLines ? otherStations(others, lines) : []),
  ];
}

function isOwn(at: number, facts: OrderFacts | null): boolean {
  return facts?.ownLines?.includes(at) ?? true;
}

function quantityCell(element: LinesElement, order: Order, isNarrow: boolean): Lines['quantity'] {
  const letters = Math.max(...order.lines.map(({ quantity }) => quantityText(quantity).length), 2);
  const wide = isForCooks(element) && !isNarrow ? 2 : 1;
  const high = isForCooks(element) ? 2 : 1;
  return { chars: letters * wide + (isForCooks(element) ? 1 : 0), size: { wide, high } };
}

function quantityText(quantity: number): string {
  return `${quantity}x`;
}

function ownLine(line: Line, lines: Lines): Block[] {
  const { element, language, quantity } = lines;
  const [first = '', ...others] = nameLines(line.name, language);
  const indent = (quantity.chars ?? 0) + 1;
  return [
    ...(isForCooks(element) ? [{ kind: 'feed', dots: 10 } as const] : []),
    row(quantityText(line.quantity), first, priceText(lineTotal(line), lines), lines),
    ...others.map((name) => row('', name, '', lines)),
    ...unknownItem(line, lines, indent),
    ...(element.modifiers
      ? line.modifiers.flatMap((modifier) => modifierBlocks(modifier, lines, indent))
      : []),
    ...(element.modifiers
      ? line.removed.map((name) => indented(`- ${nameLine(name, language)}`, lines, indent))
      : []),
    ...lineNote(line.note, lines, indent),
  ];
}

function row(quantity: string, name: string, price: string, lines: Lines): Block {
  const { style } = lines.element;
  const size = { wide: style.wide, high: style.high };
  const priceCell: Cell = {
    text: price,
    chars: lines.priceChars,
    align: 'end',
    direction: 'ltr',
    size: { wide: 1, high: style.high },
  };
  return {
    kind: 'columns',
    cells: [
      { ...lines.quantity, text: quantity, bold: true, direction: 'ltr' },
      { text: name, share: 1, bold: style.bold, size },
      ...(lines.priceChars > 0 ? [priceCell] : []),
    ],
  };
}

function priceText(minor: Minor | null, { order }: Lines): string {
  return minor === null ? '' : formatDecimal(minor, order.currency);
}

/** As wide as the longest amount; the currency stands once, beside the total. */
function priceChars(order: Order): number {
  const texts = order.lines.map((line) => {
    const total = lineTotal(line);
    return total === null ? '' : formatDecimal(total, order.currency);
  });
  return Math.max(5, ...texts.map((text) => text.length));
}

function modifierBlocks(modifier: Modifier, lines: Lines, indent: number): Block[] {
  const { element, language, order } = lines;
  const times = modifier.quantity > 1 ? `${modifier.quantity}x ` : '';
  const price =
    element.prices && modifier.unitPriceMinor !== null && modifier.unitPriceMinor !== 0
      ? ` (${isolated(formatDecimal(modifier.unitPriceMinor, order.currency), language)})`
      : '';
  return [
    indented(`+ ${times}${nameLine(modifier.name, language)}${price}`, lines, indent),
    ...unknownItem(modifier, lines, indent + 2),
    ...modifier.modifiers.flatMap((inner) => modifierBlocks(inner, lines, indent + 2)),
  ];
}

function indented(text: string, { element, language }: Lines, indent: number): Block {
  const bold = isForCooks(element);
  return { kind: 'text', text, bold, indent, direction: directionOf(language) };
}

/** An item we never published prints with what the platform gave, so that it can still be cooked and charged. */
function unknownItem(
  item: Pick<Line, 'known' | 'itemId' | 'unitPriceMinor'>,
  { language, order }: Lines,
  indent: number,
): Block[] {
  if (item.known) return [];
  const price =
    item.unitPriceMinor === null ? [] : [amountText(item.unitPriceMinor, order.currency)];
  const facts = [item.itemId ?? '', ...price].map((text) => isolated(text, language));
  const text = `! ${label('notInMenu', language)} ${facts.join(' ')}`;
  return [{ kind: 'text', text, indent, direction: directionOf(language) }];
}

/** A template may leave out notes, but not one that speaks of an allergy. */
function lineNote(note: string, { element }: Lines, indent: number): Block[] {
  if (note.trim() === '' || (!element.notes && !mentionsAllergy(note))) return [];
  if (isForCooks(element) || mentionsAllergy(note)) return noteBlocks(note);
  return [{ kind: 'text', text: note, indent }];
}

function otherStations(others: readonly Line[], { language }: Lines): Block[] {
  if (others.length === 0) return [];
  const direction = directionOf(language);
  return [
    { kind: 'rule', line: 'dashed' },
    { kind: 'text', text: label('otherStations', language), direction },
    ...others.map(({ quantity, name }) => ({
      kind: 'text' as const,
      text: `${quantityText(quantity)} ${nameLine(name, language)}`,
      indent: 2,
      direction,
    })),
  ];
}
