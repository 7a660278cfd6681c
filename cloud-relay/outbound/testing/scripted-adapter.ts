import { z } from 'zod';
import { type Order, orderActions } from '../../../src/shared/contract/order.ts';
import {
  type CallLimit,
  type CallVerdict,
  type HttpResponse,
  type PlatformAdapter,
  UnreadableWebhook,
} from '../../adapters/adapter.ts';
import { platform } from './seed.ts';

export interface ScriptedCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}
export interface ScriptedSettings {
  readonly baseUrl: string;
  /** Where calls go, when the order names an address of its own. */
  readonly callbackUrl?: string;
}

export interface AdapterScript {
  readonly limits?: readonly CallLimit[];
  /** False for a platform with a fixed key. */
  readonly hasToken?: boolean;
  readonly told?: (order: Order, action: string) => boolean;
}

const Token = z.object({ access_token: z.string(), expires_in: z.number() });

/** A platform behind the outbound port: one address per action, a login, answers read by status. */
export function createScriptedAdapter(
  script: AdapterScript = {},
): PlatformAdapter<ScriptedCredentials, ScriptedSettings> {
  return {
    platform,
    displayName: 'Test Eats',
    credentials: z.object({ clientId: z.string(), clientSecret: z.string() }),
    settings: z.object({
      baseUrl: z.string(),
      callbackUrl: z.string().optional(),
    }) as z.ZodType<ScriptedSettings>,
    capabilities: {
      actions: [...orderActions],
      rejectReasons: ['too_busy'],
      verified: false,
      confidence: 'made up for tests',
    },
    verify: () => ({ ok: true, by: 'test' }),
    parse: () => ({ kind: 'ignored', why: 'test' }),
    reply: () => ({ status: 200 }),
    outbound: {
      ...((script.hasToken ?? true) && { token: tokenPort }),
      limits: script.limits ?? [],
      request(action, { connection, order, accessToken, platformData }) {
        if (script.told?.(order, action.action) === false) return null;
        const { baseUrl, callbackUrl } = connection.settings;
        return {
          method: 'POST',
          url: `${callbackUrl ?? baseUrl}/orders/${order.externalId}/${action.action}?api_key=${connection.credentials.clientSecret}`,
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Bearer ${accessToken}`,
          },
          body: JSON.stringify({ ...action, brand: platformData['brand'] }),
        };
      },
      judge: (_action, response) => judge(response),
      allowedOrigins: ({ settings }) => [settings.baseUrl],
    },
  };
}

const tokenPort = {
  request({
    settings,
    credentials,
  }: {
    settings: ScriptedSettings;
    credentials: ScriptedCredentials;
  }) {
    return {
      method: 'POST',
      url: `${settings.baseUrl}/token`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }).toString(),
    } as const;
  },
  read(response: HttpResponse) {
    const token = Token.safeParse(JSON.parse(response.body));
    if (!token.success) throw new UnreadableWebhook('no token');
    return { accessToken: token.data.access_token, expiresInMs: token.data.expires_in * 1_000 };
  },
};

function judge({ status, body }: HttpResponse): CallVerdict {
  const detail = `${status} ${body}`.trim();
  if (status === 401) return { kind: 'unauthenticated', detail };
  if (status === 429 || status >= 500) return { kind: 'retry', detail };
  if (status === 403) return { kind: 'misconfigured', detail };
  return status < 300 ? { kind: 'done' } : { kind: 'refused', detail };
}
