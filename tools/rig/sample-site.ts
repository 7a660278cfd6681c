/** One sample company with a branch and its platforms, set up through the relay's own API. */
import { randomBytes } from 'node:crypto';
import { sampleMenu } from '../../cloud-relay/simulators/sample-menu.ts';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import type { Line, Name } from '../../src/shared/contract/order.ts';
import type { RelayClient } from './relay-client.ts';

export const samplePlatforms = ['talabat', 'careem', 'deliveroo', 'generic'] as const;
export type SamplePlatform = (typeof samplePlatforms)[number];

/** Everything a simulator needs to play its platform against one connection. */
export interface SampleConnection {
  readonly platform: SamplePlatform;
  /** Webhook address of the connection. */
  readonly url: string;
  /** What the simulator signs and checks with. */
  readonly credentials: Record<string, unknown>;
  /** Port on the loopback where the connection expects the platform's API. */
  readonly port: number;
}

interface Account {
  readonly storeId: string;
  readonly relay: { credentials: Record<string, unknown>; settings: Record<string, unknown> };
  readonly simulator: Record<string, unknown>;
}

const secret = () => randomBytes(24).toString('base64url');
const standardSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** Both sides of an account with a platform whose API answers at `api`. */
const accounts: Record<SamplePlatform, (api: string, storeId: string) => Account> = {
  talabat(api, storeId) {
    const [webhookSecret, username, password] = [secret(), 'wasla-plugin', secret()];
    return {
      storeId,
      relay: {
        credentials: { secrets: [webhookSecret], username, password },
        settings: { baseUrl: api },
      },
      simulator: { webhookSecret, username, password, remoteId: storeId },
    };
  },
  careem(api, storeId) {
    const [webhookKey, clientId, clientSecret] = [secret(), 'wasla', secret()];
    return {
      storeId,
      relay: {
        credentials: { webhookSecrets: [webhookKey], clientId, clientSecret },
        settings: {
          brandId: 'brand-1',
          apiBaseUrl: `${api}/pos/api/v1`,
          tokenUrl: `${api}/token`,
          acceptWithinMinutes: 8,
        },
      },
      simulator: { webhookKey, clientId, clientSecret, brandId: 'brand-1', branchId: storeId },
    };
  },
  deliveroo(api, storeId) {
    const [webhookSecret, clientId, clientSecret] = [secret(), 'wasla', secret()];
    return {
      storeId,
      relay: {
        credentials: { webhookSecrets: [webhookSecret], clientId, clientSecret },
        settings: { apiBaseUrl: api, tokenUrl: `${api}/oauth2/token` },
      },
      simulator: { webhookSecret, clientId, clientSecret, brandId: 'brand-1', siteId: storeId },
    };
  },
  generic(api, storeId) {
    const [theirs, ours] = [standardSecret(), standardSecret()];
    return {
      storeId,
      relay: {
        credentials: { verifyingKeys: [theirs], signingKey: ours },
        settings: { callbackUrl: `${api}/events` },
      },
      simulator: { signingKeys: [theirs], verifyingKeys: [ours], storeId },
    };
  },
};

/** Far above what a person sends, so that a load run measures the relay and not its limit. */
const webhooksPerMinute = 1_000_000;

export interface SampleBranch {
  readonly companyId: string;
  readonly branchId: string;
}

export async function createSampleBranch(
  relay: RelayClient,
  names: { company: string; branch: string },
): Promise<SampleBranch> {
  const company = await relay.call(consoleApi.createCompany, {
    name: names.company,
    country: 'JO',
    currency: 'JOD',
  });
  const branch = await relay.call(consoleApi.createBranch, {
    companyId: company.id,
    name: names.branch,
    timeZone: 'Asia/Amman',
  });
  return { companyId: company.id, branchId: branch.id };
}

/** Connects a platform whose API answers on `port` and links its store to the branch. */
export async function connectPlatform(
  relay: RelayClient,
  site: SampleBranch,
  platform: SamplePlatform,
  options: { port: number; name: string; storeId: string },
): Promise<SampleConnection> {
  const account = accounts[platform](`http://127.0.0.1:${options.port}`, options.storeId);
  const connection = await relay.call(consoleApi.createConnection, {
    companyId: site.companyId,
    platform,
    name: options.name,
    environment: 'simulator',
    ...account.relay,
    webhooksPerMinute,
    allowedSources: [],
  });
  await relay.call(consoleApi.createStoreLink, {
    id: connection.id,
    storeId: account.storeId,
    branchId: site.branchId,
  });
  await relay.call(consoleApi.publishMenu, {
    id: connection.id,
    storeId: '',
    names: menuNames(),
  });
  return {
    platform,
    url: connection.webhookUrl,
    credentials: account.simulator,
    port: options.port,
  };
}

export async function pairingCode(relay: RelayClient, site: SampleBranch): Promise<string> {
  const { code } = await relay.call(consoleApi.createPairingCode, { id: site.branchId });
  return code;
}

type NamedItem = (typeof sampleMenu.items)[number];

type MenuNames = Record<string, Name & Pick<Line, 'category'>>;

/**
 * What every product and option of the sample menu is called, however deep, and where each product belongs.
 * Some platforms send the id back and some the restaurant's code, so both lead there.
 */
function menuNames(): MenuNames {
  const names: MenuNames = {};
  const add = (
    { id, remoteCode, name, groups }: Pick<NamedItem, 'id' | 'remoteCode' | 'name' | 'groups'>,
    category?: Line['category'],
  ) => {
    const entry = { default: name.ar, ...name, ...(category && { category }) };
    Object.assign(names, { [id]: entry, [remoteCode]: entry });
    for (const group of groups) for (const option of group.options) add(option);
  };
  for (const item of [...sampleMenu.items, sampleMenu.deepItem]) add(item, categoryOf(item));
  return names;
}

function categoryOf({ categoryId: id }: NamedItem): Line['category'] {
  const found = sampleMenu.categories.find((category) => category.id === id);
  return found && { id, name: { default: found.name.ar, ...found.name } };
}
