import { fillPath, type Route } from '../../src/shared/contract/route.ts';

export interface CallOptions {
  readonly baseUrl: string;
  readonly token?: string;
  /** Takes the reply out of what the server wraps it in. */
  readonly unwrap?: (answer: unknown) => unknown;
}

/** One call of a contract's route over real HTTP. @throws Error with status and body when refused */
export async function callRoute<Input extends object, Reply>(
  route: Route<Input, Reply>,
  input: Input,
  { baseUrl, token, unwrap = (answer) => answer }: CallOptions,
): Promise<Reply> {
  const { path, rest } = fillPath(route.path, { ...(input as Record<string, unknown>) });
  const address = new URL(path, baseUrl);
  const inQuery = route.method === 'GET' || route.method === 'DELETE';
  if (inQuery) {
    for (const [name, value] of Object.entries(rest)) address.searchParams.set(name, String(value));
  }
  const response = await fetch(address, {
    method: route.method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(!inQuery && { 'content-type': 'application/json' }),
    },
    ...(!inQuery && { body: JSON.stringify(rest) }),
  });
  if (!response.ok) {
    throw new Error(`${route.method} ${path}: ${response.status} ${await response.text()}`);
  }
  return route.reply.parse(unwrap(await response.json()));
}
