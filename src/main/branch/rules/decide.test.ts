import { describe, expect, test } from 'vitest';
import {
  AcceptRuleSettings,
  type AcceptRule,
  type BusyMode,
} from '../../../shared/contract/rules.ts';
import { buildLine, buildOrder, noonMs } from '../testing/builders.ts';
import { decideAutoAccept, type Paper, type Situation } from './decide.ts';

const rule = (part: Partial<AcceptRule> = {}): AcceptRule => ({
  ...AcceptRuleSettings.parse({ name: 'Lunch' }),
  id: 'rul_1',
  ...part,
});
const busy: BusyMode = {
  sinceMs: noonMs,
  untilMs: noonMs + 1,
  extraMinutes: 15,
  stopsRules: false,
  by: '',
};
const thursdayNoon: Situation & { paper: Paper } = {
  nowMs: noonMs,
  local: { day: 4, minutes: 12 * 60 },
  kitchenOrders: 0,
  busy: null,
  currency: 'JOD',
  paper: 'able',
};

const judge = (
  given: { order?: Parameters<typeof buildOrder>[1]; now?: Partial<typeof thursdayNoon> },
  ...rules: AcceptRule[]
) => decideAutoAccept(buildOrder('o-1', given.order), { ...thursdayNoon, ...given.now }, rules);

/** The misfit of the only rule, or that it accepts. */
const verdictOf = (part: Partial<AcceptRule>, given: Parameters<typeof judge>[0] = {}) => {
  const verdict = judge(given, rule(part));
  return verdict.kind === 'person' ? verdict.misfits[0]?.misfit : verdict.kind;
};

describe('the first rule that fits', () => {
  test('accepts with its minutes, and those before it say why they did not', () => {
    const talabat = rule({ id: 'rul_t', name: 'Talabat', platforms: ['talabat'] });
    const rest = rule({ id: 'rul_r', prepMinutes: 25 });
    expect(judge({}, talabat, rest)).toMatchObject({
      kind: 'accept',
      rule: { id: 'rul_r' },
      prepMinutes: 25,
      misfits: [{ ruleId: 'rul_t', ruleName: 'Talabat', misfit: 'platform' }],
    });
  });

  test('promises more minutes while the kitchen is busy, or leaves the answer to a person', () => {
    expect(judge({ now: { busy } }, rule())).toMatchObject({ prepMinutes: 35 });
    expect(verdictOf({}, { now: { busy: { ...busy, stopsRules: true } } })).toBe('busy');
  });

  test('leaves everything to a person when there is none', () => {
    expect(judge({})).toEqual({ kind: 'person', misfits: [] });
  });
});

test.each([
  ['off', { isOn: false }, {}],
  ['kitchen_full', { maxKitchenOrders: 3 }, { now: { kitchenOrders: 3 } }],
  ['accept', { maxKitchenOrders: 3 }, { now: { kitchenOrders: 2 } }],
  ['accept', { maxKitchenOrders: null }, { now: { kitchenOrders: 400 } }],
  ['total', { maxTotalMinor: 5_499 }, {}],
  ['accept', { maxTotalMinor: 5_500 }, {}],
  ['total', { maxTotalMinor: 5_500 }, { order: { totalMinor: null } }],
  ['total', { maxTotalMinor: 5_500 }, { order: { currency: 'AED' } }],
  ['items', { maxItems: 2 }, { order: { lines: [buildLine(), buildLine({ quantity: 1 })] } }],
  ['note', {}, { order: { note: 'no nuts, allergy' } }],
  ['note', {}, { order: { lines: [buildLine({ note: 'no onion' })] } }],
  ['accept', { takesNotes: true }, { order: { note: 'ring twice' } }],
  ['unknown_item', {}, { order: { warnings: [{ code: 'item_unknown', detail: 'x' }] } }],
  ['timing', {}, { order: { startAtMs: noonMs + 60_000 } }],
  ['accept', { timing: 'scheduled' }, { order: { startAtMs: noonMs + 60_000 } }],
  ['timing', { timing: 'scheduled' }, {}],
  ['printer', {}, { now: { paper: 'unable' } }],
  ['accept', { needsPrinter: false }, { now: { paper: 'unable' } }],
  ['wait', {}, { now: { paper: 'unasked' } }],
] as const)('%s: a rule %j about %j', (expected, part, given) => {
  expect(verdictOf(part, given as Parameters<typeof judge>[0])).toBe(expected);
});

describe('hours', () => {
  const at = (day: number, hour: number, part: Partial<AcceptRule>) =>
    verdictOf(part, { now: { local: { day, minutes: hour * 60 } } });
  const day = { hours: { fromMinutes: 10 * 60, toMinutes: 23 * 60 } };
  const night = { hours: { fromMinutes: 20 * 60, toMinutes: 2 * 60 }, days: [4] };

  test('begin at the first minute and end before the last', () => {
    expect(at(4, 9, day)).toBe('hours');
    expect(at(4, 10, day)).toBe('accept');
    expect(at(4, 23, day)).toBe('hours');
  });

  test('over midnight belong to the day on which they begin', () => {
    expect(at(4, 20, night)).toBe('accept');
    expect(at(5, 1, night)).toBe('accept');
    expect(at(5, 20, night)).toBe('hours');
    expect(at(4, 1, night)).toBe('hours');
    expect(at(0, 1, { ...night, days: [6] })).toBe('accept');
  });

  test('that end when they begin are the whole day', () => {
    const whole = { hours: { fromMinutes: 600, toMinutes: 600 }, days: [4] };
    expect(at(4, 3, whole)).toBe('accept');
    expect(at(5, 3, whole)).toBe('hours');
  });
});
