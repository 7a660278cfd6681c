import { BrowserWindow, session } from 'electron';
import { mayNavigate } from './navigation.ts';

/**
 * Opens the till. The page is an ordinary web page of the branch server: no Node, no preload, no
 * permission it could ask for, no way out of its own origin.
 *
 * @source Electron documentation, "Security: checklist"
 */
export async function openTillWindow(url: string): Promise<BrowserWindow> {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) =>
    decide(false),
  );
  session.defaultSession.setPermissionCheckHandler(() => false);
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 800,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The chime of a new order must sound without a tap.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event, target) => {
    if (!mayNavigate(url, target)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(url);
  return window;
}
