import { readFileSync } from 'node:fs';
import { secondMs } from '../../shared/kit/clock.ts';
import { branchApi } from '../../shared/contract/branch-api.ts';

/** Where a branch server serves and how one signs in. */
export interface ServingBranch {
  readonly url: string;
  readonly tokenFile: string;
}

const timeoutMs = 5 * secondMs;

/**
 * Asks the branch server how busy it is and where its relay keeps updates.
 *
 * @throws Error when it does not answer or was never paired
 */
export async function readServing({ url, tokenFile }: ServingBranch): Promise<{
  openOrders: number;
  waitingJobs: number;
  updatesUrl: string;
}> {
  const response = await fetch(url + branchApi.state.path, {
    headers: { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`the branch server answers ${response.status}`);
  const { openOrders, printers, relay } = branchApi.state.reply.parse(await response.json());
  return {
    openOrders,
    waitingJobs: printers.reduce((sum, { waitingJobs }) => sum + waitingJobs, 0),
    updatesUrl: `${relay.url}/updates/`,
  };
}
