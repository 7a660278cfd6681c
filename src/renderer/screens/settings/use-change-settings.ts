import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';

/** Shows the wish at once and takes it back when the branch refuses. */
export function useChangeSettings() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (part: Partial<BranchSettings>) => api.changeSettings(part),
    onMutate: async (part) => {
      await queries.cancelQueries({ queryKey: keys.settings });
      const before = queries.getQueryData<BranchSettings>(keys.settings);
      if (before) queries.setQueryData(keys.settings, { ...before, ...part });
      return before;
    },
    onError: (_error, _part, before) => queries.setQueryData(keys.settings, before),
    onSuccess: (settings) => queries.setQueryData(keys.settings, settings),
  });
}
