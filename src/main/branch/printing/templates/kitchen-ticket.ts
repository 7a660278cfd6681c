import type { Block, PaperDocument } from '../../../../printer/index.ts';
import type { Line, Modifier, Order } from '../../../../shared/contract/order.ts';
import { foot, orderHead, strip } from './order-head.ts';
import type { OrderTicketFacts, TicketFacts } from './ticket-facts.ts';
import { amountText, directionOf, isolated, label, nameLine, nameLines } from './words.ts';

type Language = TicketFacts['language'];

/** Width of the quantity, in normal characters. */
const quantityChars = 6;

/** The paper a kitchen cooks from. Everything the customer wrote is on it, verbatim. */
export function kitchenTicket(facts: OrderTicketFacts): PaperDocument {
  const { order, language } = facts;
  return {
    direction: directionOf(language),
    blocks: [
      ...orderHead(facts),
      { kind: 'rule', line: 'heavy' },
      ...(order.note.trim() === '' ? [] : [noteLabel(language)]),
      ...noteBlocks(order.note),
      ...order.lines.flatMap((line) => lineBlocks(line, order, language)),
      { kind: 'feed', dots: 10 },
      { kind: 'rule' },
      ...cutlery(order, language),
      {
        kind: 'text',
        text: `${label('items', language)}: ${order.lines.reduce((sum, line) => sum + line.quantity, 0)}`,
        bold: true,
      },
      ...cash(order, language),
      ...(order.isTest ? strip('doNotCook') : []),
      { kind: 'rule', line: 'dashed' },
      ...foot(order.id),
    ],
  };
}

function lineBlocks(line: Line, order: Order, language: Language): Block[] {
  const [first = '', ...others] = nameLines(line.name, language);
  const row = (quantity: string, name: string): Block => ({
    kind: 'columns',
    cells: [
      { text: quantity, chars: quantityChars, bold: true, size: { wide: 2, high: 2 } },
      { text: name, share: 1, bold: true, size: { wide: 1, high: 2 } },
    ],
  });
  return [
    { kind: 'feed', dots: 10 },
    row(`${line.quantity}x`, first),
    ...others.map((name) => row('', name)),
    ...unknownItem(line, order, language, quantityChars),
    ...line.modifiers.flatMap((modifier) => modifierBlocks(modifier, order, language, 0)),
    ...line.removed.map((name) => indented(`- ${nameLine(name, language)}`, language)),
    ...noteBlocks(line.note),
  ];
}

function modifierBlocks(
  modifier: Modifier,
  order: Order,
  language: Language,
  depth: number,
): Block[] {
  const times = modifier.quantity > 1 ? `${modifier.quantity}x ` : '';
  return [
    indented(`+ ${times}${nameLine(modifier.name, language)}`, language, depth),
    ...unknownItem(modifier, order, language, quantityChars + 2 * depth),
    ...modifier.modifiers.flatMap((inner) => modifierBlocks(inner, order, language, depth + 1)),
  ];
}

function indented(text: string, language: Language, depth = 0): Block {
  const indent = quantityChars + 2 * depth;
  return { kind: 'text', text, bold: true, indent, direction: directionOf(language) };
}

/** An item we never published prints with what the platform gave, so that it can still be cooked and charged. */
function unknownItem(
  item: Pick<Line, 'known' | 'itemId' | 'unitPriceMinor'>,
  order: Order,
  language: Language,
  indent: number,
): Block[] {
  if (item.known) return [];
  const price =
    item.unitPriceMinor === null ? [] : [amountText(item.unitPriceMinor, order.currency)];
  const facts = [item.itemId ?? '', ...price].map((text) => isolated(text, language));
  const text = `! ${label('notInMenu', language)} ${facts.join(' ')}`;
  return [{ kind: 'text', text, indent, direction: directionOf(language) }];
}

function noteLabel(language: Language): Block {
  return { kind: 'text', text: label('note', language), indent: 1 };
}

function noteBlocks(note: string): Block[] {
  if (note.trim() === '') return [];
  return [
    {
      kind: 'text',
      text: note,
      boxed: true,
      inverted: true,
      bold: true,
      size: { wide: 1, high: 2 },
    },
  ];
}

function cutlery(order: Order, language: Language): Block[] {
  if (order.cutleryNote.trim() === '') return [];
  return [
    {
      kind: 'text',
      text: `${label('cutlery', language)}: ${isolated(order.cutleryNote, language)}`,
    },
  ];
}

function cash(order: Order, language: Language): Block[] {
  const amounts = [
    { word: 'collect', minor: order.collectMinor },
    { word: 'riderPays', minor: order.riderPaysMinor },
  ] as const;
  return amounts
    .filter(({ minor }) => minor > 0)
    .map(({ word, minor }) => ({
      kind: 'columns',
      cells: [
        { text: label(word, language), share: 1, bold: true },
        {
          text: amountText(minor, order.currency),
          share: 1,
          bold: true,
          align: 'end',
          direction: 'ltr',
          size: { wide: 1, high: 2 },
        },
      ],
    }));
}
