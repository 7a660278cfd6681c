import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printerStates, printJobStates } from '../../shared/contract/printing.ts';
import { errorCodes } from '../../shared/contract/errors.ts';
import { orderStatuses } from '../../shared/contract/order-status.ts';
import { hops, orderActions, OrderWarning, rejectReasons } from '../../shared/contract/order.ts';
import arabic from './ar.json' with { type: 'json' };
import english from './en.json' with { type: 'json' };
import { createTexts } from './i18n.tsx';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

const pluralEnding = /_(zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(pluralEnding, '');
const languages = { english: flat(english), arabic: flat(arabic) };
const basesOf = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(base))].sort();

function placeholders(texts: Map<string, string>, key: string): string[] {
  const all = [...texts].filter(([name]) => base(name) === key).map(([, text]) => text);
  const names = all.flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hit) => hit[1]));
  return [...new Set(names)].map(String).sort();
}

test('both languages have the same texts', () => {
  expect(basesOf(languages.arabic)).toEqual(basesOf(languages.english));
});

test('both languages put the same things into each text', () => {
  for (const key of basesOf(languages.english)) {
    expect([key, placeholders(languages.arabic, key)]).toEqual([
      key,
      placeholders(languages.english, key),
    ]);
  }
});

test('whatever is counted has six forms in Arabic and two in English', () => {
  const counted = [...languages.english.keys()].filter((key) => key.endsWith('_other')).map(base);
  expect(counted.length).toBeGreaterThan(10);
  for (const key of counted) {
    const forms = ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => `${key}_${form}`);
    expect([...languages.arabic.keys()].filter((name) => base(name) === key)).toEqual(forms);
    expect(languages.english.has(`${key}_one`)).toBe(true);
  }
});

test('no text is empty', () => {
  for (const texts of Object.values(languages)) {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  }
});

describe.each(Object.entries(languages))('%s has a text for every', (_, texts) => {
  const under = (path: string) =>
    [...texts.keys()]
      .filter((key) => key.startsWith(`${path}.`))
      .map((key) => key.slice(path.length + 1));

  test('error code, and for nothing else', () => {
    expect(under('errors').sort()).toEqual(Object.keys(errorCodes).sort());
  });
  test('order status', () => {
    expect(under('status').sort()).toEqual([...orderStatuses].sort());
  });
  test('reject reason', () => {
    expect(under('reject.reason').sort()).toEqual([...rejectReasons].sort());
  });
  test('warning', () => {
    expect(under('warning').sort()).toEqual([...OrderWarning.shape.code.options].sort());
  });
  test('step of an order', () => {
    expect(under('hop').sort()).toEqual([...hops].sort());
  });
  test('thing a platform can be told', () => {
    expect(under('orderAction').sort()).toEqual([...orderActions].sort());
  });
  test('printer state, with what to do about it', () => {
    expect(under('printerState').sort()).toEqual([...printerStates].sort());
    expect(under('printerHelp').sort()).toEqual([...printerStates].sort());
  });
  test('ticket state', () => {
    expect(under('printJobState')).toEqual(expect.arrayContaining([...printJobStates]));
  });
  test('printer state that can stop a ticket', () => {
    const stops = printerStates.filter((state) => state !== 'ready');
    const others = ['no_printer', 'order_void', 'scheduled', 'unprintable'];
    expect(under('printJobProblem')).toEqual(expect.arrayContaining([...stops, ...others]));
  });
});

test('no middle dot stands in Arabic, where it reads as a zero', () => {
  expect([...languages.arabic.values()].filter((text) => text.includes('·'))).toEqual([]);

  const till = join(import.meta.dirname, '..');
  const sources = globSync('**/*.{ts,tsx,css}', { cwd: till }).filter(
    (file) => !/\.test\.|testing\//.test(file),
  );
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter((file) => readFileSync(join(till, file), 'utf8').includes('·'))).toEqual(
    [],
  );
});

test('Arabic counts as people do', () => {
  const { t } = createTexts('ar', 'arabic');
  const counted = [0, 1, 2, 3, 11, 100].map((count) => t('card.items', { count }));
  expect(counted).toEqual(['لا أصناف', 'صنف واحد', 'صنفان', '٣ أصناف', '١١ صنفاً', '١٠٠ صنف']);
});

test('a Latin name inside an Arabic sentence is isolated from it', () => {
  const { t } = createTexts('ar', 'latin');
  expect(t('printerTrouble.paper_out', { name: 'Kitchen 1' })).toContain('\u2068Kitchen 1\u2069');
});
