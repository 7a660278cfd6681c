import { describe, expect, test } from 'vitest';
import { auditActions, auditAreas } from '../../../../src/shared/contract/audit.ts';
import {
  callStates,
  OutboundState,
  printOutcomes,
} from '../../../../src/shared/contract/console-api.ts';
import { errorCodes, type ErrorCode, wireCode } from '../../../../src/shared/contract/errors.ts';
import { orderStatuses } from '../../../../src/shared/contract/order-status.ts';
import { hops } from '../../../../src/shared/contract/order.ts';
import { printerStates, printJobStates } from '../../../../src/shared/contract/printing.ts';
import { remotePapers } from '../../../../src/shared/contract/relay.ts';
import arabic from './ar.json' with { type: 'json' };
import english from './en.json' with { type: 'json' };
import { createT, textOf } from './i18n.tsx';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}
const languages = { english: new Map(flat(english)), arabic: new Map(flat(arabic)) };
const base = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const basesOf = (texts: Map<string, string>) =>
  [...new Set([...texts.keys()].map(base))].toSorted();
const blanks = (texts: Map<string, string>, key: string) =>
  [...texts]
    .filter(([name]) => base(name) === key)
    .flatMap(([, text]) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''));

test('both languages have the same texts with the same blanks in them, none empty', () => {
  expect(basesOf(languages.arabic)).toEqual(basesOf(languages.english));
  for (const key of basesOf(languages.english)) {
    expect([key, [...new Set(blanks(languages.arabic, key))]]).toEqual([
      key,
      [...new Set(blanks(languages.english, key))],
    ]);
  }
  for (const texts of Object.values(languages)) {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  }
});

test('whatever is counted has six forms in Arabic', () => {
  const counted = [...languages.english.keys()].filter((key) => key.endsWith('_other')).map(base);
  expect(counted.length).toBeGreaterThan(1);
  for (const key of counted) {
    expect([...languages.arabic.keys()].filter((name) => base(name) === key)).toHaveLength(6);
  }
});

describe.each(Object.entries(languages))('%s has a text for every', (_language, texts) => {
  const under = (group: string) =>
    [...texts.keys()].filter((key) => key.startsWith(`${group}.`)).map((key) => key.split('.')[1]);

  test.each([
    ['callState', [...callStates]],
    ['status', [...orderStatuses]],
    ['hop', [...hops]],
    ['outbound', [...OutboundState.options]],
    ['auditAction', [...auditActions]],
    ['auditArea', Object.keys(auditAreas)],
    ['paper', [...remotePapers]],
    ['paperState', [...printJobStates]],
    ['printOutcome', [...printOutcomes]],
    ['printerState', [...printerStates]],
  ])('%s', (group, members) => {
    expect(new Set(under(group))).toEqual(new Set(members));
  });

  test('error it names, which is one there is', () => {
    const known = Object.keys(errorCodes).map((code) => wireCode(code as ErrorCode));
    expect(
      under('errors').filter((code) => ![...known, 'UNREACHABLE'].includes(code ?? '')),
    ).toEqual([]);
  });
});

test('a code this page does not know is shown as it is', () => {
  const t = createT('en');
  expect(textOf(t, 'errors', 'AUTH_FORBIDDEN')).toBe('Your role may not do that.');
  expect(textOf(t, 'errors', 'SOMETHING_NEW')).toBe('SOMETHING_NEW');
});
