import { z } from 'zod';

/** What a company's log of changes knows, sorted by the part of the console it happened in. */
export const auditAreas = {
  sign_ins: ['signed_in', 'sign_in_failed'],
  people: ['company_created', 'user_created'],
  branches: [
    'branch_created',
    'branch_changed',
    'pairing_code_made',
    'device_enrolled',
    'device_renamed',
    'device_revoked',
    'availability_wished',
  ],
  platforms: [
    'connection_created',
    'connection_changed',
    'credentials_changed',
    'store_linked',
    'store_unlinked',
    'menu_published',
    'call_replayed',
    'calls_replayed',
  ],
  printing: ['print_requested', 'template_saved'],
} as const;
export type AuditArea = keyof typeof auditAreas;
export const AuditArea = z.enum(Object.keys(auditAreas) as [AuditArea, ...AuditArea[]]);

export const auditActions = Object.values(auditAreas).flat();
export const AuditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof AuditAction>;

/** One thing that somebody did; never changed and never deleted afterwards. */
export const AuditEntry = z.object({
  id: z.int(),
  atMs: z.int().nonnegative(),
  /** Null where it concerns no company: the sign-ins of the relay's own people. */
  companyId: z.string().nullable(),
  action: AuditAction,
  /** Null for a device and for a sign-in that failed. */
  userId: z.string().nullable(),
  /** E-mail address or device as it was called then; empty when nobody knows. */
  by: z.string(),
  /** Address the call came from; empty for what a branch reported. */
  address: z.string(),
  /** What it was done to, as it was called then. */
  target: z.object({ id: z.string(), name: z.string() }),
  /** What was said or chosen; never a secret. */
  details: z.record(z.string(), z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The whole log of a company as a spreadsheet; takes the filters of the list. */
export const auditExportPath = '/api/audit.csv';
