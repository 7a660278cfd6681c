import { z } from 'zod';
import type { ConnectionView } from '../adapter.ts';
import { addressSetting } from '../http-calls.ts';
import { liveSecrets } from '../secrets.ts';

export const Credentials = z.object({
  secrets: liveSecrets('Shared secret of the middleware; a second one while it is being changed'),
  username: z.string().min(1).describe('User name for the middleware'),
  password: z.string().min(1).describe('Password for the middleware'),
});
export type Credentials = z.infer<typeof Credentials>;

export const Settings = z.object({
  /** `direct`: we accept and reject. `indirect`: the vendor's tablet does, and we only mirror. */
  mode: z.enum(['direct', 'indirect']).default('direct').describe('Who answers orders'),
  region: z
    .enum(['middle_east', 'europe', 'asia', 'latin_america'])
    .default('middle_east')
    .describe('Region of the middleware'),
  baseUrl: addressSetting('Address of the middleware; empty for the region’s own'),
  preOrderLeadMinutes: z
    .int()
    .min(0)
    .max(1_440)
    .default(45)
    .describe('Cooking of a pre-order starts this long before it is due'),
});
export type Settings = z.infer<typeof Settings>;

export type Connection = ConnectionView<Credentials, Settings>;

const hosts = {
  middle_east: 'integration-middleware.me.restaurant-partners.com',
  europe: 'integration-middleware.restaurant-partners.com',
  asia: 'integration-middleware.as.restaurant-partners.com',
  latin_america: 'integration-middleware.us.restaurant-partners.com',
} as const satisfies Record<Settings['region'], string>;

/** Everything that is not production goes to staging unless an address is set. */
export function baseUrlOf({ environment, settings }: Connection): string {
  if (settings.baseUrl) return settings.baseUrl;
  const host =
    environment === 'production'
      ? hosts[settings.region]
      : 'integration-middleware.stg.restaurant-partners.com';
  return `https://${host}`;
}
