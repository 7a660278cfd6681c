import { useQuery } from '@tanstack/react-query';
import { secondMs } from '../../shared/kit/clock.ts';
import { useBranchApi } from '../api/branch-api.tsx';
import { useConnected } from '../api/queries.ts';
import { useServerTime } from '../api/server-time.tsx';

const selfKey = ['terminal'] as const;

/** Which terminal this page is, as the branch knows it by its cookie. */
export function useSelf() {
  const api = useBranchApi();
  const time = useServerTime();
  const connected = useConnected();
  return useQuery({
    queryKey: selfKey,
    refetchInterval: (connected ? 20 : 4) * secondMs,
    queryFn: async () => {
      const self = await api.whoAmI({});
      time.correct(self.serverTimeMs);
      return self;
    },
  });
}

/** The counter PC opens its own page; any other machine comes by an address of the network. */
export function isOwnMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
