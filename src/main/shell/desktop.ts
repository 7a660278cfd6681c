import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, ipcMain, safeStorage, session, shell, type BrowserWindow } from 'electron';
import { signInUrl } from '../../shared/contract/branch-api.ts';
import { shellChannel, type ShellApi, type ShellState } from '../../shared/contract/shell.ts';
import { systemClock } from '../../shared/kit/clock.ts';
import { compose, type Part } from '../../shared/kit/lifecycle.ts';
import { systemRandom } from '../../shared/kit/random.ts';
import { answerCall } from './answer-call.ts';
import { forkBranch } from './branch-process.ts';
import { BranchSupervisor, type BranchProcessState } from './branch-supervisor.ts';
import { openCrashLog, type CrashLog } from './crash-log.ts';
import { getSealingKey } from './key-store.ts';
import { lockContents, lockSession } from './security.ts';
import { openShellSettings, type ShellSettingsFile } from './shell-settings.ts';
import { setStartAtLogin } from './start-at-login.ts';
import { TillPage } from './till-page.ts';
import { createTray } from './tray.ts';
import { readServing, type ServingBranch } from './serving-branch.ts';
import { electronPorts } from './updates/electron-ports.ts';
import { Updater } from './updates/updater.ts';
import { createTillWindow } from './window.ts';

export interface DesktopOptions {
  /** The built headless branch server. */
  readonly branchEntry: string;
  readonly icon: string;
  /** The makers' key for updates; undefined in a build without one. */
  readonly updateKey: string | undefined;
  readonly environment: Record<string, string>;
}

/** The desktop program: the branch server in its own process, one window, a sign in the tray. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #crashes: CrashLog;
  readonly #settings: ShellSettingsFile;
  readonly #window: BrowserWindow;
  readonly #page: TillPage;
  readonly #updater: Updater;
  readonly #parts: Part;
  readonly #sealingKey: string | undefined;
  #serving: ServingBranch | undefined;
  #isQuitting = false;

  constructor(options: DesktopOptions) {
    const data = app.getPath('userData');
    this.#options = options;
    this.#crashes = openCrashLog(join(data, 'crashes.log'), systemClock);
    this.#settings = openShellSettings(join(data, 'shell.json'));
    this.#sealingKey = this.#openKeyStore(join(data, 'sealing-key'));
    this.#window = createTillWindow(this.#settings.read().kiosk);
    this.#page = new TillPage({
      frame: { load: (url) => this.#window.loadURL(url) },
      clock: systemClock,
      signIn: ({ url, tokenFile }) => signInUrl(url, readFileSync(tokenFile, 'utf8').trim()),
      onShown: () => this.#updater.healthy(),
    });
    const supervisor = new BranchSupervisor({
      clock: systemClock,
      random: systemRandom,
      fork: () => forkBranch(options.branchEntry, this.#branchEnvironment(data)),
      onState: (state) => this.#follow(state),
    });
    this.#updater = this.#createUpdater(join(data, 'updates'));
    this.#parts = compose('desktop', [supervisor, this.#updater]);
  }

  async start(): Promise<void> {
    this.#watchCrashes();
    lockSession(session.defaultSession);
    app.on('web-contents-created', (_event, contents) =>
      lockContents(contents, () => this.#home()),
    );
    lockContents(this.#window.webContents, () => this.#home());
    ipcMain.handle(shellChannel, (event, request: { name: unknown; input: unknown }) =>
      answerCall(this.#api(), this.#home(), senderOf(event), request),
    );
    setStartAtLogin(app, this.#settings.read().startAtLogin, this.#options.environment);
    createTray(this.#options.icon, this.#window, () => app.quit());
    // Closing the window leaves the branch serving: the kitchen's tablets and printers depend on it.
    this.#window.on('close', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      this.#window.hide();
    });
    app.on('before-quit', (event) => this.#quit(event));
    await this.#parts.start();
  }

  /** Somebody started the program a second time. */
  show(): void {
    this.#window.show();
    this.#window.focus();
  }

  #follow(state: BranchProcessState): void {
    this.#serving = state.kind === 'serving' ? state : undefined;
    if (state.kind === 'restarting') this.#crashes.write('branch server', { ...state });
    if (state.kind !== 'stopped') void this.#page.follow(state);
  }

  #home(): string | undefined {
    return this.#serving?.url;
  }

  #branchEnvironment(data: string): Record<string, string> {
    return {
      BRANCH_DATA_DIR: join(data, 'branch'),
      ...this.#options.environment,
      ...(this.#sealingKey !== undefined && { BRANCH_SECRET_KEY: this.#sealingKey }),
    };
  }

  #openKeyStore(file: string): string | undefined {
    try {
      return getSealingKey(safeStorage, file);
    } catch (error) {
      this.#crashes.write('key store', { error: String(error) });
      return undefined;
    }
  }

  #createUpdater(folder: string): Updater {
    const serving = () => {
      if (!this.#serving) throw new Error('the branch server does not serve');
      return readServing(this.#serving);
    };
    return new Updater({
      ...electronPorts({
        folder,
        appImage: this.#options.environment.APPIMAGE ?? '',
        feedUrl: async () => (await serving()).updatesUrl,
      }),
      clock: systemClock,
      running: app.getVersion(),
      platform: process.platform,
      publicKey: this.#options.updateKey,
      readService: serving,
      onState: () => undefined,
      log: (message, details) => this.#crashes.write(message, details),
    });
  }

  #api(): ShellApi {
    const state = async () => this.#state();
    return {
      readShell: state,
      setStartAtLogin: async ({ on }) => {
        setStartAtLogin(app, on, this.#options.environment);
        this.#settings.change({ startAtLogin: on });
        return this.#state();
      },
      setKiosk: async ({ on }) => {
        this.#window.setKiosk(on);
        this.#settings.change({ kiosk: on });
        return this.#state();
      },
      checkForUpdate: () => this.#updater.check().then(state),
      installUpdate: () => this.#updater.install().then(state),
      showLogs: async () => {
        await shell.openPath(app.getPath('userData'));
        return {};
      },
    };
  }

  #state(): ShellState {
    return {
      version: app.getVersion(),
      ...this.#settings.read(),
      update: this.#updater.state,
      secrets: this.#sealingKey === undefined ? 'file' : 'key_store',
    };
  }

  #watchCrashes(): void {
    process.on('uncaughtException', (error) =>
      this.#crashes.write('desktop program', { error: error.stack ?? String(error) }),
    );
    app.on('child-process-gone', (_event, details) =>
      this.#crashes.write('child process', { ...details }),
    );
    this.#window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#crashes.write('window', { reason, exitCode });
      void this.#page.lost();
    });
  }

  #quit(event: { preventDefault(): void }): void {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    event.preventDefault();
    void this.#parts.stop().finally(() => app.quit());
  }
}

function senderOf(event: Electron.IpcMainInvokeEvent): { url: string; isTopFrame: boolean } {
  const { senderFrame, sender } = event;
  return { url: senderFrame?.url ?? '', isTopFrame: senderFrame === sender.mainFrame };
}
