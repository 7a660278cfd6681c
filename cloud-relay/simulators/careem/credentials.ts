import { z } from 'zod';

/** What Careem and a restaurant exchange before the first order. */
export const careemCredentials = z.object({
  /** Sent as `x-careem-api-key` with every webhook. */
  webhookKey: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** The restaurant's own ids. */
  brandId: z.string().min(1),
  branchId: z.string().min(1),
  /** Only for the hub format: signs the body, and goes out as `x-merchant-id`. */
  hubSecret: z.string().min(1).optional(),
  merchantId: z.string().min(1).optional(),
});
export type CareemCredentials = z.infer<typeof careemCredentials>;
