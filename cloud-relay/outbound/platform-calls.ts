import type { Clock } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { HttpRequest, HttpResponse, PlatformAdapter } from '../adapters/adapter.ts';
import type { RelayStore } from '../database/database.ts';
import type { LiveConnection } from '../tenancy/connections.ts';
import type { Reach } from './address-guard.ts';
import type { HttpClient } from './http-client.ts';
import {
  capped,
  maskBody,
  maskJson,
  maskUrl,
  redactorOf,
  removed,
  secretsIn,
  secretsInHeaders,
} from './redact.ts';

/** What is called, for the log. `token` is the call for an access token. */
export interface CallSubject {
  readonly connection: LiveConnection;
  readonly adapter: PlatformAdapter;
  readonly operation: string;
  readonly outboundId: string | null;
  readonly orderId: string | null;
}

export interface PlatformCalls {
  /**
   * Makes one call and writes it to the log of platform calls, secrets and personal data removed.
   *
   * @throws CallFailed
   */
  send(subject: CallSubject, request: HttpRequest): Promise<HttpResponse>;
}

export interface PlatformCallsDeps {
  readonly http: HttpClient;
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

const loggedBodyBytes = 16 * 1024;

export function createPlatformCalls({
  http,
  store,
  clock,
  logger,
}: PlatformCallsDeps): PlatformCalls {
  const write = async (call: MadeCall) => {
    try {
      await store.db.insertInto('platform_calls').values(toRow(call)).execute();
    } catch (error) {
      // The order matters more than its log entry.
      logger.error({ operation: call.subject.operation, ...errorFields(error) }, 'call not logged');
    }
  };
  return {
    async send(subject, request) {
      const { connection, adapter } = subject;
      const startedAtMs = clock.now();
      const started = clock.monotonicMs();
      const made = (end: Pick<MadeCall, 'response' | 'error'>): MadeCall => {
        const durationMs = Math.round(clock.monotonicMs() - started);
        return { subject, request, startedAtMs, durationMs, ...end };
      };
      try {
        const response = await http.send({
          request,
          reach: reachOf(connection),
          allowedOrigins: adapter.outbound.allowedOrigins(connection.view),
        });
        await write(made({ response }));
        return response;
      } catch (error) {
        await write(made({ error: error instanceof Error ? error.message : String(error) }));
        throw error;
      }
    },
  };
}

/** Only a simulator's connection may lead to this machine, and to nowhere else. */
function reachOf({ view }: LiveConnection): Reach {
  return view.environment === 'simulator' ? 'loopback' : 'internet';
}

interface MadeCall {
  readonly subject: CallSubject;
  readonly request: HttpRequest;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly response?: HttpResponse;
  readonly error?: string;
}

function toRow({ subject, request, response, error, startedAtMs, durationMs }: MadeCall) {
  const { connection, operation, outboundId, orderId } = subject;
  const isToken = operation === 'token';
  const redact = redactorOf([
    ...secretsIn(connection.view.credentials),
    ...secretsInHeaders(request.headers),
    ...(isToken && response ? tokenIn(subject, response) : []),
  ]);
  const answer = response?.body ?? '';
  return {
    company_id: connection.companyId,
    connection_id: connection.view.id,
    outbound_id: outboundId,
    order_id: orderId,
    operation,
    method: request.method,
    url: redact(maskUrl(request.url)),
    request_body: capped(redact(maskBody(request.body ?? '')), loggedBodyBytes),
    status: response?.status ?? null,
    response_body: capped(
      redact(isToken ? maskTokenAnswer(answer) : maskBody(answer)),
      loggedBodyBytes,
    ),
    error: redact(error ?? ''),
    started_at_ms: startedAtMs,
    duration_ms: durationMs,
  };
}

function tokenIn({ adapter }: CallSubject, response: HttpResponse): string[] {
  try {
    const token = adapter.outbound.token?.read(response).accessToken;
    return token === undefined ? [] : [token];
  } catch {
    return [];
  }
}

/** What cannot be masked by key may hold a token nobody recognises. */
function maskTokenAnswer(body: string): string {
  return body === '' ? '' : (maskJson(body) ?? `${removed} ${body.length} characters`);
}
