import { readFileSync } from 'node:fs';
import { CompiledQuery, sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { openStore } from './database.ts';

const source = readFileSync(new URL('schema.ts', import.meta.url), 'utf8');
const store = await openStore({ file: ':memory:', logger: silentLogger });
afterAll(() => store.close());

/** `name: kind, may be null` of every column, as the TypeScript interfaces promise them. */
function promised(): Record<string, Record<string, string>> {
  const interfaces = new Map(
    [...source.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name, body]) => [
      name ?? '',
      body ?? '',
    ]),
  );
  const columnsOf = (table: string) =>
    [...(interfaces.get(table) ?? '').matchAll(/^ {2}(\w+): ([^;]+);/gm)].map(
      ([, name = '', type = '']) => [name, kindOf(type)],
    );
  const tables = [...(interfaces.get('RelayDatabase') ?? '').matchAll(/^ {2}(\w+): (\w+);/gm)];
  return Object.fromEntries(
    tables.map(([, table = '', type = '']) => [table, Object.fromEntries(columnsOf(type))]),
  );
}

function kindOf(type: string): string {
  const kind = /\bnumber\b/.test(type) ? 'INTEGER' : type.includes('Uint8Array') ? 'BLOB' : 'TEXT';
  return type.endsWith('| null') ? `${kind} or null` : kind;
}

async function made(): Promise<Record<string, Record<string, string>>> {
  const { rows } = await sql<{ table: string; name: string; type: string; notnull: number }>`
    select m.name as "table", c.name, c.type, c."notnull"
      from sqlite_master m join pragma_table_info(m.name) c
     where m.type = 'table' and m.name not in ('applied_migrations', 'sqlite_sequence')`.execute(
    store.db,
  );
  const tables: Record<string, Record<string, string>> = {};
  for (const { table, name, type, notnull } of rows) {
    (tables[table] ??= {})[name] =
      notnull === 1 ? type.toUpperCase() : `${type.toUpperCase()} or null`;
  }
  return tables;
}

test('the migrations make exactly the tables and columns that the code believes in', async () => {
  const expected = promised();
  expect(Object.keys(expected).length).toBeGreaterThan(15);
  expect(await made()).toEqual(expected);
});

/** What SQLite says it would do; `SCAN` without an index is a walk through the whole table. */
async function planOf(statement: string): Promise<string> {
  const values = [...statement.matchAll(/\?/g)].map(() => '');
  const plan = CompiledQuery.raw(`explain query plan ${statement}`, values);
  const { rows } = await store.db.executeQuery<{ detail: string }>(plan);
  return rows.map(({ detail }) => detail).join('\n');
}

test.each([
  [`select * from connections where address_key = ?`, 'address_key=?'],
  [
    `select * from webhook_calls where state = 'received' order by id limit 32`,
    'webhook_calls_received',
  ],
  [
    `select * from webhook_calls where connection_id = ? and external_id = ? and state = 'waiting'`,
    'webhook_calls_waiting',
  ],
  [
    `select * from webhook_calls where company_id = ? and state = 'unreadable' order by id desc limit 20`,
    'webhook_calls_unreadable',
  ],
  [
    `select * from webhook_calls where company_id = ? and state = 'refused' order by id desc limit 20`,
    'webhook_calls_refused',
  ],
  [
    `select * from webhook_calls where company_id = ? order by id desc limit 20`,
    'webhook_calls_company',
  ],
  [
    `select 1 from applied_events where connection_id = ? and external_id = ? and event_key = ?`,
    'PRIMARY KEY (connection_id=? AND external_id=? AND event_key=?)',
  ],
  [`select * from orders where id = ?`, 'id=?'],
  [
    `select * from orders where company_id = ? order by received_at_ms desc limit 20`,
    'orders_company',
  ],
  [`select * from order_hops where order_id = ? order by id`, 'order_hops_order'],
  [
    `select * from down_events where branch_id = ? and seq > ? order by seq limit 200`,
    'branch_id=? AND seq>?',
  ],
  [
    `select * from outbound_calls where state = 'queued' and due_at_ms <= ? order by due_at_ms`,
    'outbound_calls_due (state=? AND due_at_ms<?)',
  ],
  [
    `select * from platform_calls where company_id = ? order by id desc limit 20`,
    'platform_calls_company',
  ],
  [`select * from audit_log where company_id = ? order by id desc limit 20`, 'audit_log_company'],
  [`select * from sessions where token_hash = ?`, 'token_hash=?'],
])('%s uses its index', async (statement, index) => {
  const plan = await planOf(statement);
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/SCAN \w+$|TEMP B-TREE/m);
});
