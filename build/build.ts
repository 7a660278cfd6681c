/**
 * Builds the named targets of `vite.config.ts`, all of them by default.
 *
 * `node build/build.ts [--if-stale] [target…]`: with `--if-stale` a target is skipped while nothing
 * under its sources is newer than what was built, so that `npm start` costs nothing the second time.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { targets } from '../vite.config.ts';

type TargetName = keyof typeof targets;

/** Where a target's own sources lie; shared folders count for all of them. */
const sources: Record<TargetName, string[]> = {
  till: ['src/renderer', 'src/shared'],
  console: ['cloud-relay/console/web', 'src/shared'],
  demo: ['tools/demo/panel', 'src/shared'],
  main: ['src/main', 'src/printer', 'src/shared'],
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

const args = process.argv.slice(2);
const names = args.filter((arg): arg is TargetName => arg in targets);
const wanted = names.length > 0 ? names : (Object.keys(targets) as TargetName[]);
const onlyStale = args.includes('--if-stale');

for (const name of wanted) {
  if (!sources[name].every((folder) => existsSync(folder))) continue;
  if (onlyStale && !isStale(name)) continue;
  process.stderr.write(`building ${name}\n`);
  await build({ ...targets[name], configFile: false, logLevel: 'warn' });
}
