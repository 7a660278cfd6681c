import type { Block, PaperDocument } from '../../src/printer/index.ts';

const items = [
  ['Chicken burger', 'برجر دجاج'],
  ['Family fries (large)', 'بطاطا كبيرة (حجم عائلي)'],
  ['Fresh orange juice', 'عصير برتقال طازج'],
  ['Meat shawarma, extra garlic', 'شاورما لحم مع ثومية زيادة'],
  ['Arayes with salad', 'عرايس مشوية على الفحم مع سلطة'],
  ['Falafel x 12 pieces', 'فلافل 12 حبة'],
  ['Mint lemonade', 'ليمون بالنعناع'],
  ['Kunafa nabulsia', 'كنافة نابلسية'],
] as const;

const lineCount = 16;

/**
 * A receipt of sixteen lines, every number another one.
 *
 * @param script `latin`: the printer's own letters hold all of it; `both`: each line is named in Arabic, too
 */
export function receiptPaper(number: number, script: 'latin' | 'both'): PaperDocument {
  const isBoth = script === 'both';
  const amount = (at: number) => (((number * 7_919 + at * 104_729) % 29_000) / 1_000).toFixed(3);
  const lines = Array.from({ length: lineCount }, (_, at): Block => {
    const [latin, arabic] = items[(number + at) % items.length] ?? items[0];
    return {
      kind: 'columns',
      cells: [
        { text: String(1 + ((number + at) % 9)), chars: 3 },
        { text: isBoth ? `${latin}\n${arabic}` : latin },
        { text: amount(at), chars: 10, align: 'end' },
      ],
    };
  });
  const total = (text: string, value: string): Block => ({
    kind: 'columns',
    cells: [
      { text, bold: true, size: { wide: 1, high: 2 } },
      { text: value, chars: 14, align: 'end', bold: true, size: { wide: 1, high: 2 } },
    ],
  });
  return {
    blocks: [
      heading(isBoth ? 'مطعم التجربة' : 'SAMPLE KITCHEN'),
      { kind: 'text', text: 'Tel. +962 6 000 0000', align: 'center' },
      { kind: 'rule' },
      {
        kind: 'columns',
        cells: [
          { text: `${isBoth ? 'فاتورة' : 'Receipt'} ${number}` },
          { text: '2026-01-15 12:42', align: 'end' },
        ],
      },
      { kind: 'rule', line: 'dashed' },
      ...lines,
      { kind: 'rule' },
      total(isBoth ? 'المجموع' : 'Total', `JOD\u00a0${amount(99)}`),
      { kind: 'text', text: isBoth ? 'شكراً لزيارتكم' : 'Thank you', align: 'center' },
      { kind: 'cut' },
    ],
  };
}

function heading(text: string): Block {
  return { kind: 'text', text, size: { wide: 2, high: 2 }, bold: true, align: 'center' };
}
