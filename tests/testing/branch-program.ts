import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type BranchClient, createBranchClient } from '../../tools/rig/branch-client.ts';
import { type Program, startProgram } from '../../tools/rig/program.ts';

const Ready = z.object({ url: z.string(), tokenFile: z.string() });

/** A headless branch server on data of its own. */
export interface BranchProgram extends BranchClient {
  /** The data folder; also what is in there while the program is down. */
  readonly dataDir: string;
  stop(): Promise<void>;
  /** SIGKILL; what it had not committed is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data, at a new address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startBranch(relayUrl: string, pairingCode: string): Promise<BranchProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-branch-'));
  const start = () =>
    startProgram({
      name: 'branch',
      entry: 'src/main/headless.ts',
      ready: Ready,
      env: {
        BRANCH_PORT: '0',
        BRANCH_DATA_DIR: dataDir,
        RELAY_URL: relayUrl,
        BRANCH_PAIRING_CODE: pairingCode,
        BRANCH_LOG_LEVEL: 'error',
      },
    });
  let program: Program<z.infer<typeof Ready>> = await start();
  const connect = () => createBranchClient(program.ready.url, program.ready.tokenFile);
  let client = connect();
  return {
    dataDir,
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
