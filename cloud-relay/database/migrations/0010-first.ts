/** Everything the first order needs: tenants, calls, orders, the logs to the branches, calls to platforms. */
import { type Kysely, sql } from 'kysely';
import { required, type SqlWords } from './words.ts';

export async function up(db: Kysely<unknown>, words: SqlWords): Promise<void> {
  await tenancy(db, words);
  await devices(db, words);
  await connections(db, words);
  await webhookCalls(db, words);
  await orders(db, words);
  await branchLogs(db, words);
  await platformCalls(db, words);
}

async function tenancy(db: Kysely<unknown>, { integer, table }: SqlWords): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('companies')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'name', 'country', 'currency'))
    .$call(required(integer, 'created_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('branches')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .$call(required('text', 'name', 'time_zone'))
    .$call(required(integer, 'created_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema.createIndex('branches_company').on('branches').columns(['company_id']).execute();
  await schema
    .createTable('users')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.references('companies.id'))
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .$call(required('text', 'password_hash', 'role'))
    .$call(required(integer, 'created_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id'))
    .$call(required(integer, 'created_at_ms', 'expires_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema.createIndex('sessions_expiry').on('sessions').columns(['expires_at_ms']).execute();
  await schema
    .createTable('relay_meta')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'value'))
    .modifyEnd(table)
    .execute();
}

async function devices(db: Kysely<unknown>, { integer, table }: SqlWords): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('pairing_codes')
    .addColumn('code_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .addColumn('branch_id', 'text', (c) => c.notNull().references('branches.id'))
    .$call(required(integer, 'created_at_ms', 'expires_at_ms'))
    .addColumn('used_at_ms', integer)
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('devices')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .addColumn('branch_id', 'text', (c) => c.notNull().references('branches.id'))
    .$call(required('text', 'name', 'public_key'))
    .$call(required(integer, 'created_at_ms'))
    .addColumn('last_seen_at_ms', integer)
    .addColumn('revoked_at_ms', integer)
    .modifyEnd(table)
    .execute();
  await schema.createIndex('devices_branch').on('devices').columns(['branch_id']).execute();
}

async function connections(db: Kysely<unknown>, words: SqlWords): Promise<void> {
  const { schema } = db;
  const { integer, bytes, table, keyOnlyTable } = words;
  await schema
    .createTable('connections')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .$call(required('text', 'platform', 'name', 'environment'))
    .addColumn('address_key', 'text', (c) => c.notNull().unique())
    .$call(required(bytes, 'credentials_sealed'))
    .$call(required('text', 'settings'))
    .$call(required(integer, 'created_at_ms'))
    .addColumn('rate_limit_per_minute', integer)
    .addColumn('allowed_sources', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('disabled_at_ms', integer)
    .modifyEnd(table)
    .execute();
  await schema
    .createIndex('connections_company')
    .on('connections')
    .columns(['company_id'])
    .execute();
  await schema
    .createTable('store_links')
    .addColumn('connection_id', 'text', (c) => c.notNull().references('connections.id'))
    .$call(required('text', 'store_id'))
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .addColumn('branch_id', 'text', (c) => c.notNull().references('branches.id'))
    .$call(required(integer, 'created_at_ms'))
    .addPrimaryKeyConstraint('store_links_key', ['connection_id', 'store_id'])
    .modifyEnd(keyOnlyTable)
    .execute();
  await schema
    .createTable('menu_snapshots')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .addColumn('connection_id', 'text', (c) => c.notNull().references('connections.id'))
    .$call(required('text', 'store_id'))
    .$call(required(integer, 'version'))
    .$call(required('text', 'names'))
    .$call(required(integer, 'created_at_ms'))
    .addUniqueConstraint('menu_snapshots_version', ['connection_id', 'store_id', 'version'])
    .modifyEnd(table)
    .execute();
}

/**
 * Calls and the logs below name tenants without foreign keys: they are written at the platforms' pace
 * and outlive what they are about. A query meets a partial index only when it states the index's
 * condition as a literal (`sql.lit`), not as a parameter.
 */
async function webhookCalls(db: Kysely<unknown>, words: SqlWords): Promise<void> {
  const { schema } = db;
  const { integer, bytes, growing, table, keyOnlyTable } = words;
  await schema
    .createTable('webhook_calls')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .$call(required('text', 'connection_id', 'company_id'))
    .$call(required(integer, 'received_at_ms'))
    .$call(required('text', 'method', 'path', 'query', 'headers'))
    .$call(required(bytes, 'body'))
    .$call(required('text', 'source_address'))
    .$call(required(integer, 'verified'))
    .$call(required('text', 'verification', 'state', 'note'))
    .addColumn('external_id', 'text')
    .addColumn('processed_at_ms', integer)
    .modifyEnd(table)
    .execute();
  const index = (
    name: string,
    columns: ('id' | 'company_id' | 'connection_id' | 'external_id' | 'received_at_ms')[],
  ) => schema.createIndex(name).on('webhook_calls').columns(columns);
  await index('webhook_calls_company', ['company_id', 'id']).execute();
  await index('webhook_calls_received', ['id'])
    .where(sql<boolean>`state = 'received'`)
    .execute();
  await index('webhook_calls_waiting', ['connection_id', 'external_id'])
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
  await index('webhook_calls_unreadable', ['company_id', 'id'])
    .where(sql<boolean>`state = 'unreadable'`)
    .execute();
  await index('webhook_calls_refused', ['company_id', 'id'])
    .where(sql<boolean>`state = 'refused'`)
    .execute();
  await index('webhook_calls_refused_age', ['received_at_ms'])
    .where(sql<boolean>`state = 'refused'`)
    .execute();
  await schema
    .createTable('applied_events')
    .$call(required('text', 'connection_id', 'external_id', 'event_key'))
    .$call(required(integer, 'call_id', 'applied_at_ms'))
    .addPrimaryKeyConstraint('applied_events_key', ['connection_id', 'external_id', 'event_key'])
    .modifyEnd(keyOnlyTable)
    .execute();
}

async function orders(db: Kysely<unknown>, { integer, growing, table }: SqlWords): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('orders')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
    .addColumn('branch_id', 'text', (c) => c.notNull().references('branches.id'))
    .addColumn('connection_id', 'text', (c) => c.notNull().references('connections.id'))
    .$call(required('text', 'platform', 'external_id', 'store_id', 'display_number', 'status'))
    .addColumn('accept_by_ms', integer)
    .$call(required(integer, 'is_test'))
    .$call(required('text', 'body', 'platform_data', 'courier', 'placed_standing'))
    .$call(required(integer, 'placed_at_ms', 'received_at_ms', 'queued_at_ms', 'updated_at_ms'))
    .modifyEnd(table)
    .execute();
  const index = (name: string, first: 'company_id' | 'branch_id') =>
    schema.createIndex(name).on('orders').columns([first, 'received_at_ms']).execute();
  await index('orders_company', 'company_id');
  await index('orders_branch', 'branch_id');
  await schema
    .createTable('order_changes')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .$call(required('text', 'company_id', 'status'))
    .$call(required(integer, 'at_ms'))
    .$call(required('text', 'by', 'reason'))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('order_hops')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .$call(required('text', 'company_id', 'hop'))
    .$call(required(integer, 'at_ms'))
    .$call(required('text', 'detail'))
    .modifyEnd(table)
    .execute();
  for (const name of ['order_changes', 'order_hops']) {
    await schema.createIndex(`${name}_order`).on(name).columns(['order_id', 'id']).execute();
  }
}

async function branchLogs(
  db: Kysely<unknown>,
  { integer, growing, table, keyOnlyTable }: SqlWords,
): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('branch_logs')
    .addColumn('branch_id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'company_id', 'down_epoch'))
    .$call(required(integer, 'down_head', 'down_acked'))
    .addColumn('down_sent', integer, (c) => c.notNull().defaultTo(0))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('down_events')
    .$call(required('text', 'branch_id'))
    .$call(required(integer, 'seq'))
    .$call(required('text', 'event_id', 'order_id', 'kind', 'body'))
    .$call(required(integer, 'at_ms'))
    .addPrimaryKeyConstraint('down_events_key', ['branch_id', 'seq'])
    .modifyEnd(keyOnlyTable)
    .execute();
  await schema
    .createTable('up_cursors')
    .addColumn('branch_id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'branch_epoch'))
    .$call(required(integer, 'cursor', 'updated_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('unreadable_up_events')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .$call(required('text', 'branch_id', 'company_id', 'branch_epoch'))
    .$call(required(integer, 'seq'))
    .$call(required('text', 'raw', 'why'))
    .$call(required(integer, 'received_at_ms'))
    .modifyEnd(table)
    .execute();
}

async function platformCalls(db: Kysely<unknown>, words: SqlWords): Promise<void> {
  const { schema } = db;
  const { integer, growing, table } = words;
  await schema
    .createTable('outbound_calls')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .$call(
      required(
        'text',
        'company_id',
        'branch_id',
        'connection_id',
        'order_id',
        'action',
        'params',
        'state',
      ),
    )
    .$call(required(integer, 'position', 'attempts', 'due_at_ms', 'give_up_at_ms'))
    .$call(required('text', 'last_detail'))
    .addColumn('sent_at_ms', integer)
    .$call(required(integer, 'created_at_ms'))
    .addColumn('done_at_ms', integer)
    .modifyEnd(table)
    .execute();
  await schema
    .createIndex('outbound_calls_due')
    .on('outbound_calls')
    .columns(['state', 'due_at_ms'])
    .execute();
  await schema
    .createIndex('outbound_calls_order')
    .unique()
    .on('outbound_calls')
    .columns(['order_id', 'position'])
    .execute();
  await schema
    .createTable('platform_calls')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .$call(required('text', 'company_id', 'connection_id'))
    .addColumn('outbound_id', 'text')
    .addColumn('order_id', 'text')
    .$call(required('text', 'operation', 'method', 'url', 'request_body'))
    .addColumn('status', integer)
    .$call(required('text', 'response_body', 'error'))
    .$call(required(integer, 'started_at_ms', 'duration_ms'))
    .modifyEnd(table)
    .execute();
  for (const [name, first] of [
    ['platform_calls_company', 'company_id'],
    ['platform_calls_order', 'order_id'],
  ] as const) {
    await schema.createIndex(name).on('platform_calls').columns([first, 'id']).execute();
  }
}
