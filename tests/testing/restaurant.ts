import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import {
  type SimulatedOrder,
  type Simulator,
  untilOrder,
} from '../../cloud-relay/simulators/simulator.ts';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import {
  branchApi,
  type BranchSettings,
  type OrderView,
} from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { compose } from '../../src/shared/kit/lifecycle.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import { ensurePrinter } from '../../tools/rig/branch-client.ts';
import { createCuttableLink, type CuttableLink } from '../../tools/rig/cuttable-link.ts';
import { freePort } from '../../tools/rig/program.ts';
import {
  connectPlatform,
  createSampleBranch,
  pairingCode,
  type SampleBranch,
  type SampleConnection,
  type SamplePlatform,
  samplePlatforms,
} from '../../tools/rig/sample-site.ts';
import { type BranchProgram, startBranch } from './branch-program.ts';
import type { RelayUnderTest } from './relay.ts';
import { type Patience, until } from './until.ts';

/** One company with one branch, the platforms that send it orders, and its kitchen printer. */
export interface Restaurant {
  readonly site: SampleBranch;
  readonly branch: BranchProgram;
  /** The wire between branch and relay. */
  readonly link: CuttableLink;
  readonly printer: VirtualPrinter;
  connection(platform: SamplePlatform): SampleConnection;
  simulator(platform: SamplePlatform): Simulator;
  /** The branch's order with the platform's key, once `wanted` holds for it. */
  orderOf(
    sent: Pick<SimulatedOrder, 'externalId'>,
    wanted?: (view: OrderView) => boolean,
    patience?: Patience,
  ): Promise<OrderView>;
  close(): Promise<void>;
}

export interface RestaurantWishes {
  readonly company?: string;
  readonly platforms?: readonly SamplePlatform[];
  readonly settings?: Partial<BranchSettings>;
}

/** How many times faster than documented the platforms repeat what failed. */
const retrySpeed = 20;

/** Opens a restaurant on the relay: paired, connected, its printer ready. */
export async function openRestaurant(
  relay: RelayUnderTest,
  wishes: RestaurantWishes = {},
): Promise<Restaurant> {
  const { company = 'Journey Grill', platforms: wanted = samplePlatforms } = wishes;
  const site = await createSampleBranch(relay.admin, { company, branch: 'Weibdeh' });
  const connections: SampleConnection[] = [];
  for (const platform of wanted) {
    const port = await freePort();
    const about = { port, name: `${company} ${platform}`, storeId: `store-${platform}` };
    connections.push(await connectPlatform(relay.admin, site, platform, about));
  }
  const simulators = connections.map(play);
  const printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  const parts = compose(company, [printer, ...simulators]);
  await parts.start();
  const link = await createCuttableLink(Number(new URL(relay.url).port));
  const code = await pairingCode(relay.admin, site);
  const branch = await startBranch({
    RELAY_URL: `http://127.0.0.1:${link.port}`,
    BRANCH_PAIRING_CODE: code,
  });
  await setUp(branch, printer, wishes.settings ?? {});
  return {
    site,
    branch,
    link,
    printer,
    connection: (platform) => demand(connections, platform),
    simulator: (platform) => demand(simulators, platform),
    orderOf: (sent, holds = () => true, patience) =>
      until(
        `order ${sent.externalId} at the branch`,
        async () => {
          const view = await findOrder(branch, sent.externalId);
          return view && holds(view) ? view : undefined;
        },
        patience,
      ),
    async close() {
      await branch.close();
      await parts.stop();
      await link.close();
    },
  };
}

async function setUp(
  branch: BranchProgram,
  printer: VirtualPrinter,
  settings: Partial<BranchSettings>,
): Promise<void> {
  await branch.call(branchApi.changeSettings, { ticketLanguage: 'en', ...settings });
  await ensurePrinter(branch, {
    name: 'Kitchen',
    host: '127.0.0.1',
    port: printer.port(),
    profile: 'generic-80mm',
  });
  await until('branch connected, printer ready', async () => {
    const { relay, printers } = await branch.call(branchApi.state, {});
    return relay.state === 'connected' && printers[0]?.state === 'ready';
  });
}

/** Plays the platform of a connection; the same every time but for ids and the time. */
export function play({ platform, url, credentials, port }: SampleConnection): Simulator {
  const simulated = platforms[platform];
  if (!simulated) throw new Error(`no simulator plays ${platform}`);
  return simulated.create({
    relayUrl: url,
    credentials,
    port,
    clock: systemClock,
    random: seededRandom(11),
    ids: systemIds,
    retrySpeed,
  });
}

function demand<Item extends { readonly platform: string }>(
  items: readonly Item[],
  platform: string,
): Item {
  const found = items.find((item) => item.platform === platform);
  if (!found) throw new Error(`this restaurant is not on ${platform}`);
  return found;
}

/** On whichever lane it stands. */
export async function findOrder(
  branch: BranchProgram,
  externalId: string,
): Promise<OrderView | undefined> {
  for (const lane of ['open', 'scheduled', 'done'] as const) {
    const { orders } = await branch.call(branchApi.listOrders, { lane });
    const view = orders.find(({ order }) => order.externalId === externalId);
    if (view) return view;
  }
  return undefined;
}

/** Resolves once the platform sees the order so; fails with what it saw instead. */
export async function untilPlatform(
  simulator: Simulator,
  { externalId }: Pick<SimulatedOrder, 'externalId'>,
  wanted: (order: SimulatedOrder) => boolean,
  withinMs = 30_000,
): Promise<SimulatedOrder> {
  let tooLate: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    tooLate = setTimeout(() => {
      const seen = JSON.stringify(simulator.order(externalId)?.calls);
      reject(new Error(`${simulator.platform} never saw ${externalId} so; it heard ${seen}`));
    }, withinMs);
  });
  try {
    return await Promise.race([untilOrder(simulator, externalId, wanted), limit]);
  } finally {
    clearTimeout(tooLate);
  }
}
