/** The relay's one way out to the platforms. Everything that leaves goes through `send`. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AxiosError, type AxiosInstance, type AxiosRequestConfig, create } from 'axios';
import pRetry from 'p-retry';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { HttpRequest, HttpResponse } from '../adapters/adapter.ts';
import {
  AddressRefused,
  checkUrl,
  guardedLookup,
  type Reach,
  type Resolve,
  systemResolve,
} from './address-guard.ts';

export interface OutgoingCall {
  readonly request: HttpRequest;
  readonly reach: Reach;
  /** Origins this connection may be called at. */
  readonly allowedOrigins: readonly string[];
}

export interface HttpClient {
  /**
   * Resolves with whatever the platform answered, redirects and errors included.
   *
   * @throws CallFailed when no complete answer came
   */
  send(call: OutgoingCall): Promise<HttpResponse>;
  /** Breaks off what is under way and closes idle connections. */
  close(): void;
}

export interface HttpClientOptions {
  readonly clock: Clock;
  /** For the whole of one call: looking up, connecting, quick repeats and reading the answer. */
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** Before the first quick repeat; doubled for the second. */
  readonly repeatAfterMs?: number;
  readonly resolve?: Resolve;
}

/**
 * No complete answer came. `refused`: the address is not allowed and nothing was sent. `unreachable`,
 * `timeout`, `too_large`: the platform may or may not have done what was asked.
 */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly kind: 'refused' | 'unreachable' | 'timeout' | 'too_large';

  constructor(kind: CallFailed['kind'], message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** A platform's pause of a second is over before the durable queue would have looked again. */
const quickRepeats = 2;
const repeatable = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, timeoutMs = 10_000, maxAnswerBytes = 1024 * 1024, repeatAfterMs = 200 } = options;
  const agents = createAgents(options.resolve ?? systemResolve);
  const client = createAxios(maxAnswerBytes);
  const underWay = new Set<AbortController>();

  return {
    async send({ request, reach, allowedOrigins }) {
      const overtime = new AbortController();
      underWay.add(overtime);
      const cancel = clock.after(timeoutMs, () => overtime.abort());
      try {
        const url = URL.parse(request.url);
        if (!url) throw new AddressRefused('the address cannot be read');
        checkUrl(url, reach, allowedOrigins);
        const once = () => {
          const config = toAxios(request, url);
          return client.request<string>({ ...config, ...agents[reach], signal: overtime.signal });
        };
        const response = await pRetry(once, {
          retries: quickRepeats,
          minTimeout: repeatAfterMs,
          signal: overtime.signal,
          shouldRetry: ({ error }) =>
            error instanceof AxiosError && repeatable.has(error.code ?? ''),
        });
        return {
          status: response.status,
          headers: flatHeaders(response.headers),
          body: response.data ?? '',
        };
      } catch (error) {
        throw overtime.signal.aborted
          ? new CallFailed('timeout', `no answer within ${timeoutMs} ms`, error)
          : toCallFailed(error);
      } finally {
        cancel();
        underWay.delete(overtime);
      }
    },
    close() {
      for (const call of underWay) call.abort();
      for (const { httpAgent, httpsAgent } of Object.values(agents)) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
    },
  };
}

/** Agents check every address at the moment they connect to it. */
function createAgents(resolve: Resolve) {
  const pair = (reach: Reach) => {
    const options = { keepAlive: true, maxSockets: 64, lookup: guardedLookup(reach, resolve) };
    return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  };
  return { internet: pair('internet'), loopback: pair('loopback') } satisfies Record<
    Reach,
    unknown
  >;
}

/** Bytes go out and come back as they are; no proxy of the environment, no redirect, no unasked header. */
function createAxios(maxAnswerBytes: number): AxiosInstance {
  return create({
    adapter: 'http',
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
  });
}

function toAxios(request: HttpRequest, url: URL): AxiosRequestConfig {
  return {
    method: request.method,
    url: url.href,
    headers: { Accept: 'application/json', 'User-Agent': 'wasla-relay', ...request.headers },
    ...(request.body !== undefined && { data: request.body }),
  };
}

function flatHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

function toCallFailed(error: unknown): CallFailed {
  const refused = [error, error instanceof Error ? error.cause : undefined].find(
    (thrown) => thrown instanceof AddressRefused,
  );
  if (refused) return new CallFailed('refused', refused.message, error);
  if (!(error instanceof AxiosError)) return new CallFailed('unreachable', String(error), error);
  if (error.code === AxiosError.ERR_BAD_RESPONSE) {
    return new CallFailed('too_large', 'the answer is too large', error);
  }
  return new CallFailed('unreachable', error.code ?? error.message, error);
}
