import { expect, test } from 'vitest';
import { desktopEntry } from './start-at-login.ts';

test('a program whose path has spaces is started at login all the same', () => {
  expect(desktopEntry('/home/till/My Apps/Wasla.AppImage')).toContain(
    'Exec="/home/till/My Apps/Wasla.AppImage"',
  );
});

test('a path cannot smuggle a command into the entry', () => {
  expect(desktopEntry('/opt/$(reboot)/Wasla')).toContain('"/opt/\\\\$(reboot)/Wasla"');
});
