import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether the system starts this program when somebody signs in. The system is asked, because a person may change it there. */
export interface StartAtLogin {
  isOn(): boolean;
  set(on: boolean): void;
  /** Follows a program that was moved or renamed by an update; changes nothing a person decided. */
  refresh(): void;
}

/** Electron's own, for Windows and macOS. */
export interface LoginItems {
  getLoginItemSettings(): {
    readonly openAtLogin: boolean;
    /** Windows only: false also when the Task Manager switched it off. */
    readonly executableWillLaunchAtLogin?: boolean;
  };
  setLoginItemSettings(settings: { openAtLogin: boolean }): void;
}

export function loginItemStart(app: LoginItems): StartAtLogin {
  return {
    isOn() {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings();
      return executableWillLaunchAtLogin ?? openAtLogin;
    },
    set: (on) => app.setLoginItemSettings({ openAtLogin: on }),
    refresh: () => undefined,
  };
}

/**
 * Linux: an entry in the person's autostart folder.
 *
 * @param file the entry, `autostart/wasla.desktop` in the configuration folder
 * @param program path of what is started
 * @source freedesktop.org, "Desktop Application Autostart Specification"
 */
export function autostartEntry(file: string, program: string): StartAtLogin {
  const write = () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, desktopEntry(program));
  };
  const isOn = () => existsSync(file) && !switchedOff.test(readFileSync(file, 'utf8'));
  return {
    isOn,
    set: (on) => (on ? write() : rmSync(file, { force: true })),
    refresh: () => isOn() && write(),
  };
}

/** How a desktop's own settings switch an entry off. */
const switchedOff = /^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m;

/** @source freedesktop.org, "Desktop Entry Specification", "The Exec key" */
function desktopEntry(program: string): string {
  const quoted = program
    // Inside the quotes these four are escaped, and each backslash of the file itself is written twice.
    .replaceAll(/["`$\\]/g, (sign) => (sign === '\\' ? '\\\\\\\\' : `\\\\${sign}`))
    // A field code otherwise.
    .replaceAll('%', '%%');
  return `[Desktop Entry]
Type=Application
Name=Wasla
Name[ar]=وصلة
Comment=Orders and tickets of the restaurant
Comment[ar]=طلبات المطعم وتذاكره
Exec="${quoted}"
X-GNOME-Autostart-enabled=true
`;
}
