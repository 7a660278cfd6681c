import { z } from 'zod';
import type { ConnectionView } from '../adapter.ts';
import { addressSetting } from '../http-calls.ts';
import { liveSecrets } from '../secrets.ts';

export const Credentials = z.object({
  webhookSecrets: liveSecrets(
    'Webhook secret of the developer portal; a second one while it is being changed',
  ),
  clientId: z.string().min(1).describe('Client id of the API'),
  clientSecret: z.string().min(1).describe('Client secret of the API, not the webhook secret'),
});
export type Credentials = z.infer<typeof Credentials>;

export const Settings = z.object({
  apiBaseUrl: addressSetting('Address of the API; empty for Deliveroo’s own'),
  tokenUrl: addressSetting('Address of the token call; empty for Deliveroo’s own'),
});
export type Settings = z.infer<typeof Settings>;

export type Connection = ConnectionView<Credentials, Settings>;

const production = {
  api: 'https://api.developers.deliveroo.com',
  token: 'https://auth.developers.deliveroo.com/oauth2/token',
};
const sandbox = {
  api: 'https://api-sandbox.developers.deliveroo.com',
  token: 'https://auth-sandbox.developers.deliveroo.com/oauth2/token',
};

/** Everything that is not production goes to the sandbox unless an address is set. */
export function addressesOf({ environment, settings }: Connection): { api: string; token: string } {
  const own = environment === 'production' ? production : sandbox;
  return { api: settings.apiBaseUrl || own.api, token: settings.tokenUrl || own.token };
}
