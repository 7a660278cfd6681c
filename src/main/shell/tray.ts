import { Menu, Tray, type BrowserWindow } from 'electron';

/** A sign beside the clock that the branch server runs, and the way back to the till when its window was closed. */
export function createTray(icon: string, window: BrowserWindow, quit: () => void): Tray {
  const tray = new Tray(icon);
  const show = () => {
    window.show();
    window.focus();
  };
  tray.setToolTip('Wasla');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'الكاشير · Till', click: show },
      { type: 'separator' },
      { label: 'إغلاق وسلة · Quit Wasla', click: quit },
    ]),
  );
  tray.on('click', show);
  return tray;
}
