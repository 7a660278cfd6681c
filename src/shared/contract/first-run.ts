import { z } from 'zod';
import { route } from './route.ts';

/** The steps of the first day, in their order; each may be left out and done later elsewhere. */
export const firstRunSteps = [
  'language',
  'data',
  'restaurant',
  'relay',
  'printer',
  'manager',
  'menu',
  'ticket',
  'done',
] as const;
export const FirstRunStep = z.enum(firstRunSteps);
export type FirstRunStep = z.infer<typeof FirstRunStep>;

export const firstRunRoutes = {
  /** Kept at the branch, so that a reload or a crash goes on where it was; null ends it for good. */
  moveFirstRun: route({
    method: 'PUT',
    path: '/api/first-run',
    permission: 'change_settings',
    input: z.object({ step: FirstRunStep.nullable() }),
    reply: z.object({}),
  }),
  /** A menu to try things out with, all of it or nothing; leaves a menu that has products as it is. */
  addSampleMenu: route({
    method: 'POST',
    path: '/api/first-run/sample-menu',
    permission: 'change_menu',
    input: z.object({}),
    reply: z.object({ productCount: z.int().nonnegative() }),
  }),
} as const;
