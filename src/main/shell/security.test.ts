import { EventEmitter } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { lockContents, lockSession, pageRights } from './security.ts';

const project = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, project), 'utf8');
const sources = globSync('src/main/**/*.ts', { cwd: project })
  .filter((file) => !file.includes('.test.') && !file.includes('/branch/'))
  .map((file) => ({ file, text: read(file) }));
const using = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

/** @source electron/electron, docs/tutorial/security.md, "Checklist: Security recommendations"; its numbers and words */
const checklist: Readonly<Record<string, () => void>> = {
  '1. Only load secure content': () => {
    // The till of this computer, over the loopback, and the notice that is part of the program.
    expect(using(/https?:\/\/(?!127\.0\.0\.1)/)).toEqual([]);
    expect(using(/\.load(URL|File)\(/)).toEqual(['src/main/index.ts', 'src/main/shell/desktop.ts']);
    expect(read('src/main/branch/config.ts')).toContain(
      "BRANCH_HOST: z.string().min(1).default('127.0.0.1')",
    );
  },
  '2. Disable the Node.js integration in all renderers': () => {
    expect(pageRights).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
    expect(using(/new BrowserWindow\(/)).toEqual(['src/main/shell/window.ts']);
    expect(read('src/main/shell/window.ts')).toContain('...pageRights');
    expect(using(/new (WebContentsView|BrowserView)\(/)).toEqual([]);
  },
  '3. Enable context isolation in all renderers': () =>
    expect(pageRights.contextIsolation).toBe(true),
  '4. Enable process sandboxing': () => {
    expect(pageRights.sandbox).toBe(true);
    expect(using(/no-sandbox|disableSandbox/i)).toEqual([]);
    expect(read('electron-builder.yml')).toMatch(/^appImage:\n(  #.*\n)*  executableArgs: \[\]$/m);
  },
  '5. Handle session permission requests': () =>
    // What the handler answers is tested below.
    expect(read('src/main/shell/desktop.ts')).toContain('lockSession(session.defaultSession)'),
  '6. Do not disable webSecurity': () => {
    expect(pageRights.webSecurity).toBe(true);
    expect(using(/disable-web-security|disable-site-isolation/)).toEqual([]);
  },
  '7. Define a Content-Security-Policy': () => {
    const policy = /contentSecurityPolicy = \[([^]*?)\]/.exec(read('src/main/branch/http/app.ts'));
    expect(policy?.[1]).toContain("default-src 'self'");
    expect(policy?.[1]).not.toMatch(/unsafe|\*|https?:/);
    expect(read('src/main/shell/status-page.ts')).toContain("default-src 'none'");
  },
  '8. Do not enable allowRunningInsecureContent': () =>
    expect(pageRights.allowRunningInsecureContent).toBe(false),
  '9. Do not enable experimental features': () =>
    expect(pageRights.experimentalFeatures).toBe(false),
  '10. Do not use enableBlinkFeatures': () =>
    expect(using(/enableBlinkFeatures|enable-blink-features|enable-features/)).toEqual([]),
  '11. <webview>: Do not use allowpopups': () => expect(using(/allowpopups/)).toEqual([]),
  '12. <webview>: Verify options and params': () => {
    // None at all; one that a page makes itself is refused, tested below.
    expect(pageRights.webviewTag).toBe(false);
    expect(using(/<webview/)).toEqual([]);
  },
  '13. Disable or limit navigation': () =>
    // What may go where is tested below; every page of the program is under it.
    expect(read('src/main/shell/desktop.ts')).toMatch(/web-contents-created[^]{0,80}lockContents/),
  '14. Disable or limit creation of new windows': () =>
    expect(using(/setWindowOpenHandler/)).toEqual(['src/main/shell/security.ts']),
  '15. Do not use shell.openExternal with untrusted content': () =>
    expect(using(/openExternal/)).toEqual([]),
  '16. Use a current version of Electron': () => {
    // Which one is current is for whoever releases; the version that was tested is the one that is shipped.
    const { devDependencies } = JSON.parse(read('package.json')) as Manifest;
    const installed = JSON.parse(read('node_modules/electron/package.json')) as { version: string };
    expect(devDependencies.electron).toBe(installed.version);
  },
  '17. Validate the sender of all IPC messages': () => {
    expect(using(/ipcMain\.\w+\(/)).toEqual(['src/main/shell/desktop.ts']);
    expect(read('src/main/shell/desktop.ts').match(/ipcMain\.\w+\(/g)).toHaveLength(1);
    expect(read('src/main/shell/desktop.ts')).toMatch(/ipcMain\.handle\([^]{0,160}answerCall/);
  },
  '18. Avoid usage of the file:// protocol': () => {
    expect(using(/file:\/\/|loadFile|protocol\.(handle|register)/)).toEqual([]);
    expect(read('electron-builder.yml')).toContain('grantFileProtocolExtraPrivileges: false');
  },
  '19. Check which fuses you can change': () => {
    // tests/package.test.ts reads them from the packed program.
    const fuses = /^electronFuses:\n((?: .*\n)+)/m.exec(read('electron-builder.yml'))?.[1] ?? '';
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
    ]) {
      expect(fuses).toContain(fuse);
    }
  },
  '20. Do not expose Electron APIs to untrusted web content': () => {
    // preload.test.ts: the calls of the contract and nothing else.
    expect(using(/exposeInMainWorld/)).toEqual(['src/main/shell/preload.ts']);
    expect(using(/ipcRenderer/)).toEqual(['src/main/shell/preload.ts']);
  },
};

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe("Electron's security checklist", () => {
  test.each(Object.entries(checklist))('%s', (_item, holds) => holds());

  test('is followed to its last item', () => {
    expect(Object.keys(checklist).map((item) => Number.parseInt(item, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
});

test('a page runs no script that the program writes into it, and fetches no word lists', () => {
  expect(using(/executeJavaScript|insertCSS/)).toEqual([]);
  expect(pageRights.spellcheck).toBe(false);
});

class FakeContents extends EventEmitter {
  opens: () => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: () => { action: string }) {
    this.opens = handler;
  }
  /** @returns whether the page may go there */
  goes(event: string, url: string): boolean {
    let prevented = false;
    this.emit(event, { preventDefault: () => (prevented = true), url }, url);
    return !prevented;
  }
}

describe('a locked page', () => {
  const home = 'http://127.0.0.1:4100';
  const locked = (at: string | undefined) => {
    const contents = new FakeContents();
    lockContents(contents as unknown as WebContents, () => at);
    return contents;
  };

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    '%s: stays inside the till',
    (event) => {
      expect(locked(home).goes(event, `${home}/#/orders`)).toBe(true);
      expect(locked(home).goes(event, 'https://evil.example/')).toBe(false);
    },
  );

  test('goes nowhere while no branch server serves', () => {
    expect(locked(undefined).goes('will-navigate', home)).toBe(false);
  });

  test('opens no window and holds no foreign page', () => {
    expect(locked(home).opens()).toEqual({ action: 'deny' });
    expect(locked(home).goes('will-attach-webview', '')).toBe(false);
  });
});

test('a session grants no permission, no device, and downloads only what the till itself made', () => {
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: () => unknown) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: () => unknown) => (handlers.check = handler),
    setDevicePermissionHandler: (handler: () => unknown) => (handlers.device = handler),
  });
  lockSession(session as unknown as Session);
  const decided: boolean[] = [];
  const decide = (granted: boolean) => decided.push(granted);
  handlers.request?.(...([null, 'camera', decide] as never[]));
  expect([...decided, handlers.check?.(), handlers.device?.()]).toEqual([false, false, false]);
  const downloads = (url: string) => {
    let prevented = false;
    session.emit(
      'will-download',
      { preventDefault: () => (prevented = true) },
      { getURL: () => url },
    );
    return !prevented;
  };
  expect(downloads('blob:http://127.0.0.1:4100/1')).toBe(true);
  expect(downloads('https://evil.example/a.exe')).toBe(false);
});
