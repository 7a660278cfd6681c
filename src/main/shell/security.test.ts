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

describe("Electron's security checklist", () => {
  test('pages run in the sandbox, isolated, without Node', () => {
    expect(pageRights).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('the web rules of a browser are not weakened', () => {
    expect(pageRights).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  test('there is one place that makes windows, and it gives them those rights', () => {
    expect(using(/new BrowserWindow\(/)).toEqual(['src/main/shell/window.ts']);
    expect(read('src/main/shell/window.ts')).toContain('...pageRights');
    expect(using(/new (WebContentsView|BrowserView)\(/)).toEqual([]);
  });

  test('there is one door for calls of a page, and it asks who calls', () => {
    expect(using(/ipcMain\.(on|handle)/)).toEqual(['src/main/shell/desktop.ts']);
    expect(read('src/main/shell/desktop.ts')).toMatch(/ipcMain\.handle\([^]{0,160}answerCall/);
  });

  test('nothing opens an address outside, runs script in a page or makes a protocol of its own', () => {
    expect(using(/openExternal|executeJavaScript|protocol\.|disable-web-security/)).toEqual([]);
  });

  test('fuses close the ways in through the program file', () => {
    const config = read('electron-builder.yml');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
    ]) {
      expect(config).toContain(fuse);
    }
  });
});

class FakeContents extends EventEmitter {
  opens: () => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: () => { action: string }) {
    this.opens = handler;
  }
  /** @returns whether the page may go there */
  goes(event: string, target: string): boolean {
    let prevented = false;
    this.emit(event, { preventDefault: () => (prevented = true) }, target);
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

  test.each(['will-navigate', 'will-redirect'])('%s: stays inside the till', (event) => {
    expect(locked(home).goes(event, `${home}/#/orders`)).toBe(true);
    expect(locked(home).goes(event, 'https://evil.example/')).toBe(false);
  });

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
