/**
 * `npm start`: a whole restaurant on one computer. Relay and branch run as they do in the field; around
 * them play the platforms' simulators, a virtual printer and a wire that can be cut.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { type DemoOptions, readOptions, usage } from './options.ts';
import { startRestaurant } from './restaurant.ts';

let options: DemoOptions | undefined;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
}
if (!options) {
  console.log(usage);
  process.exit(0);
}

const dataDir = resolve(options.dataDir);
if (options.fresh) rmSync(dataDir, { recursive: true, force: true });
mkdirSync(dataDir, { recursive: true });

const restaurant = await startRestaurant(dataDir, {
  clock: systemClock,
  log: (line) => process.stderr.write(`${line}\n`),
  anyPort: options.anyPort,
});
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void restaurant.stop().then(() => process.exit(0));
  });
}
process.stdout.write(`ready ${JSON.stringify(restaurant.ready)}\n`);
if (options.open) openTill(restaurant.ready.till);

/** The desktop window where Electron's runtime is, else a word about the browser. */
function openTill(url: string): void {
  const electron = electronBinary();
  if (electron === undefined) {
    process.stderr.write(
      `\nOpen the till in a browser:   ${url}\nOpen the demo's panel:        ${restaurant.ready.demo}\n`,
    );
    return;
  }
  spawn(electron, ['.'], { stdio: 'inherit', env: { ...process.env, WASLA_TILL_URL: url } });
}

/** Looks for the runtime without importing the package: importing it would try to download one. */
function electronBinary(): string | undefined {
  const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const named = join(home, 'path.txt');
  const file = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const binary = join(override ?? join(home, 'dist'), file);
  return existsSync(binary) ? binary : undefined;
}
