import { z } from 'zod';

/** What Delivery Hero and a restaurant exchange before the first order. */
export const talabatCredentials = z.object({
  /** Signs the middleware's bearer token (HS512). */
  webhookSecret: z.string().min(1),
  username: z.string().min(1),
  password: z.string().min(1),
  /** The vendor id that the restaurant chose. */
  remoteId: z.string().min(1),
  chainCode: z.string().min(1).default('sample-chain'),
  /** The vendor id that the platform chose. */
  platformRestaurantId: z.string().min(1).default('600417'),
  /** Tells the brand: TB_JO, HS_SA, … */
  platformKey: z.string().min(1).default('TB_JO'),
  platformName: z.string().min(1).default('Talabat'),
  /** ISO 3166-1 alpha-2 */
  countryCode: z.string().length(2).default('JO'),
});
export type TalabatCredentials = z.infer<typeof talabatCredentials>;
