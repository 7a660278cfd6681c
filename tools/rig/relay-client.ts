import { consoleApi, outOfEnvelope } from '../../src/shared/contract/console-api.ts';
import { Envelope } from '../../src/shared/contract/envelope.ts';
import type { Route } from '../../src/shared/contract/route.ts';
import { callRoute } from './http-call.ts';

export interface RelayClient {
  call<Input extends object, Reply>(route: Route<Input, Reply>, input: Input): Promise<Reply>;
}

export interface RelayLogin {
  readonly email: string;
  readonly password: string;
}

const unwrap = (answer: unknown) => outOfEnvelope(Envelope.parse(answer));

/** Talks to a relay as its console does. */
export async function loginToRelay(baseUrl: string, login: RelayLogin): Promise<RelayClient> {
  const { token } = await callRoute(consoleApi.login, login, { baseUrl, unwrap });
  return { call: (route, input) => callRoute(route, input, { baseUrl, token, unwrap }) };
}
