/**
 * The desktop program: one instance, the branch server in its own process, one window.
 * `WASLA_TILL_URL` attaches the window to a branch server that already runs (`npm start`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { Desktop } from './shell/desktop.ts';
import { lockContents, lockSession } from './shell/security.ts';
import { bringToFront, createTillWindow } from './shell/window.ts';

// The same depth in the sources and in dist/main, so both find the project's files.
const projectDir = join(import.meta.dirname, '../..');
const updateKeyFile = join(projectDir, 'build/update-key.pem');

async function boot(): Promise<void> {
  const attachTo = process.env.WASLA_TILL_URL;
  if (attachTo) {
    const window = createTillWindow(false);
    lockSession(window.webContents.session);
    lockContents(window.webContents, () => attachTo);
    app.on('second-instance', () => bringToFront(window));
    app.once('window-all-closed', () => app.quit());
    await window.loadURL(attachTo);
    return;
  }
  const desktop = new Desktop({
    branchEntry: join(import.meta.dirname, 'headless.js'),
    picturesDir: join(projectDir, 'build'),
    updateKey: existsSync(updateKeyFile) ? readFileSync(updateKeyFile, 'utf8') : undefined,
    environment: process.env as Record<string, string>,
  });
  app.on('second-instance', () => desktop.show());
  await desktop.start();
}

if (app.requestSingleInstanceLock()) {
  // Not awaited at the top level: an entry module that awaits `ready` never becomes ready.
  void app
    .whenReady()
    .then(boot)
    .catch((error: unknown) => {
      dialog.showErrorBox('Wasla', `The till did not start.\nلم يبدأ الكاشير.\n\n${String(error)}`);
      app.exit(1);
    });
} else {
  app.quit();
}
