import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import type { BranchOrder } from '../../shared/contract/branch-process.ts';
import type { BranchChild } from './branch-supervisor.ts';

export interface BranchProcessOptions {
  /** The built headless server, the same file that runs without Electron. */
  readonly entry: string;
  readonly environment: Record<string, string>;
  /** Seals the device's key; empty where the system has no key store. */
  readonly secretKey: string;
}

/**
 * Runs the branch server in a process of its own, so that a crash of the window never stops orders and
 * a commit never stalls the window.
 */
export function forkBranch({ entry, environment, secretKey }: BranchProcessOptions): BranchChild {
  const child = utilityProcess.fork(entry, [], {
    stdio: 'pipe',
    env: environment,
    serviceName: 'Wasla branch server',
  });
  // A process has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tell = (order: BranchOrder) => child.postMessage(order);
  tell({ kind: 'start', secretKey });
  return {
    onLine(listener) {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', listener);
      }
    },
    onExit: (listener) => void child.once('exit', listener),
    // Not a signal: Windows knows none that a process could answer.
    stop: () => tell({ kind: 'stop' }),
    kill: () => void child.kill(),
  };
}
