import { describe, expect, test } from 'vitest';
import {
  loadFonts,
  printerProfiles,
  renderDocument,
  type Block,
  type PaperDocument,
} from '../../../../printer/index.ts';
import type { Modifier } from '../../../../shared/contract/order.ts';
import { buildLine, buildOrder, noonMs } from '../../testing/builders.ts';
import { kitchenTicket } from './kitchen-ticket.ts';
import { ruler, testTicket } from './test-ticket.ts';
import type { OrderTicketFacts } from './ticket-facts.ts';
import { voidTicket } from './void-ticket.ts';

const facts: OrderTicketFacts = {
  order: buildOrder('o-1', { displayNumber: '#42' }),
  readyByMs: noonMs + 20 * 60_000,
  station: 'Kitchen',
  ticketId: 'T-ABC123',
  attempt: 1,
  copy: 1,
  reason: '',
  inDoubt: false,
  printedAtMs: noonMs,
  timeZone: 'Asia/Amman',
  language: 'en',
};

/** What a person reads, line by line; the cells of a row are joined by ` | `. */
function read(paper: PaperDocument): string[] {
  return paper.blocks.flatMap((block) => {
    if (block.kind === 'text') return [plain(block.text)];
    return block.kind === 'columns'
      ? [block.cells.map((cell) => plain(cell.text)).join(' | ')]
      : [];
  });
}

/** Without the invisible characters that keep a piece of text together. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');

const modifier = (name: string, modifiers: Modifier[] = [], quantity = 1): Modifier => ({
  itemId: null,
  name: { default: name },
  known: true,
  quantity,
  unitPriceMinor: null,
  modifiers,
});

const withOrder = (order: Parameters<typeof buildOrder>[1]) => ({
  ...facts,
  order: buildOrder('o-1', order),
});

describe('the kitchen ticket', () => {
  test('says whose order it is, by when, and what to cook', () => {
    expect(read(kitchenTicket(facts))).toEqual([
      'T-ABC123 attempt 1',
      'Kitchen | 15 Jan 15:00',
      '#42',
      'GENERIC | DELIVERY',
      'READY BY | 15:20',
      '2x | Chicken shawarma',
      'Items: 2',
      '#o-1',
    ]);
  });

  test('the number everybody looks for is as large as the paper allows', () => {
    const sizeOf = (displayNumber: string) =>
      kitchenTicket(withOrder({ displayNumber })).blocks.find(
        (block) => block.kind === 'text' && block.text === displayNumber,
      );
    expect(sizeOf('417')).toMatchObject({ size: { wide: 4, high: 4 } });
    expect(sizeOf('62503433')).toMatchObject({ size: { wide: 3, high: 3 } });
    expect(sizeOf('1795174312675')).toMatchObject({ size: { wide: 2, high: 2 } });
  });

  test('keeps every word of the customer, in a box that cannot be overlooked', () => {
    const note = 'حساسية: فول سوداني! <b>no & "nuts"</b>\nثانيا';
    const paper = kitchenTicket(withOrder({ note, lines: [buildLine({ note: 'بدون ملح' })] }));
    const boxes = paper.blocks.filter((block) => block.kind === 'text' && block.boxed === true);
    expect(boxes).toMatchObject([
      { text: note, inverted: true },
      { text: 'بدون ملح', inverted: true },
    ]);
  });

  test('indents what is inside what, and says what is left out', () => {
    const line = buildLine({
      modifiers: [modifier('Meal', [modifier('Cola', [modifier('No ice')])], 2)],
      removed: [{ default: 'Onion' }],
    });
    const paper = kitchenTicket(withOrder({ lines: [line] }));
    const indented = paper.blocks.flatMap((block: Block) =>
      block.kind === 'text' && block.indent !== undefined ? [[block.indent, block.text]] : [],
    );
    expect(indented).toEqual([
      [6, '+ 2x Meal'],
      [8, '+ Cola'],
      [10, '+ No ice'],
      [6, '- Onion'],
    ]);
  });

  test('an item that is not in the menu prints with its id and price', () => {
    const line = buildLine({ known: false, itemId: 'SKU-9', name: { default: 'SKU-9' } });
    expect(read(kitchenTicket(withOrder({ lines: [line] })))).toContain(
      '! NOT IN MENU SKU-9 JOD 2.750',
    );
  });

  test('cash is named to the last fils, and only where there is any', () => {
    expect(read(kitchenTicket(withOrder({ collectMinor: 12_005 })))).toContain(
      'COLLECT CASH | JOD 12.005',
    );
    expect(read(kitchenTicket(facts)).join()).not.toMatch(/CASH|RIDER/);
  });

  test('names print in the language of the branch, or as the platform sent them', () => {
    const names = (language: OrderTicketFacts['language'], name: object) =>
      read(kitchenTicket({ ...withOrder({ lines: [buildLine(name)] }), language })).filter((line) =>
        / \| (?!15:|DELIVERY|توصيل)/.test(line),
      );
    expect(names('ar', {})).toContain('2x | شاورما دجاج');
    expect(names('both', {})).toEqual(
      expect.arrayContaining(['2x | Chicken shawarma', ' | شاورما دجاج']),
    );
    expect(names('ar', { name: { default: 'Mystery' } })).toContain('2x | Mystery');
  });

  test('a copy in doubt says both, in both languages', () => {
    const lines = read(
      kitchenTicket({ ...facts, copy: 3, reason: 'lost', inDoubt: true, attempt: 4 }),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'COPY 3',
        'نسخة 3',
        'lost',
        'POSSIBLE DUPLICATE',
        'قد تكون نسخة مكررة',
        'T-ABC123 attempt 4',
      ]),
    );
  });

  test('a test order tells the kitchen not to cook it', () => {
    const lines = read(kitchenTicket(withOrder({ isTest: true })));
    expect(lines).toEqual(expect.arrayContaining(['TEST ORDER', 'DO NOT COOK', 'لا تحضّر الطلب']));
  });
});

test('a void ticket says what is cancelled before anything else', () => {
  const [job, , ...lines] = read(voidTicket(facts));
  expect(job).toBe('T-ABC123 attempt 1');
  expect(lines).toEqual([
    'CANCELLED',
    'ملغي',
    '#42',
    'GENERIC',
    'DO NOT COOK',
    'لا تحضّر الطلب',
    '2x Chicken shawarma',
    '#o-1',
  ]);
});

test('the ruler of a test print is as wide as the paper', () => {
  expect(ruler(32)).toBe('12345678901234567890123456789012');
  expect(read(testTicket(facts, printerProfiles['generic-58mm']))).toContain(ruler(32));
});

test('every ticket can be drawn for narrow and wide paper', async () => {
  const fonts = await loadFonts();
  const order = withOrder({
    note: 'ملاحظة 🥜 €',
    lines: [buildLine({ modifiers: [modifier('كولا')] })],
  });
  for (const profile of [printerProfiles['generic-58mm'], printerProfiles['generic-80mm']]) {
    for (const language of ['ar', 'en', 'both'] as const) {
      for (const template of [kitchenTicket, voidTicket]) {
        const { bytes } = renderDocument(template({ ...order, language }), profile, fonts);
        expect(bytes.length).toBeGreaterThan(200);
      }
    }
  }
});
