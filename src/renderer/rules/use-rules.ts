import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BusyMode } from '../../shared/contract/rules.ts';
import { hourMs, minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { type BranchApi, useBranchApi } from '../api/branch-api.tsx';
import { useSettings } from '../api/queries.ts';
import { useNow } from '../api/server-time.tsx';

const keys = { rules: ['rules'], busy: ['busy'] } as const;

/** What is shown of time and load changes without anybody doing anything. */
const lookEveryMs = 20 * secondMs;

export function useRules() {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.rules,
    queryFn: () => api.readRules({}),
    refetchInterval: lookEveryMs,
  });
}

/** The busy mode that is on; null while there is none, and from the moment it ends. */
export function useBusy(): BusyMode | null {
  const api = useBranchApi();
  const { data = null } = useQuery({
    queryKey: keys.busy,
    queryFn: async () => (await api.readBusy({})).busy,
    refetchInterval: minuteMs,
  });
  // The board is drawn anew with each step, so without anything to end there are none to speak of.
  const nowMs = useNow(data ? 5 * secondMs : hourMs);
  return data && data.untilMs > nowMs ? data : null;
}

/** Minutes on the accept button until the branch has told its own. */
const usualMinutes = 20;

/** The preparation time that is offered first now: the branch's own, and more while the kitchen is busy. */
export function useOfferedMinutes(): number {
  const settings = useSettings().data;
  return (settings?.defaultPrepMinutes ?? usualMinutes) + (useBusy()?.extraMinutes ?? 0);
}

/** A change of rules or of the busy mode; both are read again when it is over, however it went. */
export function useRulesChange<Input, Reply>(
  run: (api: BranchApi, input: Input) => Promise<Reply>,
) {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(api, input),
    onSettled: () =>
      Promise.all(
        [keys.rules, keys.busy].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
}
