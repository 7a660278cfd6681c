import { requestOf, type Route } from '../../src/shared/contract/route.ts';

export interface CallOptions {
  readonly baseUrl: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the reply out of what the server wraps it in. */
  readonly unwrap?: (answer: unknown) => unknown;
}

/** One call of a contract's route over real HTTP. @throws Error with status and body when refused */
export async function callRoute<Input extends object, Reply>(
  route: Route<Input, Reply>,
  input: Input,
  { baseUrl, token, headers, unwrap = (answer) => answer }: CallOptions,
): Promise<Reply> {
  const { method, address, body } = requestOf(route, input);
  const response = await fetch(new URL(address, baseUrl), {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
  }
  return route.reply.parse(unwrap(await response.json()));
}
