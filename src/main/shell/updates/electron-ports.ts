import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { app } from 'electron';
import electronUpdater from 'electron-updater';
import { minuteMs, secondMs, type Clock } from '../../../shared/kit/clock.ts';
import { trialMs } from './trial.ts';
import { openUpdateFiles, sha512, type UpdateFilesOptions } from './update-files.ts';
import type { UpdaterPorts } from './updater.ts';
import { canGoBack, wayBackCommand, type WayBack } from './way-back.ts';

/** The installer's own time, then the trial's: whoever has not spoken by then never will. */
const watchMs = trialMs + 3 * minuteMs;
/** An installer that takes over ends this program at once. */
const takeOverMs = 30 * secondMs;

type ElectronPorts = Omit<UpdaterPorts, 'publicKey' | 'readService' | 'onState' | 'log' | 'clock'>;

export interface ElectronPortOptions extends Omit<UpdateFilesOptions, 'running'> {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string>>;
  /** Lets the branch server finish, and stays closed. */
  readonly end: () => Promise<void>;
}

/**
 * Updates by electron-updater, which downloads in parts and knows each kind of installation.
 *
 * @source electron-builder documentation, "Auto Update", generic provider
 */
export function electronPorts(options: ElectronPortOptions): ElectronPorts {
  const { appImage, feedUrl, clock, environment, end } = options;
  const running = app.getVersion();
  const files = openUpdateFiles({ ...options, running });
  const { settledFile, settle, readJournal, writeJournal, readList, keepWayBack } = files;
  /** The next instance must find the place free, or it would leave again. */
  const leave = async () => {
    await end();
    app.releaseSingleInstanceLock();
  };
  const bringBack = (way: Pick<WayBack, 'kept' | 'settledFile' | 'waitSeconds'>) => {
    const found = wayBackCommand(process.platform, { ...way, appImage, pid: process.pid });
    if (!found) return;
    const env = { ...environment, ...found.env };
    const detached = { detached: true, stdio: 'ignore', windowsHide: true, env } as const;
    spawn(found.command, found.args, detached).unref();
  };
  return {
    settle,
    readJournal,
    writeJournal,
    readList,
    keepWayBack,
    sha512,
    running,
    platform: process.platform,
    canGoBack: canGoBack(process.platform, appImage),
    download: async () => download(await feedUrl()),
    install(wayBack) {
      files.unsettle();
      bringBack({ kept: wayBack, settledFile, waitSeconds: watchMs / secondMs });
      void leave().finally(() => {
        // Without a branch server this program is worth nothing: it starts anew if the installer does not take over.
        clock.after(takeOverMs, () => {
          app.relaunch(appImage === '' ? {} : { execPath: appImage });
          app.exit(0);
        });
        electronUpdater.autoUpdater.quitAndInstall(true, true);
      });
    },
    goBack(wayBack) {
      if (!existsSync(wayBack)) return false;
      void leave().finally(() => {
        bringBack({ kept: wayBack, settledFile: '', waitSeconds: 0 });
        app.exit(0);
      });
      return true;
    },
  };
}

async function download(feedUrl: string | undefined): Promise<string | undefined> {
  if (feedUrl === undefined) return undefined;
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = null;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.setFeedURL({ provider: 'generic', url: feedUrl });
  const found = await autoUpdater.checkForUpdates();
  const files = await found?.downloadPromise;
  return files?.[0];
}
