import type { Block, PaperDocument } from '../document.ts';
import { seededRandom, type Random } from '../../shared/kit/random.ts';

const names = [
  ['Chicken burger', 'برجر دجاج'],
  ['Family fries (large)', 'بطاطا كبيرة (حجم عائلي)'],
  ['Fresh orange juice', 'عصير برتقال طازج'],
  ['Meat shawarma, extra garlic', 'شاورما لحم مع ثومية زيادة'],
  ['Crème brûlée', 'كريم بروليه'],
  ['Coca-Cola Zero 2.5L', 'كوكا كولا زيرو Coca-Cola Zero 2.5L'],
  ['Falafel × 12 pieces', 'فلافل × 12 حبة'],
  ['Arayes', 'عرايس مشوية على الفحم مع لبن وسلطة'],
] as const;
const notes = [
  'No onion',
  'بدون بصل',
  'Allergy: peanuts',
  'حساسية من الفول السوداني +2',
  'اتصل على 079 000 0000',
];

/** A bilingual receipt of a made-up restaurant; the same number makes the same receipt. */
export function sampleReceipt(number: number): PaperDocument {
  const random = seededRandom(number);
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const isArabic = random() < 0.6;
  const lines = Array.from({ length: 1 + Math.floor(random() * 10) }, () =>
    itemLine(random, pick, isArabic),
  );
  const total = (random() * 90 + 1).toFixed(3);
  return {
    direction: isArabic ? 'rtl' : 'ltr',
    blocks: [
      {
        kind: 'text',
        text: isArabic ? 'مطعم التجربة' : 'SAMPLE KITCHEN',
        size: { wide: 2, high: 2 },
        bold: true,
        align: 'center',
      },
      {
        kind: 'text',
        text: isArabic ? 'هاتف +962 6 000 0000' : 'Tel. +962 6 000 0000',
        align: 'center',
      },
      { kind: 'rule', line: pick(['solid', 'dashed', 'double', 'heavy']) },
      {
        kind: 'columns',
        cells: [
          { text: isArabic ? `فاتورة ${number}` : `Receipt ${number}` },
          { text: '2026-01-15 12:42', align: 'end' },
        ],
      },
      ...lines,
      ...(random() < 0.4
        ? [
            {
              kind: 'text',
              text: pick(notes),
              boxed: true,
              inverted: random() < 0.5,
              bold: true,
            } as const,
          ]
        : []),
      { kind: 'rule' },
      {
        kind: 'columns',
        cells: [
          { text: isArabic ? 'المجموع' : 'Total', size: { wide: 1, high: 2 }, bold: true },
          {
            text: `JOD\u00a0${total}`,
            size: { wide: 1, high: 2 },
            bold: true,
            align: 'end',
            chars: 12,
          },
        ],
      },
      ...(random() < 0.3
        ? [{ kind: 'qr', text: `https://example.com/r/${number}`, moduleDots: 4 } as const]
        : []),
      { kind: 'cut' },
    ],
  };
}

function itemLine(
  random: Random,
  pick: <Item>(items: readonly Item[]) => Item,
  isArabic: boolean,
): Block {
  const [latin, arabic] = pick(names);
  return {
    kind: 'columns',
    cells: [
      { text: String(1 + Math.floor(random() * 12)), chars: 3 },
      {
        text: random() < 0.2 ? `${latin}\n${arabic}` : isArabic ? arabic : latin,
        bold: random() < 0.3,
      },
      { text: (random() * 20).toFixed(3), chars: 8, align: 'end' },
    ],
  };
}
