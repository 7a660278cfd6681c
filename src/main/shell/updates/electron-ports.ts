import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { app } from 'electron';
import electronUpdater from 'electron-updater';
import { secondMs } from '../../../shared/kit/clock.ts';
import { replaceFile } from '../replace-file.ts';
import type { Installer } from './manifest.ts';
import { emptyJournal, UpdateJournal } from './trial.ts';
import type { UpdaterPorts } from './updater.ts';
import { wayBackCommand } from './way-back.ts';

const fetchTimeoutMs = 30 * secondMs;

type ElectronPorts = Pick<
  UpdaterPorts,
  | 'readJournal'
  | 'writeJournal'
  | 'fetchFile'
  | 'download'
  | 'sha512'
  | 'keepWayBack'
  | 'install'
  | 'goBack'
>;

export interface ElectronPortOptions {
  /** Where the journal and the kept installers lie. */
  readonly folder: string;
  /** Path of the running AppImage; empty for any other kind of installation. */
  readonly appImage: string;
  /** The relay's folder of updates, with a slash at its end; throws while there is no relay. */
  readonly feedUrl: () => Promise<string>;
}

/**
 * Updates by electron-updater, which downloads in parts and knows each kind of installation.
 *
 * @source electron-builder documentation, "Auto Update", generic provider
 */
export function electronPorts({ folder, appImage, feedUrl }: ElectronPortOptions): ElectronPorts {
  mkdirSync(folder, { recursive: true });
  const journalFile = join(folder, 'journal.json');
  const fetchFile = async (name: string) => {
    const signal = AbortSignal.timeout(fetchTimeoutMs);
    const response = await fetch((await feedUrl()) + name, { signal });
    if (!response.ok) throw new Error(`${name}: the relay answers ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  return {
    fetchFile,
    readJournal: () => readJournal(journalFile),
    writeJournal: (journal) => replaceFile(journalFile, JSON.stringify(journal)),
    download: async () => download(await feedUrl()),
    sha512,
    async keepWayBack(installer) {
      const kept = join(folder, `wasla-${app.getVersion()}`);
      if (appImage !== '') copyFileSync(appImage, kept);
      else if (!existsSync(kept)) await keep(kept, installer, fetchFile);
      return kept;
    },
    install: () => electronUpdater.autoUpdater.quitAndInstall(true, true),
    goBack(wayBack) {
      const command = wayBackCommand(process.platform, wayBack, appImage);
      if (!command || !existsSync(wayBack)) return false;
      spawn(command.command, command.args, { detached: true, stdio: 'ignore' }).unref();
      app.exit(0);
      return true;
    },
  };
}

function readJournal(file: string): UpdateJournal {
  if (!existsSync(file)) return emptyJournal;
  try {
    return UpdateJournal.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return emptyJournal;
  }
}

async function download(feedUrl: string): Promise<string | undefined> {
  const { autoUpdater } = electronUpdater;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.setFeedURL({ provider: 'generic', url: feedUrl });
  const found = await autoUpdater.checkForUpdates();
  const files = await found?.downloadPromise;
  return files?.[0];
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
}

async function keep(
  path: string,
  installer: Installer | undefined,
  fetchFile: (name: string) => Promise<Uint8Array>,
): Promise<void> {
  if (!installer) throw new Error('the relay has no installer of the running version');
  const content = await fetchFile(installer.file);
  if (createHash('sha512').update(content).digest('base64') !== installer.sha512) {
    throw new Error('the kept installer is not the one the makers signed');
  }
  replaceFile(path, content);
}
