import type { Kysely } from 'kysely';
import type { RelayDatabase } from '../database/schema.ts';

type Db = Kysely<RelayDatabase>;

/** One connection with its company's country, or all of them. */
export function listConnectionRows(db: Db, connectionId?: string) {
  return db
    .selectFrom('connections')
    .innerJoin('companies', 'companies.id', 'connections.company_id')
    .selectAll('connections')
    .select('companies.country')
    .$if(connectionId !== undefined, (q) => q.where('connections.id', '=', connectionId ?? ''))
    .execute();
}
export type ConnectionRow = Awaited<ReturnType<typeof listConnectionRows>>[number];

export function listStoreLinks(db: Db, connectionId?: string) {
  return db
    .selectFrom('store_links')
    .select(['connection_id', 'store_id', 'branch_id'])
    .$if(connectionId !== undefined, (q) => q.where('connection_id', '=', connectionId ?? ''))
    .execute();
}

/** The newest menu of each store; older versions stay for the record. */
export function listLatestMenus(db: Db, connectionId?: string) {
  return db
    .selectFrom('menu_snapshots as menu')
    .select(['menu.connection_id', 'menu.store_id', 'menu.names'])
    .where((eb) =>
      eb(
        'menu.version',
        '=',
        eb
          .selectFrom('menu_snapshots as newer')
          .select((e) => e.fn.max('newer.version').as('newest'))
          .whereRef('newer.connection_id', '=', 'menu.connection_id')
          .whereRef('newer.store_id', '=', 'menu.store_id'),
      ),
    )
    .$if(connectionId !== undefined, (q) => q.where('menu.connection_id', '=', connectionId ?? ''))
    .execute();
}
