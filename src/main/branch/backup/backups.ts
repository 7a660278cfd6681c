import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Backup, backupEnding, type BackupManifest } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db } from '../database/index.ts';
import { readManifest, writeBackupFile } from './backup-file.ts';
import { demandSound } from './sound-copy.ts';

export interface BackupsDeps {
  readonly db: Db;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appVersion: string;
  branchName(): string;
}

/** The backup files of this PC. One is made at a time; selling goes on meanwhile. */
export class BackupFolder {
  readonly folder: string;
  readonly #deps: BackupsDeps;
  #making: Promise<unknown> = Promise.resolve();

  constructor(deps: BackupsDeps) {
    this.#deps = deps;
    this.folder = join(deps.dataDir, 'backups');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.folder)) {
      // Left by a process that was killed in the middle.
      if (!name.endsWith(backupEnding)) rmSync(join(this.folder, name), { recursive: true });
    }
  }

  /** Newest first; a file that is no backup is left out. */
  async list(): Promise<Backup[]> {
    const names = readdirSync(this.folder).filter((name) => name.endsWith(backupEnding));
    const found = await Promise.all(names.map((name) => this.#read(name).catch(() => undefined)));
    return found
      .filter((backup) => backup !== undefined)
      .sort((a, b) => b.madeAtMs - a.madeAtMs || (a.name < b.name ? 1 : -1));
  }

  /** @throws AppError `backup.not_found` */
  pathOf(name: string): string {
    const path = join(this.folder, name);
    // Only what stands in the folder: a name that leads out of it is none of these.
    if (!name.endsWith(backupEnding) || !readdirSync(this.folder).includes(name)) {
      throw new AppError('backup.not_found', 'no backup of that name');
    }
    return path;
  }

  /** @throws AppError `backup.not_made` when the disk is full or the database itself is not sound */
  make(kind: BackupManifest['kind']): Promise<Backup> {
    const made = this.#making.then(() => this.#make(kind));
    this.#making = made.catch(() => undefined);
    return made;
  }

  /** Deletes all but the newest of a kind. */
  async keep(kind: BackupManifest['kind'], count: number): Promise<void> {
    const ofKind = (await this.list()).filter((backup) => backup.kind === kind);
    await Promise.all(ofKind.slice(count).map(({ name }) => rm(join(this.folder, name))));
  }

  async #make(kind: BackupManifest['kind']): Promise<Backup> {
    const { db, clock, ids, appVersion } = this.#deps;
    const copy = join(this.folder, 'copy.db');
    const madeAtMs = clock.now();
    const stamp = new Date(madeAtMs).toISOString().replaceAll(':', '-').slice(0, 19);
    const name = `wasla-${stamp}-${ids('bak').slice(-6)}${backupEnding}`;
    try {
      await rm(copy, { force: true });
      await db.backup(copy);
      const schemaVersion = await demandSound(copy);
      await writeBackupFile(copy, join(this.folder, name), {
        madeAtMs,
        kind,
        appVersion,
        schemaVersion,
        branchName: this.#deps.branchName(),
      });
      return await this.#read(name);
    } catch (cause) {
      throw new AppError('backup.not_made', 'nothing was kept', { cause });
    } finally {
      for (const file of [copy, `${copy}-wal`, `${copy}-shm`, join(this.folder, `${name}.part`)]) {
        if (existsSync(file)) await rm(file);
      }
    }
  }

  async #read(name: string): Promise<Backup> {
    const file = join(this.folder, name);
    const { manifest } = await readManifest(file);
    return { ...manifest, name, fileBytes: statSync(file).size };
  }
}
