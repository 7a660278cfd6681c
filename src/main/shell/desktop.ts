import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeImage, safeStorage, session, shell } from 'electron';
import { signInUrl } from '../../shared/contract/branch-api.ts';
import { shellChannel, type ShellApi, type ShellState } from '../../shared/contract/shell.ts';
import { systemClock } from '../../shared/kit/clock.ts';
import { compose, type Part } from '../../shared/kit/lifecycle.ts';
import { systemRandom } from '../../shared/kit/random.ts';
import { answerCall } from './answer-call.ts';
import { applicationMenu } from './application-menu.ts';
import { Attention, type AttentionFrame } from './attention.ts';
import { forkBranch } from './branch-process.ts';
import { BranchSupervisor, type BranchProcessState } from './branch-supervisor.ts';
import { openCrashLog, type CrashLog } from './crash-log.ts';
import { getSealingKey, type SealingKey } from './key-store.ts';
import { lockContents, lockSession } from './security.ts';
import { readFeedUrl, readService } from './serving-branch.ts';
import { openShellSettings, type ShellSettingsFile } from './shell-settings.ts';
import { autostartEntry, loginItemStart, type StartAtLogin } from './start-at-login.ts';
import { isStuck, TillPage } from './till-page.ts';
import { createTray } from './tray.ts';
import { trayMenu } from './tray-menu.ts';
import { electronPorts } from './updates/electron-ports.ts';
import { Updater } from './updates/updater.ts';
import { bringToFront, createTillWindow } from './window.ts';

export interface DesktopOptions {
  /** The built headless branch server. */
  readonly branchEntry: string;
  /** Folder of the pictures of tray and taskbar. */
  readonly picturesDir: string;
  /** The makers' key for updates; undefined in a build without one. */
  readonly updateKey: string | undefined;
  readonly environment: Record<string, string>;
}

