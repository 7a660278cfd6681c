import { shellCalls, type ShellApi, type ShellCallName } from '../../shared/contract/shell.ts';
import { mayNavigate } from './navigation.ts';

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
  request: { readonly name: unknown; readonly input: unknown },
): Promise<unknown> {
  if (homeUrl === undefined || !sender.isTopFrame || !mayNavigate(homeUrl, sender.url)) refuse();
  if (!isCallName(request.name)) refuse();
  const { input, reply } = shellCalls[request.name];
  const parsed = input.safeParse(request.input);
  if (!parsed.success) refuse();
  const call = api[request.name] as (input: unknown) => Promise<unknown>;
  return reply.parse(await call(parsed.data));
}

function isCallName(name: unknown): name is ShellCallName {
  return typeof name === 'string' && Object.hasOwn(shellCalls, name);
}

function refuse(): never {
  throw new Error('refused');
}
