import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import type { BranchChild } from './branch-supervisor.ts';

/**
 * Runs the branch server in a process of its own, so that a crash of the window never stops orders and
 * a commit never stalls the window.
 *
 * @param entry the built headless server, the same file that runs without Electron
 */
export function forkBranch(entry: string, environment: Record<string, string>): BranchChild {
  const child = utilityProcess.fork(entry, [], {
    stdio: 'pipe',
    env: environment,
    serviceName: 'Wasla branch server',
  });
  return {
    onLine(listener) {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', listener);
      }
    },
    onExit: (listener) => void child.once('exit', listener),
    stop: () => void child.kill(),
  };
}
