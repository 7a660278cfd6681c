/**
 * The desktop program: one instance, the branch server in its own process, one window.
 * `WASLA_TILL_URL` attaches the window to a branch server that already runs (`npm start`).
 */
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { startBranchProcess } from './shell/branch-process.ts';
import { openTillWindow } from './shell/window.ts';

async function boot(): Promise<void> {
  const attachTo = process.env.WASLA_TILL_URL;
  if (attachTo) {
    await openTillWindow(attachTo);
    return;
  }
  const entry = join(import.meta.dirname, 'headless.js');
  const branch = await startBranchProcess(entry, {
    BRANCH_DATA_DIR: join(app.getPath('userData'), 'branch'),
    ...(process.env as Record<string, string>),
  });
  app.once('before-quit', branch.stop);
  await openTillWindow(branch.openUrl);
}

if (app.requestSingleInstanceLock()) {
  app.once('window-all-closed', () => app.quit());
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
