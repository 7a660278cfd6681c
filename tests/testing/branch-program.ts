import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { signInUrl } from '../../src/shared/contract/branch-api.ts';
import { staffHeader } from '../../src/shared/contract/staff.ts';
import { type BranchClient, createBranchClient } from '../../tools/rig/branch-client.ts';
import { type Program, startProgram } from '../../tools/rig/program.ts';

const Ready = z.object({ url: z.string(), tokenFile: z.string() });

/** A headless branch server on data of its own. */
export interface BranchProgram extends BranchClient {
  /** The data folder; also what is in there while the program is down. */
  readonly dataDir: string;
  address(): string;
  /** Opens the till as the person who started it does. */
  link(): string;
  /** The same branch, called by whoever signed in with this token. */
  as(staffToken: string): BranchClient;
  stop(): Promise<void>;
  /** SIGKILL; what it had not committed is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data, at a new address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param env what the branch is told beside its folder, such as the relay it belongs to */
export async function startBranch(
  env: Readonly<Record<string, string>> = {},
): Promise<BranchProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-branch-'));
  const start = () =>
    startProgram({
      name: 'branch',
      entry: 'src/main/headless.ts',
      ready: Ready,
      env: {
        BRANCH_PORT: '0',
        BRANCH_DATA_DIR: dataDir,
        BRANCH_LOG_LEVEL: 'error',
        ...env,
      },
    });
  let program: Program<z.infer<typeof Ready>> = await start();
  const connect = (staffToken = '') =>
    createBranchClient(program.ready.url, program.ready.tokenFile, { [staffHeader]: staffToken });
  let client = connect();
  return {
    dataDir,
    address: () => program.ready.url,
    link: () => signInUrl(program.ready.url, readFileSync(program.ready.tokenFile, 'utf8').trim()),
    as: connect,
    call: (route, input) => client.call(route, input),
    stop: () => program.stop(),
    kill: () => program.kill(),
    async restart() {
      program = await start();
      client = connect();
    },
    async close() {
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
