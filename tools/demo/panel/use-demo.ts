import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemoState } from '../demo-api.ts';

async function readState(): Promise<DemoState> {
  const response = await fetch('api/state');
  if (!response.ok) throw new Error(`demo answered ${response.status}`);
  return (await response.json()) as DemoState;
}

async function post(path: string, body: object): Promise<boolean> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.ok;
}

/** The demo's state, read every second, and what can be done with it. */
export function useDemo() {
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: ['state'],
    queryFn: readState,
    refetchInterval: 1_000,
    retry: false,
  });
  const act = async (path: string, body: object) => {
    const done = await post(path, body).catch(() => false);
    await queries.invalidateQueries();
    return done;
  };
  return {
    state,
    send: (platform: string) => act('api/send', { platform }),
    setNetworkCut: (on: boolean) => act('api/network', { on }),
    setPaperOut: (on: boolean) => act('api/paper', { on }),
    setFlowing: (on: boolean) => act('api/flow', { on }),
  };
}
