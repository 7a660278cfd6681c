import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  string,
  type Arbitrary,
} from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  loadFonts,
  printerProfiles,
  renderDocument,
  type Fonts,
} from '../../../../printer/index.ts';
import {
  previewSamples,
  reportSections,
  TemplateContent,
  templateDocuments,
  templateFields,
  type TemplateCondition,
  type TemplateElement,
} from '../../../../shared/contract/template.ts';
import { paperOf } from './paper-of.ts';
import { sampleFacts } from './samples.ts';
import { read } from './testing/paper-facts.ts';

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const times = constantFrom(1 as const, 2 as const, 3 as const, 4 as const);
const field = constantFrom(...templateFields);
const words = string({ unit: 'grapheme', maxLength: 40 });

const condition: Arbitrary<TemplateCondition> = oneof(
  record({ on: constantFrom('field' as const), field, present: boolean() }),
  record({ on: constantFrom('paper' as const), paper: constantFrom('narrow', 'wide') }),
  record({
    on: constantFrom('platform' as const),
    platforms: array(constantFrom('talabat', 'generic', 'else'), { minLength: 1, maxLength: 2 }),
  }),
);

const common = {
  id: constantFrom('a', 'b', 'c'),
  style: record({
    wide: times,
    high: times,
    bold: boolean(),
    inverted: boolean(),
    boxed: boolean(),
    align: constantFrom('start' as const, 'center' as const, 'end' as const),
  }),
  when: array(condition, { maxLength: 1 }),
};
const kind = <Kind extends TemplateElement['kind']>(name: Kind) => constantFrom(name);

const element: Arbitrary<TemplateElement> = oneof(
  record({ ...common, kind: kind('field'), field, label: boolean() }),
  record({ ...common, kind: kind('pair'), start: field, end: field }),
  record({ ...common, kind: kind('text'), en: words, ar: words }),
  record({
    ...common,
    kind: kind('lines'),
    prices: boolean(),
    modifiers: boolean(),
    notes: boolean(),
  }),
  record({ ...common, kind: kind('report'), section: constantFrom(...reportSections) }),
  record({
    ...common,
    kind: kind('rule'),
    line: constantFrom('solid', 'dashed', 'double', 'heavy'),
  }),
  record({ ...common, kind: kind('space'), dots: integer({ min: 4, max: 200 }) }),
  record({
    ...common,
    kind: kind('logo'),
    logoId: words,
    widthPercent: integer({ min: 10, max: 100 }),
  }),
  record({ ...common, kind: kind('qr'), content: constantFrom('{order_id}', 'x', '{number}{}') }),
  record({ ...common, kind: kind('barcode'), field: constantFrom('number', 'receipt_number') }),
);

const branch = {
  branchName: 'Abdoun',
  companyName: 'Sham Kitchen',
  timeZone: 'Asia/Amman',
  currency: 'JOD',
};

test('whatever a manager puts together prints, with its names, and a kitchen ticket with all its food', () => {
  assert(
    property(
      array(element, { minLength: 1, maxLength: 8 }),
      constantFrom(...templateDocuments),
      constantFrom(...previewSamples),
      constantFrom('ar' as const, 'en' as const, 'both' as const),
      constantFrom(printerProfiles['generic-58mm'], printerProfiles['generic-80mm']),
      (elements, document, sample, language, profile) => {
        const content = TemplateContent.parse({ name: 'Any', document, elements });
        const facts = sampleFacts(sample, document, { ...branch, language });
        const paper = paperOf(content, facts, { profile, logo: () => undefined }).document;
        expect(renderDocument(paper, profile, fonts).bytes.length).toBeGreaterThan(20);
        const text = read(paper).join('\n');
        expect(text).toContain('T-SAMPLE attempt 1');
        if (document !== 'kitchen' || !facts.order) return;
        const { order } = facts.order;
        expect(text).toContain(order.displayNumber);
        for (const { name } of order.lines) {
          expect(text).toContain(language === 'ar' ? name.ar : name.en);
        }
        if (sample === 'allergy') expect(text).toContain(order.note);
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});
