import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { ConnectionView, MenuLookup } from '../adapters/adapter.ts';
import type { RelayStore } from '../database/database.ts';
import type { Adapters } from '../deps.ts';
import {
  type ConnectionRow,
  listConnectionRows,
  listLatestMenus,
  listStoreLinks,
} from './connections-repo.ts';
import { createMenuLookup } from './menu-lookup.ts';
import type { Sealer } from './sealed-credentials.ts';
import { createSourceList, type SourceList } from './source-list.ts';

/** A connection ready for use: credentials opened and checked, menus at hand. */
export interface LiveConnection {
  readonly view: ConnectionView;
  readonly companyId: string;
  readonly platform: string;
  readonly addressKey: string;
  /** A disabled connection is for the outside one that does not exist. */
  readonly disabled: boolean;
  readonly rateLimitPerMinute: number;
  /** Asked before anything of a call is looked at. */
  readonly allows: SourceList;
  readonly menu: MenuLookup;
}

/** A connection of a platform without an adapter, or whose secrets or settings cannot be read. */
export interface BrokenConnection {
  readonly id: string;
  readonly companyId: string;
  readonly platform: string;
  readonly addressKey: string;
}

/** Whether somebody's connection is at an address, be it of use or broken. */
export function isTaken(
  connections: Pick<ConnectionDirectory, 'find' | 'listBroken'>,
  platform: string,
  addressKey: string,
): boolean {
  const isThere = (broken: BrokenConnection) =>
    broken.platform === platform && broken.addressKey === addressKey;
  return (
    connections.find(platform, addressKey) !== undefined || connections.listBroken().some(isThere)
  );
}

/** Every connection in memory: a webhook costs no query before it is stored. */
export interface ConnectionDirectory {
  find(platform: string, addressKey: string): LiveConnection | undefined;
  /** Connections that are switched on and cannot be read: nothing they are sent can be verified. */
  listBroken(): readonly BrokenConnection[];
  get(connectionId: string): LiveConnection | undefined;
  /** The branch that a store of the platform is linked to. */
  branchOf(connectionId: string, storeId: string): string | undefined;
  /** Called after the directory knows about a changed connection, store link or menu. */
  onChange(listener: (connectionId: string) => void): void;
}

export interface LoadedConnectionDirectory extends ConnectionDirectory {
  load(): Promise<void>;
  /** Reads one connection again; call it after the change has committed. */
  refresh(connectionId: string): Promise<void>;
}

export interface DirectoryDeps {
  readonly store: RelayStore;
  readonly adapters: Adapters;
  readonly sealer: Sealer;
  readonly logger: Logger;
}

const defaultWebhooksPerMinute = 100;

export function createConnectionDirectory(deps: DirectoryDeps): LoadedConnectionDirectory {
  const { store, logger } = deps;
  const byId = new Map<string, LiveConnection>();
  const byAddress = new Map<string, LiveConnection>();
  const broken = new Map<string, BrokenConnection>();
  const branches = new Map<string, Map<string, string>>();
  const listeners: ((connectionId: string) => void)[] = [];

  const forget = (connectionId: string) => {
    const known = byId.get(connectionId);
    if (known) byAddress.delete(addressOf(known.platform, known.addressKey));
    byId.delete(connectionId);
    broken.delete(connectionId);
    branches.delete(connectionId);
  };
  const remember = (live: LiveConnection, links: Map<string, string> | undefined) => {
    byId.set(live.view.id, live);
    byAddress.set(addressOf(live.platform, live.addressKey), live);
    branches.set(live.view.id, links ?? new Map<string, string>());
  };
  const read = async (connectionId?: string) => {
    const [rows, links, menus] = await Promise.all([
      listConnectionRows(store.db, connectionId),
      listStoreLinks(store.db, connectionId),
      listLatestMenus(store.db, connectionId),
    ]);
    const linksOf = pairsBy(links, (link) => [link.store_id, link.branch_id]);
    const menusOf = pairsBy(menus, (menu) => [menu.store_id, menu.names]);
    if (connectionId !== undefined) forget(connectionId);
    for (const row of rows) {
      const live = toLive(row, createMenuLookup(menusOf.get(row.id) ?? new Map()), deps);
      if (live) remember(live, linksOf.get(row.id));
      else if (row.disabled_at_ms === null) {
        broken.set(row.id, toBroken(row));
      }
    }
    logger.debug({ connections: byId.size }, 'connections read');
  };
  return {
    find: (platform, addressKey) => byAddress.get(addressOf(platform, addressKey)),
    listBroken: () => [...broken.values()],
    get: (connectionId) => byId.get(connectionId),
    branchOf: (connectionId, storeId) => branches.get(connectionId)?.get(storeId),
    onChange: (listener) => void listeners.push(listener),
    load: () => read(),
    async refresh(connectionId) {
      await read(connectionId);
      for (const listener of listeners) listener(connectionId);
    },
  };
}

function addressOf(platform: string, addressKey: string): string {
  return `${platform}/${addressKey}`;
}

function toBroken(row: ConnectionRow): BrokenConnection {
  return {
    id: row.id,
    companyId: row.company_id,
    platform: row.platform,
    addressKey: row.address_key,
  };
}

function pairsBy<Row extends { connection_id: string }>(
  rows: readonly Row[],
  pair: (row: Row) => [string, string],
): Map<string, Map<string, string>> {
  const groups = Map.groupBy(rows, (row) => row.connection_id);
  return new Map([...groups].map(([id, members]) => [id, new Map(members.map(pair))]));
}

/** One connection that cannot be read must not keep the others from their orders. */
function toLive(
  row: ConnectionRow,
  menu: MenuLookup,
  { adapters, sealer, logger }: DirectoryDeps,
): LiveConnection | undefined {
  const adapter = adapters[row.platform];
  if (!adapter) {
    logger.error({ connectionId: row.id, platform: row.platform }, 'connection without an adapter');
    return undefined;
  }
  try {
    const credentials: unknown = JSON.parse(sealer.open(row.credentials_sealed, row.id));
    return {
      view: {
        id: row.id,
        environment: row.environment,
        credentials: adapter.credentials.parse(credentials),
        settings: adapter.settings.parse(JSON.parse(row.settings)),
        country: row.country,
      },
      companyId: row.company_id,
      platform: row.platform,
      addressKey: row.address_key,
      disabled: row.disabled_at_ms !== null,
      rateLimitPerMinute:
        row.rate_limit_per_minute ?? adapter.webhooksPerMinute ?? defaultWebhooksPerMinute,
      allows: createSourceList(JSON.parse(row.allowed_sources) as string[]),
      menu,
    };
  } catch (error) {
    logger.error({ connectionId: row.id, ...errorFields(error) }, 'connection cannot be read');
    return undefined;
  }
}
