import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type BranchApi, codeOf, useBranchApi } from '../api/branch-api.tsx';
import { useDeps } from '../api/deps.tsx';
import { keys } from '../api/queries.ts';

/** The shift of this till's drawer, and how many bills are open. */
export function useShift() {
  const api = useBranchApi();
  return useQuery({ queryKey: [...keys.shifts, 'now'], queryFn: () => api.readShift({}) });
}

/** Closed shifts, the latest first. */
export function usePastShifts() {
  const api = useBranchApi();
  return useQuery({
    queryKey: [...keys.shifts, 'past'],
    queryFn: async () => (await api.listShifts({})).shifts,
  });
}

/**
 * A change of the drawer. One whose answer was lost is sent again under the same id, so that it happens once however
 * often somebody taps; what was changed meanwhile is another one.
 */
export function useShiftCommand<Input, Reply>(
  run: (api: BranchApi, input: Input, commandId: string) => Promise<Reply>,
) {
  const api = useBranchApi();
  const { ids } = useDeps();
  const queries = useQueryClient();
  const unanswered = useRef<{ readonly id: string; readonly what: string } | null>(null);
  return useMutation({
    mutationFn: (input: Input) => {
      const what = JSON.stringify(input);
      const id = unanswered.current?.what === what ? unanswered.current.id : ids('cmd');
      unanswered.current = { id, what };
      return run(api, input, id);
    },
    onSuccess: () => {
      unanswered.current = null;
    },
    onError: (error) => {
      if (codeOf(error) !== 'branch.unreachable') unanswered.current = null;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.shifts }),
  });
}
