import type { PaperDocument, PrinterProfile } from '../../../../printer/index.ts';
import { foot, topLine } from './order-head.ts';
import type { TicketFacts } from './ticket-facts.ts';

/** Shows on paper what the printer can do: both scripts, sizes, and a ruler that tells its width. */
export function testTicket(facts: TicketFacts, profile: PrinterProfile): PaperDocument {
  return {
    direction: 'ltr',
    blocks: [
      ...topLine(facts),
      { kind: 'text', text: 'WASLA', size: { wide: 2, high: 2 }, bold: true, align: 'center' },
      { kind: 'rule' },
      { kind: 'text', text: 'Test print: the printer works.' },
      {
        kind: 'text',
        text: 'طباعة تجريبية: الطابعة تعمل.',
        size: { wide: 1, high: 2 },
        bold: true,
      },
      {
        kind: 'columns',
        direction: 'rtl',
        cells: [
          { text: 'شاورما دجاج', share: 3, bold: true },
          { text: 'JOD 2.750', share: 2, align: 'end' },
        ],
      },
      { kind: 'text', text: 'White on black', inverted: true, bold: true, align: 'center' },
      { kind: 'rule' },
      { kind: 'text', text: `${profile.name}: the last digit below must be whole` },
      { kind: 'text', text: ruler(profile.columns) },
      ...foot(null),
    ],
  };
}

/** `1234567890123…`, one digit per column. */
export function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('');
}
