import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TerminalSettings } from '../../../shared/contract/terminal.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { useBranchApi } from '../../api/branch-api.tsx';

const terminalsKey = ['terminals'] as const;

export function useTerminals() {
  const api = useBranchApi();
  return useQuery({
    queryKey: terminalsKey,
    queryFn: () => api.listTerminals({}),
    refetchInterval: 10 * secondMs,
  });
}

/** What a manager does with the network and with what has come in by it. */
export function useTerminalCommands() {
  const api = useBranchApi();
  const queries = useQueryClient();
  const again = { onSettled: () => queries.invalidateQueries({ queryKey: terminalsKey }) };
  return {
    network: useMutation({
      mutationFn: (wanted: { lan?: boolean; bumpedIsReady?: boolean }) => api.changeNetwork(wanted),
      ...again,
    }),
    makeCode: useMutation({
      mutationFn: (settings: TerminalSettings) => api.makeEnrolmentCode(settings),
    }),
    change: useMutation({
      mutationFn: ({ id, settings }: { id: string; settings: TerminalSettings }) => {
        const { kind: _kind, ...wanted } = settings;
        return api.changeTerminal({ id, ...wanted });
      },
      ...again,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.removeTerminal({ id }), ...again }),
  };
}
