import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BranchApi, useBranchApi } from '../../api/branch-api.tsx';
import { sellingKeys } from '../../selling/use-menu.ts';

/** A change of the menu; the menu is read again when it is over, however it went. */
export function useMenuChange<Input, Reply>(run: (api: BranchApi, input: Input) => Promise<Reply>) {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(api, input),
    onSettled: () => queries.invalidateQueries({ queryKey: sellingKeys.menu }),
  });
}
