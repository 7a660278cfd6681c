import type { PaperDocument } from '../../../../printer/index.ts';
import { foot, marks, orderNumber, strip, topLine } from './order-head.ts';
import type { OrderTicketFacts } from './ticket-facts.ts';
import { directionOf, nameLine } from './words.ts';

/** Stops the kitchen: the order that was printed before is cancelled. */
export function voidTicket(facts: OrderTicketFacts): PaperDocument {
  const { order, language } = facts;
  return {
    direction: directionOf(language),
    blocks: [
      ...topLine(facts),
      ...marks(facts),
      ...strip('cancelled'),
      orderNumber(order),
      { kind: 'text', text: order.platform.toUpperCase(), bold: true, align: 'center' },
      ...strip('doNotCook'),
      ...order.lines.map((line) => ({
        kind: 'text' as const,
        text: `${line.quantity}x ${nameLine(line.name, language)}`,
      })),
      { kind: 'rule', line: 'dashed' },
      ...foot(order.id),
    ],
  };
}
