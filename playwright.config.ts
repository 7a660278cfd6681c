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
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Each file has a restaurant of its own.
  workers: 2,
  reporter: 'line',
  outputDir: 'test-results',
  use: {
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    launchOptions: { args: quiet, ...(executablePath ? { executablePath } : {}) },
  },
});
