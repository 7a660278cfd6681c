/**
 * Builds the named targets of `vite.config.ts`, all of them by default.
 *
 * `node build/build.ts [--if-stale] [target…] [--run FILE args…]`
 * With `--if-stale` a target is skipped while nothing under its sources is newer than what was built, so
 * that a start costs nothing the second time. `--run` goes on as that program in this very process, so
 * that a signal sent to the command reaches it.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type TargetName, targetNames } from './targets.ts';

/** Where a target's own sources lie; shared folders count for all of them. */
const sources: Record<TargetName, string[]> = {
  till: ['src/renderer', 'src/shared'],
  console: ['cloud-relay/console/web', 'src/shared'],
  demo: ['tools/demo/panel', 'src/shared'],
  main: ['src/main', 'src/printer', 'src/shared'],
  preload: ['src/main/shell'],
  relay: ['cloud-relay', 'src/shared'],
};

const newest = (files: string[]) => Math.max(0, ...files.map((file) => statSync(file).mtimeMs));

function isStale(name: TargetName): boolean {
  const built = globSync(join('dist', name, '**/*.{html,js,cjs}'));
  if (built.length === 0) return true;
  const inputs = sources[name].flatMap((folder) =>
    globSync(join(folder, '**/*.{ts,tsx,css,json,html}')),
  );
  return newest([...inputs, 'vite.config.ts', 'package-lock.json']) > newest(built);
}

async function build(names: readonly TargetName[]): Promise<void> {
  if (names.length === 0) return;
  // Loaded only when there is something to build: a start without it is a second faster.
  const [vite, { targets }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  for (const name of names) {
    process.stderr.write(`building ${name}\n`);
    await vite.build({ ...targets[name], configFile: false, logLevel: 'warn' });
  }
}

/** The shell between npm and this process passes no signals on: when it is gone, stop as if told to. */
function stopWithTheShell(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

const args = process.argv.slice(2);
const runAt = args.includes('--run') ? args.indexOf('--run') : args.length;
const own = args.slice(0, runAt);
const named = targetNames.filter((name) => own.includes(name));
const wanted = (named.length > 0 ? named : targetNames).filter((name) =>
  sources[name].every((folder) => existsSync(folder)),
);
await build(own.includes('--if-stale') ? wanted.filter(isStale) : wanted);

const program = args[runAt + 1];
if (program !== undefined) {
  process.argv.splice(1, process.argv.length, resolve(program), ...args.slice(runAt + 2));
  stopWithTheShell();
  await import(pathToFileURL(resolve(program)).href);
}
