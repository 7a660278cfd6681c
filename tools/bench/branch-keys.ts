import { z } from 'zod';

/** The file that the process of the idle branches reads. */
export const BranchKeys = z.array(z.object({ deviceId: z.string(), privateKey: z.string() }));
export type BranchKey = z.infer<typeof BranchKeys>[number];
