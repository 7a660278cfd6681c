import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import type { Simulator } from '../../cloud-relay/simulators/simulator.ts';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { signInUrl } from '../../src/shared/contract/branch-api.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { compose, type Part } from '../../src/shared/kit/lifecycle.ts';
import { systemRandom } from '../../src/shared/kit/random.ts';
import { createBranchClient, ensurePrinter } from '../rig/branch-client.ts';
import { createCuttableLink, type CuttableLink } from '../rig/cuttable-link.ts';
import { freePort, type Program, projectRoot, startProgram } from '../rig/program.ts';
import { loginToRelay } from '../rig/relay-client.ts';
import { ensureFloor } from '../rig/sample-floor.ts';
import { ensureMenu } from '../rig/sample-menu.ts';
import {
  connectPlatform,
  createSampleBranch,
  pairingCode,
  type SampleConnection,
  samplePlatforms,
} from '../rig/sample-site.ts';
import type { DemoState } from './demo-api.ts';
import { createFlow, type Flow } from './flow.ts';
import { servePanel } from './panel-server.ts';
import { readSiteFile, type SiteFile, writeSiteFile } from './site-file.ts';

export interface RestaurantDeps {
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Any free ports, even where the usual ones are free. */
  readonly anyPort: boolean;
}

export interface Restaurant {
  /** Every address and the sample logins; the `ready` line. */
  readonly ready: {
    readonly till: string;
    readonly console: string;
    readonly demo: string;
    readonly relay: string;
    readonly branch: string;
    readonly printer: string;
    readonly simulators: Record<string, string>;
    readonly logins: { readonly console: { readonly email: string; readonly password: string } };
    /** For `npm run simulate -- <platform> --data FILE`. */
    readonly simulateData: string;
  };
  stop(): Promise<void>;
}

const RelayReady = z.object({ url: z.string() });
const BranchReady = z.object({ url: z.string(), tokenFile: z.string() });
const usualPorts = { relay: 8080, branch: 4100, panel: 4200 } as const;
const noPorts = { relay: 0, branch: 0, panel: 0 } as const;

/** Starts everything, on the data of an earlier run where there is one. */
export async function startRestaurant(dataDir: string, deps: RestaurantDeps): Promise<Restaurant> {
  const known = readSiteFile(dataDir);
  const usual = deps.anyPort ? noPorts : usualPorts;
  const login = known?.login ?? {
    email: 'owner@wasla.example',
    password: randomBytes(9).toString('base64url'),
  };
  const relay = await startRelay(dataDir, login, known?.relayPort ?? (await freePort(usual.relay)));
  const link = await createCuttableLink(Number(new URL(relay.ready.url).port));
  const client = await loginToRelay(relay.ready.url, login);
  const site = known ?? (await createSite(client, relay.ready.url, login));
  writeSiteFile(dataDir, site);

  const printer = createVirtualPrinter({ clock: deps.clock, fonts: await loadFonts() });
  const simulators = site.played.map((connection) => play(connection, deps.clock));
  const flow = createFlow(simulators, {
    clock: deps.clock,
    random: systemRandom,
    firstAfterMs: 2_000,
    everyMs: 30_000,
    onFailure: (error) => deps.log(`an order could not be sent: ${String(error)}`),
  });
  const parts = compose('demo', [printer, ...simulators]);
  await parts.start();

  const branch = await startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: BranchReady,
    env: {
      BRANCH_PORT: String(await freePort(usual.branch)),
      BRANCH_DATA_DIR: join(dataDir, 'branch'),
      RELAY_URL: `http://127.0.0.1:${link.port}`,
      BRANCH_LOG_LEVEL: 'warn',
      BRANCH_PAIRING_CODE: await pairingCode(client, site),
    },
    onLog: deps.log,
  });
  const till = createBranchClient(branch.ready.url, branch.ready.tokenFile);
  await ensureMenu(till);
  await ensureFloor(till);
  await ensurePrinter(till, {
    name: 'Kitchen · المطبخ',
    host: '127.0.0.1',
    port: printer.port(),
    profile: 'generic-80mm',
  });
  const panelPort = await freePort(usual.panel);
  return openPanel({
    panelPort,
    dataDir,
    login,
    relay,
    branch,
    link,
    printer,
    simulators,
    flow,
    parts,
  });
}

