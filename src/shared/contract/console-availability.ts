import { z } from 'zod';
import { MenuName, Outage, OutageSpan } from './menu.ts';
import { route } from './route.ts';

/** Something that a branch cannot sell for a time, as it said itself. */
export const BranchOutage = Outage.extend({ name: MenuName });
export type BranchOutage = z.infer<typeof BranchOutage>;

const Id = z.object({ id: z.string().min(1) });

export const availabilityRoutes = {
  listBranchOutages: route({
    method: 'GET',
    path: '/api/branches/:id/outages',
    input: Id,
    reply: z.object({ outages: z.array(BranchOutage) }),
  }),
  /** Asks the branch to take something off or bring it back; its own word follows once it has. */
  wishAvailability: route({
    method: 'PUT',
    path: '/api/branches/:id/availability',
    input: Id.extend({
      kind: z.enum(['product', 'option']),
      itemId: z.string().min(1),
      out: OutageSpan,
    }),
    reply: z.object({}),
  }),
} as const;
