import { describe, expect, test } from 'vitest';
import { createBitmap, printerProfiles, type Block } from '../../../../printer/index.ts';
import type { Modifier } from '../../../../shared/contract/order.ts';
import {
  TemplateContent,
  TemplateElement,
  type TemplateDocument,
} from '../../../../shared/contract/template.ts';
import type { z } from 'zod';
import { buildLine, noonMs } from '../../testing/builders.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { builtInTemplates } from './built-in.ts';
import { paperOf, type PaperDeps } from './paper-of.ts';
import { ruler, testTicket } from './test-ticket.ts';
import { buildFacts, read } from './testing/paper-facts.ts';

const wide = printerProfiles['generic-80mm'];
const narrow = printerProfiles['generic-58mm'];
const noLogo = () => undefined;

function print(document: TemplateDocument, facts: PaperFacts, profile = wide) {
  return paperOf(builtInTemplates[document], facts, { profile, logo: noLogo }).document;
}

const kitchen = (facts: PaperFacts, profile = wide) => print('kitchen', facts, profile);

type Draft = z.input<typeof TemplateElement>;

/** A template of these elements alone. */
function withElements(
  elements: Draft[],
  facts: PaperFacts,
  options: Partial<PaperDeps> & { document?: TemplateDocument } = {},
) {
  const { document = 'receipt', profile = wide, logo = noLogo } = options;
  const content = TemplateContent.parse({ name: 'Own', document, elements });
  return paperOf(content, facts, { profile, logo });
}

const modifier = (name: string, modifiers: Modifier[] = [], quantity = 1): Modifier => ({
  itemId: null,
  name: { default: name },
  known: true,
  quantity,
  unitPriceMinor: null,
  modifiers,
});

const isBoxed = (block: Block) => block.kind === 'text' && block.boxed === true;

