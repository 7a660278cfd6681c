import { Menu, Tray } from 'electron';
import type { trayMenu } from './tray-menu.ts';

export interface TrayDeeds {
  readonly show: () => void;
  readonly quit: () => void;
}

/** A sign beside the clock that the branch server runs, and the way back to the till when its window was closed. */
export function createTray(icon: string, deeds: TrayDeeds) {
  const tray = new Tray(icon);
  tray.on('click', deeds.show);
  return {
    say({ tip, items }: ReturnType<typeof trayMenu>): void {
      tray.setToolTip(tip);
      const template = items.map(({ label, does }) =>
        does ? { label, click: deeds[does] } : { label, enabled: false },
      );
      tray.setContextMenu(Menu.buildFromTemplate(template));
    },
  };
}
