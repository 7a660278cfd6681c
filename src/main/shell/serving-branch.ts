import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { branchApi } from '../../shared/contract/branch-api.ts';
import type { BranchReady } from '../../shared/contract/branch-process.ts';
import { secondMs } from '../../shared/kit/clock.ts';
import type { Service } from './updates/quiet.ts';

const timeoutMs = 5 * secondMs;

interface Answers<Reply> {
  readonly path: string;
  readonly reply: z.ZodType<Reply>;
}

/** Asks the branch server as the till of this computer. @throws Error when it does not answer */
async function ask<Reply>({ url, tokenFile }: BranchReady, route: Answers<Reply>): Promise<Reply> {
  const response = await fetch(url + route.path, {
    headers: { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`the branch server answers ${response.status}`);
  return route.reply.parse(await response.json());
}

/** How busy the branch is. @throws Error when it does not answer */
export async function readService(branch: BranchReady): Promise<Service> {
  const [{ openOrders, printers }, { shift, openBills }] = await Promise.all([
    ask(branch, branchApi.state),
    ask(branch, branchApi.readShift),
  ]);
  return {
    openOrders,
    openBills,
    waitingJobs: printers.reduce((sum, { waitingJobs }) => sum + waitingJobs, 0),
    isShiftOpen: shift !== null,
  };
}

/** Where the branch's relay keeps updates; undefined for a branch that was never paired. @throws Error as above */
export async function readFeedUrl(branch: BranchReady): Promise<string | undefined> {
  const { relay } = await ask(branch, branchApi.state);
  return relay.url === '' ? undefined : `${relay.url.replace(/\/$/, '')}/updates/`;
}
