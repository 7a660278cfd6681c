import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { autostartEntry, loginItemStart } from './start-at-login.ts';

let folder: string;
const file = () => join(folder, 'autostart', 'wasla.desktop');
const entry = () => readFileSync(file(), 'utf8');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-login-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('on Linux', () => {
  test('the till starts with the computer, or not', () => {
    const start = autostartEntry(file(), '/opt/Wasla/wasla');
    expect(start.isOn()).toBe(false);
    start.set(true);
    expect(start.isOn()).toBe(true);
    start.set(false);
    expect(existsSync(file())).toBe(false);
  });

  test.each([
    ['/home/till/My Apps/Wasla.AppImage', 'Exec="/home/till/My Apps/Wasla.AppImage"'],
    ['/opt/$(reboot)/Wasla', 'Exec="/opt/\\\\$(reboot)/Wasla"'],
    ['/opt/100%/Wasla', 'Exec="/opt/100%%/Wasla"'],
    ['/opt/a\\b/Wasla', 'Exec="/opt/a\\\\\\\\b/Wasla"'],
  ])('%s is one program and no command', (program, line) => {
    autostartEntry(file(), program).set(true);
    expect(entry()).toContain(`${line}\n`);
  });

  test('an update that renamed the program is followed', () => {
    autostartEntry(file(), '/home/till/Wasla-1.0.0.AppImage').set(true);
    autostartEntry(file(), '/home/till/Wasla-1.1.0.AppImage').refresh();
    expect(entry()).toContain('Wasla-1.1.0.AppImage');
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'who switched it off in the settings of the desktop (%s) is not overruled',
    (line) => {
      const start = autostartEntry(file(), '/opt/Wasla/wasla');
      start.set(true);
      writeFileSync(file(), `[Desktop Entry]\n${line}\n`);
      start.refresh();
      expect(start.isOn()).toBe(false);
    },
  );

  test('nothing is made where nothing was wanted', () => {
    autostartEntry(file(), '/opt/Wasla/wasla').refresh();
    expect(existsSync(file())).toBe(false);
  });
});

describe('on Windows and macOS', () => {
  test('what the Task Manager switched off counts as off', () => {
    const start = loginItemStart({
      getLoginItemSettings: () => ({ openAtLogin: true, executableWillLaunchAtLogin: false }),
      setLoginItemSettings: () => undefined,
    });
    expect(start.isOn()).toBe(false);
  });
});