function startRelay(dataDir: string, login: SiteFile['login'], port: number) {
  return startProgram({
    name: 'relay',
    entry: 'cloud-relay/index.ts',
    ready: RelayReady,
    env: {
      RELAY_PORT: String(port),
      RELAY_DATA_DIR: join(dataDir, 'relay'),
      RELAY_ADMIN_EMAIL: login.email,
      RELAY_ADMIN_PASSWORD: login.password,
      RELAY_LOG_LEVEL: 'warn',
    },
  });
}

async function createSite(
  client: Awaited<ReturnType<typeof loginToRelay>>,
  relayUrl: string,
  login: SiteFile['login'],
): Promise<SiteFile> {
  const branch = await createSampleBranch(client, {
    company: 'مطعم وصلة · Wasla Grill',
    branch: 'عبدون · Abdoun',
  });
  const connectAll = async (purpose: string) => {
    const connections: SampleConnection[] = [];
    for (const platform of samplePlatforms) {
      connections.push(
        await connectPlatform(client, branch, platform, {
          port: await freePort(),
          name: `${platform} (${purpose})`,
          storeId: `abdoun-${purpose}`,
        }),
      );
    }
    return connections;
  };
  return {
    relayPort: Number(new URL(relayUrl).port),
    login,
    ...branch,
    played: await connectAll('demo'),
    connections: await connectAll('simulate'),
  };
}

function play({ platform, url, credentials, port }: SampleConnection, clock: Clock): Simulator {
  const simulated = platforms[platform];
  if (!simulated) throw new Error(`no simulator plays ${platform}`);
  return simulated.create({
    relayUrl: url,
    credentials,
    port,
    clock,
    random: systemRandom,
    ids: systemIds,
  });
}

interface Running {
  readonly panelPort: number;
  readonly dataDir: string;
  readonly login: SiteFile['login'];
  readonly relay: Program<z.infer<typeof RelayReady>>;
  readonly branch: Program<z.infer<typeof BranchReady>>;
  readonly link: CuttableLink;
  readonly printer: VirtualPrinter;
  readonly simulators: readonly Simulator[];
  readonly flow: Flow;
  readonly parts: Part;
}

async function openPanel(running: Running): Promise<Restaurant> {
  const { relay, branch, link, printer, simulators, flow } = running;
  const tillUrl = signInUrl(branch.ready.url, readFileSync(branch.ready.tokenFile, 'utf8').trim());
  let paperOut = false;
  const panel = await servePanel({
    port: running.panelPort,
    panelDir: join(projectRoot, 'dist/demo'),
    ticketPng: (id) => printer.tickets.find((ticket) => ticket.id === id)?.png,
    send: async (platform) => {
      const simulator = simulators.find((one) => one.platform === platform);
      const order = await simulator?.sendOrder();
      return order?.acknowledgedAt != null;
    },
    setNetworkCut: link.setCut,
    setPaperOut: (on) => {
      paperOut = on;
      printer.setPaper(on ? 'out' : 'ok');
    },
    setFlowing: flow.setFlowing,
    state: () => ({
      tillUrl,
      consoleUrl: relay.ready.url,
      login: running.login,
      networkCut: link.isCut(),
      paperOut,
      flowing: flow.isFlowing(),
      platforms: simulators.map(platformState),
      tickets: printer.tickets
        .slice(-12)
        .toReversed()
        .map(({ id, printedAt, complete }) => ({
          id,
          printedAtMs: printedAt,
          complete,
        })),
    }),
  });
  await flow.start();
  return {
    ready: {
      till: tillUrl,
      console: relay.ready.url,
      demo: panel.url,
      relay: relay.ready.url,
      branch: branch.ready.url,
      printer: `127.0.0.1:${printer.port()}`,
      simulators: Object.fromEntries(simulators.map(({ platform, apiUrl }) => [platform, apiUrl])),
      logins: { console: running.login },
      simulateData: join(running.dataDir, 'connections.json'),
    },
    async stop() {
      await flow.stop();
      await panel.close();
      await branch.stop();
      await relay.stop();
      await running.parts.stop();
      await link.close();
    },
  };
}

function platformState(simulator: Simulator): DemoState['platforms'][number] {
  const orders = simulator.orders();
  return {
    platform: simulator.platform,
    storeOpen: simulator.storeOpen,
    sent: orders.length,
    answered: orders.filter((order) => order.answeredAt !== null).length,
    violations: simulator.violations().length,
  };
}
