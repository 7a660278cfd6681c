import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { consoleApi, outOfEnvelope } from '../../../../src/shared/contract/console-api.ts';
import { Envelope } from '../../../../src/shared/contract/envelope.ts';
import { requestOf, type Route } from '../../../../src/shared/contract/route.ts';

type Routes = typeof consoleApi;
export type CallName = keyof Routes;
type InputOf<Name extends CallName> = Routes[Name] extends Route<infer Input> ? Input : never;
export type ReplyOf<Name extends CallName> =
  Routes[Name] extends Route<never, infer Reply>
    ? Reply
    : Routes[Name] extends Route<infer _Input, infer Reply>
      ? Reply
      : never;

/** Every call of the relay by name. What an input leaves out the relay fills with its own default. */
export type ConsoleApi = {
  [Name in CallName]: (input: Partial<InputOf<Name>>) => Promise<ReplyOf<Name>>;
};

/** What a failed call is known by: the relay's own code, or `unreachable` when nothing answered. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly code: string;
  readonly issues: readonly Issue[];

  constructor(code: string, issues: readonly Issue[] = []) {
    super(code);
    this.code = code;
    this.issues = issues;
  }
}
export interface Issue {
  readonly path: string;
  readonly message: string;
}

const timeoutMs = 20_000;

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** The relay over HTTP, on the address the page came from; the cookie says who is asking. */
export function createHttpConsole(send: Fetch = (path, init) => fetch(path, init)): ConsoleApi {
  const calls = Object.entries(consoleApi).map(([name, route]) => [
    name,
    (input: Record<string, unknown>) => call(route, input, send),
  ]);
  return Object.fromEntries(calls) as ConsoleApi;
}

async function call(route: Route, input: Record<string, unknown>, send: Fetch): Promise<unknown> {
  const { method, address, body } = requestOf(route, input);
  const response = await send(address, {
    method,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(timeoutMs),
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => {
    throw new CallFailed('UNREACHABLE');
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const envelope = Envelope.safeParse(answer);
  if (!envelope.success) throw new CallFailed('UNREACHABLE');
  if (!envelope.data.success) throw failureOf(envelope.data);
  return route.reply.parse(outOfEnvelope(envelope.data));
}

function failureOf({ error }: Envelope): CallFailed {
  const issues = error?.details?.['issues'];
  return new CallFailed(
    error?.code ?? 'INTERNAL',
    Array.isArray(issues) ? (issues as Issue[]) : [],
  );
}

const ConsoleApiContext = createContext<ConsoleApi | null>(null);
export const ConsoleApiProvider = ConsoleApiContext.Provider;

export function useConsoleApi(): ConsoleApi {
  const api = useContext(ConsoleApiContext);
  if (!api) throw new Error('no ConsoleApiProvider above');
  return api;
}

/** Something read from the relay, and read again every so often while the page is looked at. */
export function useRead<Name extends CallName>(
  name: Name,
  input: Partial<InputOf<Name>>,
  options: { readonly everyMs?: number; readonly enabled?: boolean } = {},
) {
  const api = useConsoleApi();
  return useQuery<ReplyOf<Name>, CallFailed>({
    queryKey: [name, input],
    queryFn: () => api[name](input),
    refetchInterval: options.everyMs ?? false,
    enabled: options.enabled ?? true,
    placeholderData: (before) => before,
  });
}

/**
 * Something changed at the relay; everything on the page is read again afterwards.
 *
 * @param instead done after a success in place of reading again
 */
export function useChange<Name extends CallName>(name: Name, instead?: () => void) {
  const api = useConsoleApi();
  const queries = useQueryClient();
  return useMutation<ReplyOf<Name>, CallFailed, Partial<InputOf<Name>>>({
    mutationFn: (input) => api[name](input),
    onSuccess: () => (instead ? instead() : queries.invalidateQueries()),
  });
}
