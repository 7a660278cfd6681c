import type { MenuItemConstructorOptions } from 'electron';

/**
 * The program's menu. Windows and Linux have none: the default one would let a cashier reload, zoom or open the developer's
 * tools by a slip on the keyboard. macOS needs one for copying, pasting and quitting.
 *
 * @param isPackaged false for developers, who keep Electron's own menu
 */
export function applicationMenu(
  platform: string,
  isPackaged: boolean,
): MenuItemConstructorOptions[] | null | 'default' {
  if (!isPackaged) return 'default';
  if (platform !== 'darwin') return null;
  return [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
}
