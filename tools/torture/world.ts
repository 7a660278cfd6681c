/** Everything around the two programs that are killed: it is this process, and it is never killed. */
import { join } from 'node:path';
import { z } from 'zod';
import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import type { Simulator } from '../../cloud-relay/simulators/simulator.ts';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { compose } from '../../src/shared/kit/lifecycle.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import { type BranchClient, createBranchClient, ensurePrinter } from '../rig/branch-client.ts';
import { createCuttableLink, type CuttableLink } from '../rig/cuttable-link.ts';
import { freePort, type Program, type ProgramOptions, startProgram } from '../rig/program.ts';
import { loginToRelay, type RelayClient } from '../rig/relay-client.ts';
import {
  connectPlatform,
  createSampleBranch,
  pairingCode,
  type SampleBranch,
  type SamplePlatform,
  samplePlatforms,
} from '../rig/sample-site.ts';

/** A program that comes back on the same port and the same data after it was killed. */
export interface Victim {
  readonly name: string;
  start(): Promise<void>;
  /** Starts and is killed before it serves, or just after. */
  startAndKillAfter(delayMs: number): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface World {
  readonly relay: Victim;
  readonly branch: Victim;
  readonly link: CuttableLink;
  readonly printer: VirtualPrinter;
  readonly simulators: Readonly<Record<SamplePlatform, Simulator>>;
  readonly till: BranchClient;
  readonly relayDatabase: string;
  readonly branchDatabase: string;
  close(): Promise<void>;
}

export const login = { email: 'owner@wasla.example', password: 'torture-only-password' };

function victim<Ready>(options: Omit<ProgramOptions<Ready>, 'signal'>): Victim {
  let program: Program<Ready> | undefined;
  return {
    name: options.name,
    async start() {
      program = await startProgram(options);
    },
    async startAndKillAfter(delayMs) {
      const signal = AbortSignal.timeout(Math.round(delayMs));
      const born = await startProgram({ ...options, signal }).catch(() => undefined);
      await born?.kill();
    },
    kill: async () => program?.kill(),
    stop: async () => program?.stop(),
  };
}

/** Long deadlines, so that what is judged is crashes and not waiting. */
const pace = { deadlineSpeed: 0.02, answerTimeoutMs: 4_000 };

/** How many times faster than documented each platform tries again: all of it within half a minute. */
const retrySpeeds: Record<SamplePlatform, number> = {
  talabat: 2_000,
  careem: 200,
  deliveroo: 200,
  generic: 2_000,
};

export const relayVictim = (dataDir: string, port: number) =>
  victim({
    name: 'relay',
    entry: 'cloud-relay/index.ts',
    ready: z.object({ url: z.string() }),
    env: {
      RELAY_PORT: String(port),
      RELAY_DATA_DIR: dataDir,
      RELAY_ADMIN_EMAIL: login.email,
      RELAY_ADMIN_PASSWORD: login.password,
      RELAY_LOG_LEVEL: 'error',
    },
  });

/** A branch that is killed and comes back on its data folder. */
export const branchVictim = (dataDir: string, port: number, relayUrl: string, code: string) =>
  victim({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: z.object({ url: z.string(), tokenFile: z.string() }),
    env: {
      BRANCH_PORT: String(port),
      BRANCH_DATA_DIR: dataDir,
      RELAY_URL: relayUrl,
      BRANCH_PAIRING_CODE: code,
      BRANCH_LOG_LEVEL: 'error',
    },
  });

async function createSimulators(relay: RelayClient, site: SampleBranch, random: Random) {
  const simulators = {} as Record<SamplePlatform, Simulator>;
  for (const platform of samplePlatforms) {
    const { url, credentials, port } = await connectPlatform(relay, site, platform, {
      port: await freePort(),
      name: platform,
      storeId: 'abdoun',
    });
    const simulated = platforms[platform];
    if (!simulated) throw new Error(`no simulator plays ${platform}`);
    const retrySpeed = retrySpeeds[platform];
    const parts = { clock: systemClock, ids: systemIds, random, retrySpeed };
    simulators[platform] = simulated.create({
      relayUrl: url,
      credentials,
      port,
      ...parts,
      ...pace,
    });
  }
  return simulators;
}

/** A relay and a branch on `dataDir`, running, with a printer, and the platforms that know them. */
export async function createWorld(dataDir: string, random: Random): Promise<World> {
  const relayPort = await freePort();
  const relay = relayVictim(join(dataDir, 'relay'), relayPort);
  await relay.start();
  const client = await loginToRelay(`http://127.0.0.1:${relayPort}`, login);
  const site = await createSampleBranch(client, { company: 'Torture', branch: 'Abdoun' });
  const simulators = await createSimulators(client, site, random);
  const printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  const link = await createCuttableLink(relayPort);
  const around = compose('around', [printer, ...Object.values(simulators)]);
  await around.start();

  const branchDir = join(dataDir, 'branch');
  const branchPort = await freePort();
  const relayUrl = `http://127.0.0.1:${link.port}`;
  const branch = branchVictim(branchDir, branchPort, relayUrl, await pairingCode(client, site));
  await branch.start();
  const till = createBranchClient(`http://127.0.0.1:${branchPort}`, join(branchDir, 'local-token'));
  const address = { host: printer.host, port: printer.port() };
  await ensurePrinter(till, { name: 'Kitchen', ...address, profile: 'generic-80mm' });
  return {
    relay,
    branch,
    link,
    printer,
    simulators,
    till,
    relayDatabase: join(dataDir, 'relay', 'relay.sqlite'),
    branchDatabase: join(branchDir, 'branch.db'),
    async close() {
      for (const part of [branch, relay, around]) await part.stop();
      await link.close();
    },
  };
}
