import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/rig/program.ts';

/**
 * Where Electron's program is, if it was downloaded. Never asks the package itself, which would try to download it.
 *
 * @source electron package, `index.js` and `install.js`: `path.txt` names the program under `dist`
 */
export function findElectron(): string | undefined {
  const folder = join(projectRoot, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const program = join(override ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}