/** The desktop program: the branch server in its own process, one window, a sign in the tray. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #crashes: CrashLog;
  readonly #settings: ShellSettingsFile;
  readonly #startAtLogin: StartAtLogin;
  readonly #window: Electron.BrowserWindow;
  readonly #attention: Attention;
  readonly #page: TillPage;
  readonly #updater: Updater;
  readonly #parts: Part;
  readonly #sealingKey: SealingKey;
  #tray: ReturnType<typeof createTray> | undefined;
  #state: BranchProcessState = { kind: 'starting' };
  #isTillShown = false;
  #isQuitting = false;

  constructor(options: DesktopOptions) {
    const data = app.getPath('userData');
    this.#options = options;
    this.#crashes = openCrashLog(join(data, 'crashes.log'), systemClock);
    this.#settings = openShellSettings(join(data, 'shell.json'));
    this.#startAtLogin = startAtLogin(options.environment);
    this.#sealingKey = getSealingKey(safeStorage, join(data, 'sealing-key'));
    this.#window = createTillWindow(this.#settings.read().kiosk);
    this.#attention = new Attention(this.#attentionFrame());
    this.#page = new TillPage({
      frame: { load: (url) => this.#window.loadURL(url) },
      clock: systemClock,
      signIn: ({ url, tokenFile }) => signInUrl(url, readFileSync(tokenFile, 'utf8').trim()),
      onChange: (isShown) => {
        this.#isTillShown = isShown;
        this.#judgeHealth();
      },
    });
    const supervisor = new BranchSupervisor({
      clock: systemClock,
      random: systemRandom,
      fork: () => this.#fork(join(data, 'branch')),
      onState: (state) => this.#follow(state),
    });
    this.#updater = this.#createUpdater(join(data, 'updates'));
    this.#parts = compose('desktop', [supervisor, this.#updater]);
  }

  async start(): Promise<void> {
    this.#watchCrashes();
    const menu = applicationMenu(process.platform, app.isPackaged);
    if (menu !== 'default') Menu.setApplicationMenu(menu && Menu.buildFromTemplate(menu));
    lockSession(session.defaultSession);
    app.on('web-contents-created', (_event, contents) =>
      lockContents(contents, () => this.#home()),
    );
    lockContents(this.#window.webContents, () => this.#home());
    ipcMain.handle(shellChannel, (event, request: unknown) =>
      answerCall(this.#api(), this.#home(), senderOf(event), request),
    );
    this.#startWithTheComputer();
    this.#tray = createTray(join(this.#options.picturesDir, 'tray.png'), {
      show: () => this.show(),
      quit: () => app.quit(),
    });
    this.#sayInTray();
    this.#window.on('focus', () => this.#attention.focused());
    // Closing the window leaves the branch serving: the kitchen's tablets and printers depend on it.
    this.#window.on('close', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      // A till that fills the screen is not left by a slip on the keyboard.
      if (!this.#window.isKiosk()) this.#window.hide();
    });
    app.on('activate', () => this.show());
    app.on('before-quit', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      void this.#end().finally(() => app.quit());
    });
    await this.#parts.start();
  }

  /** Somebody started the program a second time, or wants the till back. */
  show(): void {
    bringToFront(this.#window);
  }

  #follow(state: BranchProcessState): void {
    this.#state = state;
    if (state.kind === 'restarting') this.#crashes.write('branch server', { ...state });
    this.#judgeHealth();
    this.#sayInTray();
    if (state.kind === 'stopped') return;
    void this.#page.follow(state);
    // A till that cannot come up must not keep people from the computer it stands on.
    this.#window.setKiosk(this.#settings.read().kiosk && !isStuck(state));
  }

  #judgeHealth(): void {
    this.#updater.health(this.#isTillShown && this.#state.kind === 'serving');
  }

  #sayInTray(): void {
    this.#tray?.say(trayMenu(this.#state, this.#attention.waiting));
  }

  #home(): string | undefined {
    return this.#state.kind === 'serving' ? this.#state.url : undefined;
  }

  #fork(dataDir: string) {
    const { branchEntry, environment } = this.#options;
    const key = this.#sealingKey;
    return forkBranch({
      entry: branchEntry,
      environment: { BRANCH_DATA_DIR: dataDir, ...environment },
      secretKey: key.kind === 'key_store' ? key.key : '',
    });
  }

  #attentionFrame(): AttentionFrame {
    const dot = nativeImage.createFromPath(join(this.#options.picturesDir, 'new-orders.png'));
    return {
      isFocused: () => this.#window.isFocused(),
      isVisible: () => this.#window.isVisible(),
      showBehind: () => this.#window.showInactive(),
      flash: (on) => this.#window.flashFrame(on),
      badge: (count) => {
        if (process.platform === 'win32') {
          this.#window.setOverlayIcon(count > 0 ? dot : null, String(count));
        } else app.setBadgeCount(count);
      },
    };
  }

  #createUpdater(folder: string): Updater {
    const { environment, updateKey } = this.#options;
    const serving = () => {
      if (this.#state.kind !== 'serving') throw new Error('the branch server does not serve');
      return this.#state;
    };
    return new Updater({
      ...electronPorts({
        folder,
        environment,
        clock: systemClock,
        appImage: environment.APPIMAGE ?? '',
        feedUrl: async () => readFeedUrl(serving()),
        end: () => this.#end(),
      }),
      clock: systemClock,
      publicKey: updateKey,
      readService: async () => readService(serving()),
      onState: () => undefined,
      log: (message, details) => this.#crashes.write(message, details),
    });
  }

  #startWithTheComputer(): void {
    // A developer's Electron knows no program to start.
    if (!app.isPackaged) return;
    if (this.#settings.read().askedToStart) {
      this.#startAtLogin.refresh();
      return;
    }
    this.#startAtLogin.set(true);
    this.#settings.change({ askedToStart: true });
  }

  #api(): ShellApi {
    const state = async () => this.#shellState();
    return {
      readShell: state,
      setStartAtLogin: async ({ on }) => {
        this.#startAtLogin.set(on);
        return this.#shellState();
      },
      setKiosk: async ({ on }) => {
        this.#window.setKiosk(on);
        this.#settings.change({ kiosk: on });
        return this.#shellState();
      },
      checkForUpdate: () => this.#updater.check().then(state),
      installUpdate: () => this.#updater.install().then(state),
      showLogs: async () => {
        await shell.openPath(app.getPath('userData'));
        return {};
      },
      tellWaiting: async ({ orders }) => {
        this.#attention.tell(orders);
        this.#sayInTray();
        return {};
      },
    };
  }

  #shellState(): ShellState {
    return {
      version: app.getVersion(),
      startAtLogin: this.#startAtLogin.isOn(),
      kiosk: this.#settings.read().kiosk,
      update: this.#updater.state,
      secrets: this.#sealingKey.kind,
    };
  }

  #watchCrashes(): void {
    const contents = this.#window.webContents;
    if (this.#sealingKey.kind === 'locked') {
      this.#crashes.write('key store', { error: this.#sealingKey.why });
    }
    process.on('uncaughtException', (error) =>
      this.#crashes.write('desktop program', { error: error.stack ?? String(error) }),
    );
    app.on('child-process-gone', (_event, details) =>
      this.#crashes.write('child process', { ...details }),
    );
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#crashes.write('window', { reason, exitCode });
      void this.#page.lost();
    });
    // A page that hangs takes no order: it is ended and comes back.
    contents.on('unresponsive', () => contents.forcefullyCrashRenderer());
    contents.on('did-fail-load', (_event, ...[code, , , isMainFrame]) => {
      if (isMainFrame && code !== wasAborted) void this.#page.lost();
    });
  }

  /** Lets the branch server finish. Nothing keeps the program open afterwards. */
  async #end(): Promise<void> {
    this.#isQuitting = true;
    await this.#parts.stop();
  }
}

/** The page gave way to another one. @source Chromium, net/base/net_error_list.h */
const wasAborted = -3;

function startAtLogin(environment: Readonly<Record<string, string>>): StartAtLogin {
  if (process.platform !== 'linux') return loginItemStart(app);
  const file = join(app.getPath('appData'), 'autostart', 'wasla.desktop');
  return autostartEntry(file, environment.APPIMAGE ?? process.execPath);
}

function senderOf(event: Electron.IpcMainInvokeEvent): { url: string; isTopFrame: boolean } {
  const { senderFrame, sender } = event;
  return { url: senderFrame?.url ?? '', isTopFrame: senderFrame === sender.mainFrame };
}
