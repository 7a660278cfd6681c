import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { staffHeader } from '../../src/shared/contract/staff.ts';
import { type BranchClient, createBranchClient } from '../../tools/rig/branch-client.ts';
import { projectRoot } from '../../tools/rig/program.ts';
import { join } from 'node:path';

/** Everything that `npm start` says in its `ready` line. */
export const DemoReady = z.object({
  till: z.url(),
  console: z.url(),
  demo: z.url(),
  relay: z.url(),
  branch: z.url(),
  printer: z.string(),
  simulators: z.record(z.string(), z.url()),
  logins: z.object({ console: z.object({ email: z.string(), password: z.string() }) }),
  simulateData: z.string(),
});
export type DemoReady = z.infer<typeof DemoReady>;

export interface Demo {
  readonly ready: DemoReady;
  /** The branch's own API, as its till sees it. */
  readonly branch: BranchClient;
  /** The same branch, called by whoever signed in with this token. */
  as(staffToken: string): BranchClient;
  /** Every process that the command started, itself included. */
  processIds(): number[];
  /** Asks the command to end, as a service manager or Ctrl-C would; gives its exit code. */
  stop(): Promise<number | null>;
}

/** `npm start`, exactly as a person types it. Pages are built first where they are stale. */
export async function startDemo(dataDir: string, flags: readonly string[] = []): Promise<Demo> {
  const child = spawn('npm', ['start', '--', '--no-open', '--data', dataDir, ...flags], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '' },
  });
  const ready = DemoReady.parse(JSON.parse(await readyLine(child)));
  const as = (staffToken: string) =>
    createBranchClient(ready.branch, join(dataDir, 'branch', 'local-token'), {
      [staffHeader]: staffToken,
    });
  return {
    ready,
    branch: as(''),
    as,
    processIds: () => withDescendants(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^ready (\{.*\})$/m.exec(output)?.[1];
      if (line !== undefined) resolve(line);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}\n${output}`)));
  });
}

/** The process and all that came of it, from the kernel's own table. */
function withDescendants(root: number): number[] {
  const children = readFileSync(`/proc/${root}/task/${root}/children`, 'utf8')
    .split(' ')
    .filter((id) => id !== '')
    .map(Number);
  return [root, ...children.flatMap(withDescendants)];
}

/** Whether a process is still there. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
