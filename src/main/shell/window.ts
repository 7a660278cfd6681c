import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { pageRights } from './security.ts';

export function createTillWindow(kiosk: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 800,
    minHeight: 600,
    show: false,
    kiosk,
    webPreferences: {
      ...pageRights,
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      // The chime of a new order must sound without a tap,
      autoplayPolicy: 'no-user-gesture-required',
      // and as often behind another window, where a page's timers otherwise slow down to one a minute.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Wherever it is: hidden, minimised or behind others. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
