import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where a browser was found; `path` is undefined for Playwright's own. */
export interface FoundChromium {
  readonly path: string | undefined;
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function find(): FoundChromium | undefined {
  const named = process.env.CHROMIUM_PATH;
  const path = [named, ...usualPlaces].find((place) => place && existsSync(place));
  if (path) return { path };
  return existsSync(chromium.executablePath()) ? { path: undefined } : undefined;
}

const canInstall = () => process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;

/** Finds a Chromium, or installs Debian's where this process may; says what it did. */
export async function provideChromium(
  say: (line: string) => void,
): Promise<FoundChromium | undefined> {
  const found = find();
  if (found) {
    say(`browser: ${found.path ?? "Playwright's own Chromium"}`);
    return found;
  }
  if (canInstall()) {
    say("browser: none here, installing Debian's chromium");
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = find();
    if (installed) return installed;
  }
  say(
    'browser: none found. Debian as root: apt-get install chromium. Elsewhere: npx playwright install chromium. ' +
      'Or set CHROMIUM_PATH.',
  );
  return undefined;
}
