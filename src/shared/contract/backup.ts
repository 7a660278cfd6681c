import { z } from 'zod';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();

/** First line of a backup file: what the rest of it holds, so that a person can choose and a program can check. */
export const BackupManifest = z.object({
  format: z.literal(1),
  madeAtMs: AtMs,
  kind: z.enum(['daily', 'manual']),
  branchName: z.string(),
  appVersion: z.string(),
  /** Shape of the database inside; one of a newer program cannot be read. */
  schemaVersion: z.int().positive(),
  /** Of the database as it comes out. */
  databaseBytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

export const Backup = BackupManifest.extend({ name: z.string(), fileBytes: z.int().positive() });
export type Backup = z.infer<typeof Backup>;

/** A backup that was read whole and found sound. */
export const RestoreOffer = z.object({ id: z.string(), backup: BackupManifest });
export type RestoreOffer = z.infer<typeof RestoreOffer>;

const Backups = z.object({
  /** Newest first. */
  backups: z.array(Backup),
  /** Where they lie on the counter PC. */
  folder: z.string(),
  /** When the daily backup last failed with nothing made since; null when all is well. */
  failedAtMs: AtMs.nullable(),
  /** Of what this branch came out of; null when it was never restored. */
  restored: z.object({ madeAtMs: AtMs, restoredAtMs: AtMs }).nullable(),
});
export type Backups = z.infer<typeof Backups>;

const Named = z.object({ name: z.string().min(1).max(120) });

export const backupRoutes = {
  listBackups: route({
    method: 'GET',
    path: '/api/backups',
    permission: 'change_settings',
    input: z.object({}),
    reply: Backups,
  }),
  /** Answers once the file is on the disk and was checked. */
  makeBackup: route({
    method: 'POST',
    path: '/api/backups',
    permission: 'change_settings',
    input: z.object({}),
    reply: z.object({ backup: Backup }),
  }),
  /** Reads a backup of this PC whole; nothing changes yet. */
  checkBackup: route({
    method: 'POST',
    path: '/api/backups/:name/check',
    permission: 'change_settings',
    input: Named,
    reply: RestoreOffer,
  }),
  /**
   * Puts a checked backup in the place of the present data and starts the branch server anew. What was there
   * is kept beside it.
   */
  restoreBackup: route({
    method: 'POST',
    path: '/api/restores/:id',
    permission: 'change_settings',
    input: z.object({ id: z.string().min(1).max(80) }),
    reply: z.object({}),
  }),
} as const;

/** Files travel as they are and not as JSON: GET gives one, POST takes one and answers a `RestoreOffer`. */
export const backupFileRoute = { method: 'GET', path: '/api/backups/:name/file' } as const;
export const backupUploadRoute = { method: 'POST', path: '/api/restores' } as const;
export const backupMediaType = 'application/octet-stream';
export const backupEnding = '.wasla-backup';
