import type { PaperDocument } from '../../../../printer/index.ts';
import { foot, marks, orderNumber, strip } from './order-head.ts';
import type { OrderTicketFacts } from './ticket-facts.ts';
import { dateTimeText, directionOf, nameLine } from './words.ts';

/** Stops the kitchen: the order that was printed before is cancelled. */
export function voidTicket(facts: OrderTicketFacts): PaperDocument {
  const { order, language } = facts;
  return {
    direction: directionOf(language),
    blocks: [
      {
        kind: 'columns',
        cells: [
          { text: facts.station, share: 1 },
          { text: dateTimeText(facts.printedAtMs, facts.timeZone), share: 1, align: 'end' },
        ],
      },
      ...marks(facts),
      ...strip('cancelled'),
      orderNumber(order, { wide: 4, high: 4 }),
      { kind: 'text', text: order.platform.toUpperCase(), bold: true, align: 'center' },
      ...strip('doNotCook'),
      ...order.lines.map((line) => ({
        kind: 'text' as const,
        text: `${line.quantity}x ${nameLine(line.name, language)}`,
      })),
      { kind: 'rule', line: 'dashed' },
      ...foot(facts, order.id),
    ],
  };
}
