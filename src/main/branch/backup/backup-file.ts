import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupManifest } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { syncFolderOf } from './sync-folder.ts';

/** One line of JSON, then the database, compressed. */
const longestManifestBytes = 4_096;
/** Five times smaller at the least effort; the next levels cost a slow PC more than they save. */
const gzipLevel = 1;

/** Writes beside and renames into place: the name appears only with everything behind it. */
export async function writeBackupFile(
  database: string,
  target: string,
  facts: Omit<BackupManifest, 'format' | 'databaseBytes' | 'sha256'>,
): Promise<void> {
  const manifest: BackupManifest = { format: 1, ...facts, ...(await digestOf(database)) };
  const part = `${target}.part`;
  const output = createWriteStream(part, { mode: 0o600, flush: true });
  output.write(`${JSON.stringify(manifest)}\n`);
  await pipeline(createReadStream(database), createGzip({ level: gzipLevel }), output);
  await rename(part, target);
  syncFolderOf(target);
}

/** @throws AppError `backup.damaged` when it is no backup of this product */
export async function readManifest(
  file: string,
): Promise<{ manifest: BackupManifest; manifestBytes: number }> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestManifestBytes));
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    const parsed = BackupManifest.safeParse(fromJson(buffer.toString('utf8', 0, Math.max(end, 0))));
    if (!parsed.success) throw new AppError('backup.damaged', 'the file begins with no manifest');
    return { manifest: parsed.data, manifestBytes: end + 1 };
  } finally {
    await handle.close();
  }
}

/**
 * Takes the database out of a backup. What comes out is exactly what went in, or nothing does.
 *
 * @throws AppError `backup.damaged`
 */
export async function unpackBackup(file: string, target: string): Promise<BackupManifest> {
  const { manifest, manifestBytes } = await readManifest(file);
  try {
    await pipeline(
      createReadStream(file, { start: manifestBytes }),
      createGunzip(),
      // A file that claims to hold little must not fill the disk.
      atMost(manifest.databaseBytes),
      createWriteStream(target, { mode: 0o600, flush: true }),
    );
  } catch (cause) {
    await rm(target, { force: true });
    if (isNoSpace(cause)) throw new AppError('backup.not_made', 'the disk is full', { cause });
    throw new AppError('backup.damaged', 'the file cannot be unpacked', { cause });
  }
  const { databaseBytes, sha256 } = await digestOf(target);
  if (databaseBytes === manifest.databaseBytes && sha256 === manifest.sha256) return manifest;
  await rm(target, { force: true });
  throw new AppError('backup.damaged', 'the content has another checksum');
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(new Error('longer than its manifest says'));
      else done(null, chunk);
    },
  });
}

async function digestOf(file: string): Promise<{ databaseBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let databaseBytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    databaseBytes += chunk.length;
  }
  return { databaseBytes, sha256: hash.digest('hex') };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
