/**
 * Stands in for Electron's runtime where there is none, so that the desktop program itself can be run: the same names, with
 * Node's own processes behind them. Loaded in its place by `fake-electron-hooks.ts`; what it is told to do it tells the test.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

const tell = (event: string, value: unknown) => process.send?.({ event, value });

/** What a test asks for. */
export type Ask =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly url: string;
      readonly request: unknown;
    }
  | { readonly kind: 'second instance' }
  | { readonly kind: 'close window' }
  | { readonly kind: 'crash page' }
  | { readonly kind: 'quit' };

class App extends EventEmitter {
  readonly isPackaged = false;
  whenReady = () => Promise.resolve();
  requestSingleInstanceLock = () => true;
  releaseSingleInstanceLock = () => tell('lock', 'free');
  getVersion = () => '0.1.0';
  getPath = () => process.env.FAKE_USER_DATA ?? '';
  setBadgeCount = (count: number) => tell('badge', count);
  quit() {
    let isHeld = false;
    this.emit('before-quit', { preventDefault: () => (isHeld = true) });
    if (!isHeld) this.exit(0);
  }
  exit = (code: number) => process.exit(code);
}
export const app = new App();

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  readonly session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  });
  setWindowOpenHandler = () => undefined;
}
const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  constructor(options: object) {
    super();
    windows.push(this);
    tell('window', options);
  }
  async loadURL(url: string) {
    this.webContents.mainFrame.url = url;
    tell('load', url);
    // A notice stands at once; a page has to answer.
    if (url.startsWith('http')) await fetch(url, { redirect: 'manual' });
  }
  isMinimized = () => false;
  isFocused = () => false;
  isVisible = () => true;
  show = () => tell('show', true);
  hide = () => tell('show', false);
  focus = () => tell('focus', true);
  flashFrame = (on: boolean) => tell('flash', on);
  #kiosk = false;
  isKiosk = () => this.#kiosk;
  setKiosk = (on: boolean) => {
    this.#kiosk = on;
    tell('kiosk', on);
  };
}

class Port extends EventEmitter {
  readonly #child: ChildProcess;
  readonly stdout;
  readonly stderr;
  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    child.once('exit', (code) => this.emit('exit', code ?? 1));
  }
  postMessage = (message: object) => this.#child.send(message);
  kill = () => this.#child.kill();
}
export const utilityProcess = {
  fork(entry: string, args: string[], { env }: { env: Record<string, string> }) {
    const port = fileURLToPath(new URL('../../src/main/testing/parent-port.ts', import.meta.url));
    const child = fork(entry, args, {
      env,
      execArgv: ['--import', port],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    tell('branch', { pid: child.pid, env });
    return new Port(child);
  },
};

let answer: (event: object, request: unknown) => Promise<unknown> = () =>
  Promise.reject(new Error());
export const ipcMain = {
  handle: (_channel: string, handler: typeof answer) => {
    answer = handler;
  },
};

export class Tray extends EventEmitter {
  setToolTip = (tip: string) => tell('tray', tip);
  setContextMenu = () => undefined;
}
export const Menu = { buildFromTemplate: (items: unknown) => items, setApplicationMenu: () => 0 };
export const nativeImage = { createFromPath: () => ({}) };
export const session = { defaultSession: new WebContents().session };
export const shell = { openPath: () => Promise.resolve('') };
export const dialog = { showErrorBox: (...words: string[]) => tell('error box', words) };
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(Buffer.from(text).toString('hex')),
  decryptString: (sealed: Buffer) => Buffer.from(sealed.toString(), 'hex').toString(),
};
export const contextBridge = {};
export const ipcRenderer = {};

process.on('message', (ask: Ask) => {
  const [window] = windows;
  if (!window) return;
  if (ask.kind === 'second instance') app.emit('second-instance');
  if (ask.kind === 'close window') window.emit('close', { preventDefault: () => undefined });
  if (ask.kind === 'crash page') {
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
  }
  if (ask.kind === 'quit') app.quit();
  if (ask.kind !== 'invoke') return;
  const sender = window.webContents;
  sender.mainFrame.url = ask.url;
  answer({ sender, senderFrame: sender.mainFrame }, ask.request).then(
    (reply) => tell('reply', { id: ask.id, reply }),
    (error: unknown) => tell('reply', { id: ask.id, refused: String(error) }),
  );
});
