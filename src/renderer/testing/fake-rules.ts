import { AppError } from '../../shared/contract/errors.ts';
import type {
  AcceptRule,
  BusyMode,
  RuleDecision,
  ruleRoutes,
} from '../../shared/contract/rules.ts';
import { type Clock, hourMs, minuteMs } from '../../shared/kit/clock.ts';
import type { BranchApi } from '../api/branch-api.tsx';

/** Rules and busy mode of a branch in memory; nobody asks the rules about anything. */
export interface FakeRules {
  readonly calls: Pick<BranchApi, keyof typeof ruleRoutes>;
  readonly rules: AcceptRule[];
  readonly decisions: RuleDecision[];
  busy: BusyMode | null;
}

export function createFakeRules(clock: Clock, tell: () => void): FakeRules {
  const rules: AcceptRule[] = [];
  const decisions: RuleDecision[] = [];
  let count = 0;
  const placeOf = (id: string) => {
    const at = rules.findIndex((rule) => rule.id === id);
    if (at < 0) throw new AppError('rule.not_found', `no rule ${id}`);
    return at;
  };
  const told = () => {
    tell();
    return { rules: [...rules] };
  };
  const fake: FakeRules = {
    rules,
    decisions,
    busy: null,
    calls: {
      readRules: async () => ({
        rules: [...rules],
        now: rules.map(({ id, isOn }) => ({ ruleId: id, misfit: isOn ? null : 'off' })),
        decisions: [...decisions],
        platforms: ['careem', 'talabat'],
      }),
      addRule: async (settings) => {
        rules.push({ ...settings, id: `rul_${++count}` });
        return told();
      },
      changeRule: async (rule) => {
        rules[placeOf(rule.id)] = rule;
        return told();
      },
      removeRule: async ({ id }) => {
        rules.splice(placeOf(id), 1);
        return told();
      },
      placeRule: async ({ id, place }) => {
        rules.splice(place, 0, ...rules.splice(placeOf(id), 1));
        return told();
      },
      readBusy: async () => ({ busy: fake.busy }),
      startBusy: async ({ span, extraMinutes, stopsRules }) => {
        const sinceMs = clock.now();
        const lengthMs = span === 'tomorrow' ? 12 * hourMs : span.minutes * minuteMs;
        fake.busy = { sinceMs, untilMs: sinceMs + lengthMs, extraMinutes, stopsRules, by: '' };
        tell();
        return { busy: fake.busy };
      },
      endBusy: async () => {
        fake.busy = null;
        tell();
        return { busy: null };
      },
    },
  };
  return fake;
}