describe('the kitchen ticket', () => {
  test('says whose order it is, by when, and what to cook', () => {
    expect(read(kitchen(buildFacts()))).toEqual([
      'T-ABC123 attempt 1',
      'Kitchen | 15 Jan 15:00',
      '#42',
      'ONLINE | DELIVERY',
      'READY BY | 15:20',
      '2x | Chicken shawarma',
      'Items | 2',
      '#o-1',
    ]);
  });

  test('the number everybody looks for is as large as the paper allows', () => {
    const sizeOf = (displayNumber: string, profile = wide) =>
      kitchen(buildFacts({ displayNumber }), profile).blocks.find(
        (block) => block.kind === 'text' && block.text === displayNumber,
      );
    expect(sizeOf('417')).toMatchObject({ size: { wide: 4, high: 4 } });
    expect(sizeOf('1795174312675')).toMatchObject({ size: { wide: 3, high: 3 } });
    expect(sizeOf('1795174312675', narrow)).toMatchObject({ size: { wide: 2, high: 2 } });
    expect(sizeOf('9'.repeat(60))).toMatchObject({ size: { wide: 1, high: 1 } });
  });

  test('keeps every word of the customer, in a box that cannot be overlooked', () => {
    const note = 'Ring twice! <b>no & "nuts"</b>\nثانيا';
    const boxes = kitchen(
      buildFacts({ note, lines: [buildLine({ note: 'بدون ملح' })] }),
    ).blocks.filter(isBoxed);
    expect(boxes).toMatchObject([
      { text: note, inverted: true },
      { text: 'بدون ملح', inverted: true },
    ]);
  });

  test('a note that speaks of an allergy stands under a strip that says so, in both languages', () => {
    const note = 'حَسَاسِيَّة من الفول السوداني';
    const lines = read(kitchen(buildFacts({ note })));
    const at = lines.indexOf('ALLERGY');
    expect(lines.slice(at, at + 3)).toEqual(['ALLERGY', 'حساسية', note]);
    expect(read(kitchen(buildFacts({ note: 'extra sauce' })))).not.toContain('ALLERGY');
  });

  test('indents what is inside what, and says what is left out', () => {
    const line = buildLine({
      modifiers: [modifier('Meal', [modifier('Cola', [modifier('No ice')])], 2)],
      removed: [{ default: 'Onion' }],
    });
    const indented = kitchen(buildFacts({ lines: [line] })).blocks.flatMap((block) =>
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
    expect(read(kitchen(buildFacts({ lines: [line] })))).toContain('! NOT IN MENU SKU-9 JOD 2.750');
  });

  test('cash is named to the last fils, and only where there is any', () => {
    expect(read(kitchen(buildFacts({ collectMinor: 12_005 })))).toContain(
      'COLLECT CASH | JOD 12.005',
    );
    expect(read(kitchen(buildFacts())).join()).not.toMatch(/CASH|RIDER/);
  });

  test('names print in the language of the branch, or as the platform sent them', () => {
    const lines = (language: PaperFacts['language'], line: object) =>
      read(kitchen(buildFacts({ lines: [buildLine(line)] }, { language })));
    expect(lines('ar', {})).toContain('2x | شاورما دجاج');
    expect(lines('both', {})).toEqual(
      expect.arrayContaining(['2x | Chicken shawarma', ' | شاورما دجاج']),
    );
    expect(lines('ar', { name: { default: 'Mystery' } })).toContain('2x | Mystery');
  });

  test('a station prints its own lines, and those of others only small and below', () => {
    const lines = [
      buildLine({ name: { default: 'Grill' }, quantity: 1 }),
      buildLine({ name: { default: 'Juice' }, quantity: 3 }),
    ];
    const own = read(kitchen(buildFacts({ lines }, {}, { ownLines: [1] })));
    expect(own).toContain('3x | Juice');
    expect(own).toContain('Items | 3');
    expect(own.join()).not.toContain('Grill');

    const all = read(kitchen(buildFacts({ lines }, {}, { ownLines: [1], showsOtherLines: true })));
    const at = all.indexOf('OTHER STATIONS');
    expect(all.slice(at - 1, at + 2)).toEqual(['3x | Juice', 'OTHER STATIONS', '1x Grill']);
  });
});

describe('what honesty demands stands on every paper', () => {
  const marks = {
    copy: 3,
    reason: 'lost',
    inDoubt: true,
    attempt: 4,
    backupFrom: 'Grill',
    lateSinceMs: noonMs - 60_000,
  };

  test.each(['kitchen', 'receipt', 'courier_slip', 'report', 'void'] as const)(
    'whatever the template of a %s says',
    (document) => {
      const elements: Draft[] = [{ kind: 'rule', id: 'r', line: 'solid' }];
      const lines = read(withElements(elements, buildFacts({}, marks), { document }).document);
      expect(lines.slice(0, 10)).toEqual([
        'T-ABC123 attempt 4',
        'COPY 3',
        'نسخة 3',
        'lost',
        'POSSIBLE DUPLICATE',
        'قد تكون نسخة مكررة',
        'BACKUP FROM Grill',
        'بدلاً عن طابعة Grill',
        'LATE SINCE 14:59',
        'متأخر منذ 14:59',
      ]);
      expect(lines.at(-1)).toBe('#o-1');
    },
  );

  test('a test order and a sample tell the kitchen not to cook them', () => {
    const says: unknown = expect.arrayContaining([
      'TEST ORDER',
      'طلب تجريبي',
      'DO NOT COOK',
      'لا تحضّر الطلب',
    ]);
    expect(read(kitchen(buildFacts({ isTest: true })))).toEqual(says);
    expect(read(kitchen(buildFacts({}, { isSample: true })))).toEqual(says);
  });

  test('a void ticket says what is cancelled before anything else', () => {
    expect(read(print('void', buildFacts()))).toEqual([
      'T-ABC123 attempt 1',
      'CANCELLED',
      'ملغي',
      'DO NOT COOK',
      'لا تحضّر الطلب',
      'Kitchen | 15 Jan 15:00',
      '#42',
      'ONLINE | DELIVERY',
      '2x | Chicken shawarma',
      '#o-1',
    ]);
  });

  test('a kitchen template that leaves out number, lines and an allergy prints them all the same', () => {
    const facts = buildFacts({
      note: 'peanut ALLERGY',
      lines: [buildLine({ note: 'allergic to sesame' })],
    });
    const elements: Draft[] = [{ kind: 'field', id: 'a', field: 'platform', label: false }];
    const bare = read(withElements(elements, facts, { document: 'kitchen' }).document);
    expect(bare).toEqual(
      expect.arrayContaining([
        '#42',
        'peanut ALLERGY',
        '2x | Chicken shawarma',
        'allergic to sesame',
      ]),
    );
    const silent: Draft[] = [
      { kind: 'lines', id: 'l', prices: false, modifiers: false, notes: false },
    ];
    expect(read(withElements(silent, facts, { document: 'kitchen' }).document)).toContain(
      'allergic to sesame',
    );
  });
});

describe('a receipt', () => {
  const receipt = {
    number: 'R-7',
    cashier: 'Rania',
    taxOnTop: false,
    taxLines: [{ name: '', percent: '16', amountMinor: 759 }],
    payments: [{ method: 'cash' as const, amountMinor: 10_000 }],
    roundingMinor: 0,
    changeMinor: 4_500,
    leftMinor: 0,
  };

  test('adds up on paper exactly as it was paid', () => {
    const facts = buildFacts(
      {
        charges: [{ kind: 'packaging', name: '', amountMinor: 250 }],
        discounts: [{ name: 'Friends', amountMinor: 250, sponsors: [] }],
      },
      { receipt, taxNumber: '100245789' },
    );
    expect(read(print('receipt', facts))).toEqual(
      expect.arrayContaining([
        'Tax no.: 100245789',
        'R-7 | 15 Jan 15:00',
        'Cashier | Rania',
        '2x | Chicken shawarma | 5.500',
        'Subtotal | JOD 5.500',
        'Friends | JOD -0.250',
        'Packaging | JOD 0.250',
        'TOTAL | JOD 5.500',
        'Sales tax 16% | JOD 0.759',
        'Cash | JOD 10.000',
        'Change | JOD 4.500',
        '[o-1]',
      ]),
    );
  });

  test('a sum that cannot be known is not made up', () => {
    const line = buildLine({ unitPriceMinor: null, totalMinor: null });
    const lines = read(
      print('receipt', buildFacts({ lines: [line], totalVerbatim: '5.500', totalMinor: null })),
    );
    expect(lines.join()).not.toContain('Subtotal');
    expect(lines).toContain('TOTAL | 5.500');
  });
});

describe('the pieces of a template', () => {
  test('an element prints only when all its conditions hold', () => {
    const text = (id: string, when: Draft['when']): Draft => ({
      kind: 'text',
      id,
      en: id,
      ar: id,
      when,
    });
    const elements = [
      text('with note', [{ on: 'field', field: 'order_note', present: true }]),
      text('without note', [{ on: 'field', field: 'order_note', present: false }]),
      text('generic', [{ on: 'platform', platforms: ['generic'] }]),
      text('careem', [{ on: 'platform', platforms: ['careem'] }]),
      text('pickup', [{ on: 'fulfilment', kinds: ['pickup'] }]),
      text('narrow', [{ on: 'paper', paper: 'narrow' }]),
      text('both', [
        { on: 'paper', paper: 'wide' },
        { on: 'field', field: 'table', present: false },
      ]),
    ];
    const printed = read(withElements(elements, buildFacts()).document);
    expect(printed.slice(1, -1)).toEqual(['without note', 'generic', 'both']);
  });

  test('a code is filled with the order it belongs to', () => {
    const elements: Draft[] = [
      { kind: 'qr', id: 'q', content: 'https://example.com/r/{order_id}?n={number}&x={else}' },
      { kind: 'barcode', id: 'b', field: 'number' },
    ];
    const printed = read(withElements(elements, buildFacts()).document);
    expect(printed).toContain('[https://example.com/r/o-1?n=#42&x={else}]');
    expect(printed).toContain('[#42]');
  });

  test('a logo is asked for in its share of the paper', () => {
    const asked: unknown[] = [];
    const logo = (id: string, widthDots: number) => {
      asked.push([id, widthDots]);
      return createBitmap(widthDots, 8);
    };
    const elements: Draft[] = [{ kind: 'logo', id: 'l', logoId: 'logo-1', widthPercent: 50 }];
    withElements(elements, buildFacts(), { logo });
    withElements(elements, buildFacts(), { logo, profile: narrow });
    expect(asked).toEqual([
      ['logo-1', 288],
      ['logo-1', 192],
    ]);
  });

  test('every block says which element it comes from', () => {
    const elements: Draft[] = [
      { kind: 'field', id: 'one', field: 'number', label: false },
      { kind: 'lines', id: 'two', prices: true, modifiers: true, notes: true },
    ];
    const { document, elementIds } = withElements(elements, buildFacts());
    expect(elementIds).toHaveLength(document.blocks.length);
    expect([...new Set(elementIds)]).toEqual([null, 'one', 'two']);
    expect(elementIds.at(0)).toBeNull();
  });
});

test('the ruler of a test print is as wide as the paper', () => {
  expect(ruler(32)).toBe('12345678901234567890123456789012');
  expect(read(testTicket(buildFacts(), narrow))).toContain(ruler(32));
});
