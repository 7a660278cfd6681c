import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import type { TargetName } from './build/targets.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A page: React, bundled with relative addresses so that any path can serve it. */
const page = (root: string, outDir: string): UserConfig => ({
  root: at(root),
  base: './',
  plugins: [react()],
  build: {
    outDir: at(outDir),
    emptyOutDir: true,
    target: 'chrome140',
    // Read from the disk of the same machine, so the size of a chunk does not matter.
    chunkSizeWarningLimit: 2_000,
  },
});

/** A Node program: our files bundled, packages left outside. */
const program = (
  entries: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs' = 'es',
): UserConfig => ({
  root: at('.'),
  build: {
    ssr: true,
    outDir: at(outDir),
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, at(file)])),
      external: ['electron'],
      output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js' },
    },
  },
});

/** Every artefact of the project by name; `build/build.ts` builds them, `npm start` builds the stale ones. */
export const targets = {
  till: page('src/renderer', 'dist/till'),
  console: page('cloud-relay/console/web', 'dist/console'),
  demo: page('tools/demo/panel', 'dist/demo'),
  main: program({ index: 'src/main/index.ts', headless: 'src/main/headless.ts' }, 'dist/main'),
  /** Loaded into the sandbox, which knows no modules: one file with everything in it. */
  preload: program({ preload: 'src/main/shell/preload.ts' }, 'dist/preload', 'cjs'),
  relay: program({ index: 'cloud-relay/index.ts' }, 'dist/relay'),
} satisfies Record<TargetName, UserConfig>;

const setupDom = at('src/renderer/testing/setup-dom.ts');

/** Limits, not waits: a machine that does much else at once is no failure. */
const patience = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Every core: most tests wait for sockets and lines rather than for the processor.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          // No module of ours keeps a state, so files may share a process.
          isolate: false,
          include: ['{src,cloud-relay,tools,build}/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          environment: 'node',
          ...patience,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'dom',
          include: ['{src,cloud-relay,tools}/**/*.test.tsx'],
          environment: 'jsdom',
          ...patience,
          setupFiles: existsSync(setupDom) ? [setupDom] : [],
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
