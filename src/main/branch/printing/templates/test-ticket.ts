import type { PaperDocument, PrinterProfile } from '../../../../printer/index.ts';
import type { JobFacts } from '../paper-facts.ts';
import { jobLine } from './marks.ts';
import { dateTimeText } from './words.ts';

/** What a reader finds in both codes of the page. */
const testCode = 'WASLA-TEST';

/** Shows on paper what the printer can do: both scripts, sizes, codes, and a ruler that tells its width. */
export function testTicket(facts: JobFacts, profile: PrinterProfile): PaperDocument {
  return {
    direction: 'ltr',
    blocks: [
      jobLine(facts),
      {
        kind: 'columns',
        cells: [
          { text: facts.stationName, share: 1 },
          { text: dateTimeText(facts.printedAtMs, facts.timeZone), share: 1, align: 'end' },
        ],
      },
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
      { kind: 'feed', dots: 12 },
      { kind: 'qr', text: testCode, moduleDots: 5, align: 'center' },
      { kind: 'feed', dots: 12 },
      { kind: 'barcode', symbology: 'code128', text: testCode, heightDots: 60, align: 'center' },
      { kind: 'rule' },
      { kind: 'text', text: `${profile.name}: the last digit below must be whole` },
      { kind: 'text', text: ruler(profile.columns) },
      { kind: 'cut' },
    ],
  };
}

/** `1234567890123…`, one digit per column. */
export function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('');
}
