import type { Block, TextSize } from '../../../../printer/index.ts';
import type { Order } from '../../../../shared/contract/order.ts';
import { missingCase } from '../../../../shared/kit/missing-case.ts';
import type { OrderTicketFacts, TicketFacts } from './ticket-facts.ts';
import { dateTimeText, isolated, label, timeText, words, type Word } from './words.ts';

/** A strip across the paper that nobody can overlook, in both languages whatever the setting. */
export function strip(word: Word, addition = ''): Block[] {
  const { en, ar } = words[word];
  // Two lines and not one: the Latin one stays text that the printer itself draws.
  return [`${en}${addition}`, `${ar}${addition}`].map((text) => ({
    kind: 'text',
    text,
    inverted: true,
    bold: true,
    align: 'center',
    size: { wide: 1, high: 2 },
  }));
}

/** Says that this is not the first paper of its kind. */
export function marks(facts: TicketFacts): Block[] {
  const copy = facts.copy > 1 ? strip('copy', ` ${facts.copy}`) : [];
  const why: Block[] =
    facts.copy > 1 && facts.reason !== ''
      ? [{ kind: 'text', text: facts.reason, align: 'center' }]
      : [];
  return [...copy, ...why, ...(facts.inDoubt ? strip('duplicate') : [])];
}

/** Which print job this is, first of all: a torn-off piece tells it too. */
export function topLine(facts: TicketFacts): Block[] {
  return [
    // In characters every printer has, so that it is text and not a picture.
    { kind: 'text', text: `${facts.ticketId} attempt ${facts.attempt}`, direction: 'ltr' },
    {
      kind: 'columns',
      cells: [
        { text: facts.station, share: 1 },
        { text: dateTimeText(facts.printedAtMs, facts.timeZone), share: 1, align: 'end' },
      ],
    },
  ];
}

/** Station and time small, the number huge, who brings it and by when. */
export function orderHead(facts: OrderTicketFacts): Block[] {
  const { order, language, timeZone } = facts;
  const readyByMs = facts.readyByMs ?? order.dueAtMs;
  return [
    ...topLine(facts),
    ...marks(facts),
    ...(order.isTest ? strip('test') : []),
    { kind: 'feed', dots: 10 },
    orderNumber(order),
    { kind: 'feed', dots: 6 },
    {
      kind: 'columns',
      cells: [
        { text: order.platform.toUpperCase(), share: 2, bold: true },
        { text: kindText(order, language), share: 3, bold: true, align: 'end' },
      ],
    },
    ...(order.startAtMs === null
      ? []
      : [big(label('scheduled', language), timeText(order.startAtMs, timeZone))]),
    ...(readyByMs === null ? [] : [big(label('due', language), timeText(readyByMs, timeZone))]),
    ...pickupCode(facts),
  ];
}

/** As large as its length lets it be: it is what everybody looks for. */
export function orderNumber({ displayNumber }: Order): Block {
  const times: TextSize['wide'] = displayNumber.length <= 5 ? 4 : displayNumber.length <= 8 ? 3 : 2;
  return {
    kind: 'text',
    text: displayNumber,
    size: { wide: times, high: times },
    bold: true,
    align: 'center',
  };
}

/** Makes the paper traceable to its order. */
export function foot(orderId: string | null): Block[] {
  const trace: Block[] =
    orderId === null
      ? []
      : [{ kind: 'text', text: `#${orderId}`, direction: 'ltr', align: 'center' }];
  return [...trace, { kind: 'cut' }];
}

function big(name: string, value: string): Block {
  return {
    kind: 'columns',
    cells: [
      { text: name, share: 3 },
      { text: value, share: 2, bold: true, align: 'end', size: { wide: 1, high: 2 } },
    ],
  };
}

function pickupCode({ order, language }: OrderTicketFacts): Block[] {
  const { pickupCode: code } = order.fulfilment;
  return code === undefined ? [] : [big(label('pickupCode', language), code)];
}

function kindText(order: Order, language: TicketFacts['language']): string {
  const { kind, by, table } = order.fulfilment;
  switch (kind) {
    case 'delivery':
      return label(by === 'restaurant' ? 'ownDriver' : 'platformDriver', language);
    case 'pickup':
      return label('customer', language);
    case 'dine_in': {
      const where =
        table === undefined ? '' : ` ${label('table', language)} ${isolated(table, language)}`;
      return label('dineIn', language) + where;
    }
    default:
      return missingCase(kind);
  }
}
