import { z } from 'zod';

/** What went wrong, for people and integrations. `code` is in capitals with underscores. */
export const ErrorBody = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const ListMeta = z.object({
  page: z.int().positive(),
  limit: z.int().positive(),
  total: z.int().nonnegative(),
  totalPages: z.int().nonnegative(),
  hasNextPage: z.boolean(),
  hasPrevPage: z.boolean(),
});
export type ListMeta = z.infer<typeof ListMeta>;

/** The one shape of every answer of `/api/*` to people and integrations. */
export const Envelope = z.object({
  success: z.boolean(),
  data: z.unknown().optional(),
  message: z.string().optional(),
  error: ErrorBody.optional(),
  meta: ListMeta.optional(),
  timestamp: z.iso.datetime(),
});
export type Envelope = z.infer<typeof Envelope>;

export function listMeta(page: number, limit: number, total: number): ListMeta {
  const totalPages = Math.ceil(total / limit);
  return {
    page,
    limit,
    total,
    totalPages,
    hasNextPage: page < totalPages,
    hasPrevPage: page > 1,
  };
}
