import type { Session, WebContents, WebPreferences } from 'electron';
import { mayNavigate } from './navigation.ts';

/**
 * The page is an ordinary web page of the branch server: no Node, no permission it could ask for, no way out of its own
 * origin, and of this program only the calls of contract/shell.ts.
 *
 * @source Electron documentation, "Security: checklist"
 */
export const pageRights = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Its word lists would be fetched from a stranger's server.
  spellcheck: false,
} as const satisfies WebPreferences;

/** Denies what no page of ours needs: permissions, devices, downloads. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // Reports are saved as CSV; anything but the till's own data stays out.
    if (!item.getURL().startsWith('blob:')) event.preventDefault();
  });
}

/** Keeps any page of this program where it is. @param home where the till is; undefined before the branch serves */
export function lockContents(contents: WebContents, home: () => string | undefined): void {
  const guard = (event: { preventDefault(): void }, target: string) => {
    const at = home();
    if (at === undefined || !mayNavigate(at, target)) event.preventDefault();
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, target) => guard(event, target));
  contents.on('will-redirect', (event, target) => guard(event, target));
  contents.on('will-frame-navigate', (details) => guard(details, details.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
