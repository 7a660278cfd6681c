import { beforeAll, describe, expect, test } from 'vitest';
import {
  loadFonts,
  printerProfiles,
  renderDocument,
  type Fonts,
} from '../../../../printer/index.ts';
import { formatDecimal } from '../../../../shared/contract/money.ts';
import type { Modifier, Name } from '../../../../shared/contract/order.ts';
import { previewSamples, templateDocuments } from '../../../../shared/contract/template.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { mentionsAllergy } from './allergy.ts';
import { builtInTemplates } from './built-in.ts';
import { paperOf } from './paper-of.ts';
import { sampleFacts } from './samples.ts';
import { read } from './testing/paper-facts.ts';

const profiles = [printerProfiles['generic-58mm'], printerProfiles['generic-80mm']];
const languages = ['ar', 'en', 'both'] as const;
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const branch = {
  branchName: 'Abdoun',
  companyName: 'Sham Kitchen',
  timeZone: 'Asia/Amman',
  currency: 'JOD',
};

function nameIn(name: Name, language: PaperFacts['language']): string[] {
  const { en = name.default, ar = name.default } = name;
  return { en: [en], ar: [ar], both: [en, ar] }[language];
}

function modifierNames(modifiers: readonly Modifier[], language: PaperFacts['language']): string[] {
  return modifiers.flatMap((modifier) => [
    ...nameIn(modifier.name, language),
    ...modifierNames(modifier.modifiers, language),
  ]);
}

/** What must be readable on that paper, whatever its width. */
function demandedOf(document: (typeof templateDocuments)[number], facts: PaperFacts): string[] {
  const { language } = facts;
  const order = facts.order?.order;
  if (!order) return ['JOD 1046.500', 'JOD 598.250', 'JOD 144.345', 'JOD -0.750'];
  const names = order.lines.flatMap((line) => nameIn(line.name, language));
  const inside = order.lines.flatMap((line) => [
    ...modifierNames(line.modifiers, language),
    ...line.removed.flatMap((name) => nameIn(name, language)),
  ]);
  const notes = [order.note, ...order.lines.map((line) => line.note)].filter((note) => note !== '');
  const money = (minor: number) => `JOD ${formatDecimal(minor, 'JOD')}`;
  const cash = order.collectMinor > 0 ? [money(order.collectMinor)] : [];
  const people = order.customer
    ? [order.customer.name, order.customer.phone, ...(order.customer.address?.lines ?? [])]
    : [];
  const code = order.fulfilment.pickupCode === undefined ? [] : [order.fulfilment.pickupCode];
  const sold = [
    ...names,
    ...inside,
    money(order.totalMinor ?? 0),
    money(order.taxMinor ?? 0),
    ...order.lines.map((line) => formatDecimal(line.totalMinor ?? 0, 'JOD')),
    ...order.charges.map((charge) => money(charge.amountMinor)),
    ...order.discounts.map((discount) => money(-discount.amountMinor)),
  ];
  const demanded = {
    kitchen: [...names, ...inside, ...notes, ...cash, ...code],
    void: [...names, 'CANCELLED'],
    receipt: [...sold, ...cash],
    guest_check: [...sold, 'NOT A RECEIPT', 'ليست فاتورة'],
    courier_slip: [...people, ...cash, ...code, ...(order.note === '' ? [] : [order.note])],
    report: [],
  };
  return [order.displayNumber, `#${order.id}`, ...demanded[document]];
}

describe.each(templateDocuments)('the built-in %s', (document) => {
  test.each(previewSamples)('loses nothing of a %s order in any language and width', (sample) => {
    for (const profile of profiles) {
      for (const language of languages) {
        const facts = sampleFacts(sample, document, { ...branch, language });
        const paper = paperOf(builtInTemplates[document], facts, {
          profile,
          logo: () => undefined,
        }).document;
        const text = read(paper).join('\n');
        const lost = demandedOf(document, facts).filter((wanted) => !text.includes(wanted));
        expect([profile.id, language, lost]).toEqual([profile.id, language, []]);
        const { bytes, places, bitmap } = renderDocument(paper, profile, fonts);
        expect(bytes.length).toBeGreaterThan(200);
        expect(places.at(-1)?.bottomDots).toBeLessThanOrEqual(bitmap.heightDots);
      }
    }
  });
});

test.each([
  ['Peanut allergy!!', true],
  ['ALLERGIC to nuts', true],
  ['عندي حساسية من السمك', true],
  ['حساسيه غلوتين', true],
  ['حَسّاسِيّة', true],
  ['بتحسس من الموز', true],
  ['lactose intolerant', true],
  ['7asasiye', true],
  ['no onions please', false],
  ['بدون بصل لو سمحت', false],
])('"%s" speaks of an allergy: %s', (note, expected) => {
  expect(mentionsAllergy(note)).toBe(expected);
});
