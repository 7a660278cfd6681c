import { z } from 'zod';

/** What Deliveroo's developer portal gives a partner, and the ids of one site. */
export const deliverooCredentials = z.object({
  /** Signs the webhooks; another one than the API client's secret. */
  webhookSecret: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  brandId: z.string().min(1),
  siteId: z.string().min(1),
  /** The prefix of its order ids. */
  market: z.enum(['ae', 'kw', 'gb']).default('ae'),
});
export type DeliverooCredentials = z.infer<typeof deliverooCredentials>;
