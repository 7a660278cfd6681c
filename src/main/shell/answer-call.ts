import { z } from 'zod';
import { shellCalls, type ShellApi, type ShellCallName } from '../../shared/contract/shell.ts';
import { mayNavigate } from './navigation.ts';

const Request = z.object({ name: z.string(), input: z.unknown() });

/** Where a call came from, as Electron says it. */
export interface CallSender {
  readonly url: string;
  readonly isTopFrame: boolean;
}

/**
 * Answers one call of the page. Only the till's own page in the top frame is heard, only names of the contract, only
 * arguments that fit; everything else is refused without a word about why.
 *
 * @param homeUrl where the window was opened; undefined while no branch server serves
 * @throws Error `refused`
 */
export async function answerCall(
  api: ShellApi,
  homeUrl: string | undefined,
  sender: CallSender,
  request: unknown,
): Promise<unknown> {
  if (homeUrl === undefined || !sender.isTopFrame || !mayNavigate(homeUrl, sender.url)) refuse();
  const asked = Request.safeParse(request).data;
  if (!asked || !isCallName(asked.name)) refuse();
  const { input, reply } = shellCalls[asked.name];
  const parsed = input.safeParse(asked.input);
  if (!parsed.success) refuse();
  const call = api[asked.name] as (input: unknown) => Promise<unknown>;
  return reply.parse(await call(parsed.data));
}

function isCallName(name: string): name is ShellCallName {
  return Object.hasOwn(shellCalls, name);
}

function refuse(): never {
  throw new Error('refused');
}
