import { defineConfig } from '@playwright/test';

/** Debian's Chromium needs these when run as root and without a network. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests/browser',
  globalSetup: './tests/testing/build-pages.ts',
  // Limits, not waits: a machine that does much else at once is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Once more, on a restaurant of its own: what holds only then is named at the end of `npm test`.
  retries: 1,
  // Each file has a restaurant of its own.
  workers: 2,
  reporter: 'line',
  outputDir: 'test-results',
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    launchOptions: { args: quiet, ...(executablePath ? { executablePath } : {}) },
  },
});
