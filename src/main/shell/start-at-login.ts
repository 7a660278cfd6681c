import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';

/**
 * Electron sets it on Windows and macOS; on Linux a desktop entry does.
 *
 * @source freedesktop.org, "Desktop Application Autostart Specification"
 */
export function setStartAtLogin(
  app: App,
  on: boolean,
  environment: Readonly<Record<string, string>>,
): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on });
    return;
  }
  const file = join(app.getPath('appData'), 'autostart', 'wasla.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, desktopEntry(environment.APPIMAGE ?? process.execPath));
}

/** @param program path of what is started */
export function desktopEntry(program: string): string {
  // Inside quotes of an Exec line a backslash escapes these four, and is itself written twice.
  const quoted = program.replaceAll(/["`$\\]/g, (sign) => `\\\\${sign}`);
  return `[Desktop Entry]
Type=Application
Name=Wasla
Comment=Orders and tickets of the restaurant
Comment[ar]=طلبات المطعم وتذاكره
Exec="${quoted}"
X-GNOME-Autostart-enabled=true
`;
}
