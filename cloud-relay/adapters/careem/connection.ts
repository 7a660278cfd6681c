import { z } from 'zod';
import type { ConnectionView } from '../adapter.ts';
import { addressSetting } from '../http-calls.ts';
import { liveSecrets } from '../secrets.ts';

export const Credentials = z.object({
  webhookSecrets: liveSecrets(
    'Key Careem sends with each webhook (or the signing secret of the hub format); a second one while it is being changed',
  ),
  clientId: z.string().min(1).describe('Client id of the POS API'),
  clientSecret: z.string().min(1).describe('Client secret of the POS API'),
});
export type Credentials = z.infer<typeof Credentials>;

export const Settings = z.object({
  signature: z
    .enum(['key', 'hub'])
    .default('key')
    .describe('How webhooks prove themselves: fixed key header, or the hub’s HMAC over the body'),
  brandId: z.string().default('').describe('Brand id for orders that name none'),
  userAgent: z.string().min(1).default('Wasla').describe('How calls to Careem name the integrator'),
  acceptWithinMinutes: z
    .int()
    .min(1)
    .max(120)
    .nullable()
    .default(null)
    .describe('Minutes Careem waits for an answer; it publishes none, empty shows no countdown'),
  scheduledLeadMinutes: z
    .int()
    .min(0)
    .max(1_440)
    .default(45)
    .describe('Cooking of a scheduled order starts this long before its slot'),
  apiBaseUrl: addressSetting('Address of the POS API; empty for Careem’s own'),
  tokenUrl: addressSetting('Address of the token call; empty for Careem’s own'),
});
export type Settings = z.infer<typeof Settings>;

export type Connection = ConnectionView<Credentials, Settings>;

const production = {
  api: 'https://apigateway.careemdash.com/pos/api/v1',
  token: 'https://identity.careem.com/token',
};
const staging = {
  api: 'https://apigateway-stg.careemdash.com/pos/api/v1',
  token: 'https://identity.qa.careem-engineering.com/token',
};

/** Everything that is not production goes to staging unless an address is set. */
export function addressesOf({ environment, settings }: Connection): { api: string; token: string } {
  const own = environment === 'production' ? production : staging;
  return { api: settings.apiBaseUrl || own.api, token: settings.tokenUrl || own.token };
}
