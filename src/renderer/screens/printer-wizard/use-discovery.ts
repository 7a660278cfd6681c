import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DiscoveryView } from '../../../shared/contract/printing.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';

export interface Discovery {
  /** What was found so far; undefined until the first answer. */
  readonly view: DiscoveryView | undefined;
  readonly error: unknown;
  readonly again: () => void;
  /** Ends the search, so that it does not stand in line at the printer that was chosen. */
  readonly stop: () => void;
}

/** A search that begins with the wizard, is read while it runs, and ends with the wizard at the latest. */
export function useDiscovery(): Discovery {
  const api = useBranchApi();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => api.startDiscovery({}),
    onSuccess: (view) => queries.setQueryData(keys.discovery, view),
  });
  const query = useQuery({
    queryKey: keys.discovery,
    queryFn: () => api.readDiscovery({}),
    enabled: start.isSuccess,
    staleTime: secondMs,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data?.running === false ? false : secondMs),
  });
  const { mutate } = start;
  useEffect(() => {
    mutate();
    // Not being able to stop does no harm: a search ends by itself.
    return () => void api.stopDiscovery({}).catch(() => undefined);
  }, [api, mutate]);
  const stop = useMutation({
    mutationFn: () => api.stopDiscovery({}),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.discovery }),
  });
  return {
    view: start.isSuccess ? query.data : undefined,
    error: start.error ?? query.error,
    again: mutate,
    stop: stop.mutate,
  };
}
