import { z } from 'zod';

/** Keys of both directions, each as a list so that an old and a new one can be live together. */
export const genericCredentials = z.object({
  /** The platform signs with all of these: `whsec_…` (v1) or `whsk_…` (v1a). */
  signingKeys: z.array(z.string().regex(/^(whsec|whsk)_/)).min(1),
  /** The platform believes a call signed with any of these: `whsec_…` or `whpk_…`. */
  verifyingKeys: z.array(z.string().regex(/^(whsec|whpk)_/)).min(1),
  storeId: z.string().min(1),
});
export type GenericCredentials = z.infer<typeof genericCredentials>;
