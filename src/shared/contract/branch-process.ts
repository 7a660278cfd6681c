import { z } from 'zod';

/** Why a branch server could not run, as far as a person can do something about it. */
export const branchFailureReasons = [
  'port_taken',
  'data_in_use',
  /** A newer program wrote the data. */
  'data_newer',
  'data_damaged',
  'disk_full',
  'no_access',
  'unknown',
] as const;
export type BranchFailureReason = (typeof branchFailureReasons)[number];

/** Printed as `ready {json}`, once, when the branch server serves. */
export const BranchReady = z.object({ url: z.url(), tokenFile: z.string().min(1) });
export type BranchReady = z.infer<typeof BranchReady>;

/** Printed as `failed {json}` before a branch server that cannot run ends. */
export const BranchFailed = z.object({
  reason: z.enum(branchFailureReasons),
  /** The program's own words, for support. */
  detail: z.string(),
});
export type BranchFailed = z.infer<typeof BranchFailed>;

/** What the desktop program tells its branch server over their message port, where no other process can read it. */
export const BranchOrder = z.discriminatedUnion('kind', [
  /** First, and once. @see BRANCH_SECRET_KEY, which a branch server of its own takes instead */
  z.object({ kind: z.literal('start'), secretKey: z.string() }),
  /** Finish what is in hand, then end. */
  z.object({ kind: z.literal('stop') }),
]);
export type BranchOrder = z.infer<typeof BranchOrder>;

const line = /^(ready|failed) (\{.*\})$/;

export type BranchWord =
  | { readonly kind: 'ready'; readonly ready: BranchReady }
  | { readonly kind: 'failed'; readonly failed: BranchFailed };

/** What a line of a branch server's output says; undefined for anything that is not one of the two. */
export function readBranchLine(text: string): BranchWord | undefined {
  const [, kind, json = ''] = line.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const content = parsed(json);
  if (kind === 'ready') {
    const { data } = BranchReady.safeParse(content);
    return data && { kind, ready: data };
  }
  const { data } = BranchFailed.safeParse(content);
  return data && { kind: 'failed', failed: data };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
