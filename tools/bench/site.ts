/** The real programs, started fresh for one measure. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type BranchClient, createBranchClient } from '../rig/branch-client.ts';
import { freePort, type Program, projectRoot, startProgram } from '../rig/program.ts';
import { loginToRelay, type RelayClient } from '../rig/relay-client.ts';
import {
  connectPlatform,
  createSampleBranch,
  pairingCode,
  type SampleBranch,
  type SampleConnection,
} from '../rig/sample-site.ts';
import type { Gauge } from './gauge.ts';

const login = { email: 'owner@wasla.example', password: 'benchmark-only-password' };

/** A folder of its own for one measure, and whether it should be short. */
export interface Setting {
  readonly dir: string;
  readonly quick: boolean;
}

export interface Site {
  readonly relay: Program<{ url: string }>;
  readonly client: RelayClient;
  readonly branches: readonly SampleBranch[];
  /** One Deliveroo connection for each branch. */
  readonly connections: readonly SampleConnection[];
  readonly relayDatabase: string;
}

export const relayDatabase = (dir: string) => join(dir, 'relay', 'relay.sqlite');

export function startRelay(
  dir: string,
  gauge?: Pick<Gauge, 'env' | 'onLog'>,
): Promise<Program<{ url: string }>> {
  return startProgram({
    name: 'relay',
    entry: 'cloud-relay/index.ts',
    ready: z.object({ url: z.string() }),
    env: {
      RELAY_PORT: '0',
      RELAY_DATA_DIR: join(dir, 'relay'),
      RELAY_ADMIN_EMAIL: login.email,
      RELAY_ADMIN_PASSWORD: login.password,
      RELAY_LOG_LEVEL: 'error',
      ...gauge?.env,
    },
    ...(gauge && { onLog: gauge.onLog }),
  });
}

/** A program of this folder as `startProgram` wants it. */
export const entryOf = (file: URL) => relative(projectRoot, fileURLToPath(file));

export const loginToSite = (relayUrl: string) => loginToRelay(relayUrl, login);

/** A relay with as many branches as wanted, each of another company. */
export async function startSite(
  { dir }: Setting,
  branchCount: number,
  gauge?: Gauge,
): Promise<Site> {
  const relay = await startRelay(dir, gauge);
  const client = await loginToSite(relay.ready.url);
  const branches: SampleBranch[] = [];
  const connections: SampleConnection[] = [];
  for (let number = 1; number <= branchCount; number += 1) {
    const branch = await createSampleBranch(client, {
      company: `Company ${number}`,
      branch: `Branch ${number}`,
    });
    branches.push(branch);
    connections.push(
      await connectPlatform(client, branch, 'deliveroo', {
        port: await freePort(),
        name: 'Deliveroo',
        storeId: `store-${number}`,
      }),
    );
  }
  return { relay, client, branches, connections, relayDatabase: relayDatabase(dir) };
}

export interface RunningBranch {
  readonly program: Program<{ url: string; tokenFile: string }>;
  readonly till: BranchClient;
  readonly database: string;
}

export const branchDir = (dir: string) => join(dir, 'branch');

export function startBranchProgram(
  dir: string,
  env: Readonly<Record<string, string>> = {},
  gauge?: Pick<Gauge, 'env' | 'onLog'>,
) {
  return startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: z.object({ url: z.string(), tokenFile: z.string() }),
    env: {
      BRANCH_PORT: '0',
      BRANCH_DATA_DIR: branchDir(dir),
      BRANCH_LOG_LEVEL: 'error',
      ...env,
      ...gauge?.env,
    },
    ...(gauge && { onLog: gauge.onLog }),
  });
}

/** The branch server of the site's first branch; paired at its first start. */
export async function startBranch(
  { dir }: Setting,
  site: Site,
  gauge?: Pick<Gauge, 'env' | 'onLog'>,
): Promise<RunningBranch> {
  const [branch] = site.branches;
  if (!branch) throw new Error('the site has no branch');
  const env = {
    RELAY_URL: site.relay.ready.url,
    BRANCH_PAIRING_CODE: await pairingCode(site.client, branch),
  };
  const program = await startBranchProgram(dir, env, gauge);
  return {
    program,
    till: createBranchClient(program.ready.url, program.ready.tokenFile),
    database: join(branchDir(dir), 'branch.db'),
  };
}
