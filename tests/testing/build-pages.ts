import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../tools/rig/program.ts';

/** Before any page is opened and never beside one: the pages that are older than their sources. */
export default function buildPages(): void {
  const built = spawnSync('node', ['build/build.ts', '--if-stale', 'till', 'console', 'demo'], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('the pages could not be built');
}
