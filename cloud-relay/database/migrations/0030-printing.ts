/** Printing seen from afar: how branches are, papers asked for, templates that a company shares. */
import { type Kysely, sql } from 'kysely';
import { required, type SqlWords } from './words.ts';

export async function up(db: Kysely<unknown>, words: SqlWords): Promise<void> {
  await reportsAndRequests(db, words);
  await templates(db, words);
}

async function reportsAndRequests(db: Kysely<unknown>, { integer, table }: SqlWords) {
  const { schema } = db;
  await schema
    .createTable('branch_reports')
    .addColumn('branch_id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'company_id', 'report'))
    .$call(required(integer, 'reported_at_ms'))
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('print_requests')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'company_id', 'branch_id', 'document'))
    .addColumn('order_id', 'text')
    .addColumn('printer_id', 'text')
    .$call(required('text', 'printer_name', 'reason', 'by'))
    .$call(required(integer, 'requested_at_ms', 'expires_at_ms'))
    .$call(required('text', 'report'))
    .addColumn('reported_at_ms', integer)
    .modifyEnd(table)
    .execute();
  for (const first of ['company_id', 'branch_id', 'order_id']) {
    await schema
      .createIndex(`print_requests_${first.replace('_id', '')}`)
      .on('print_requests')
      .columns([first, 'requested_at_ms'])
      .execute();
  }
}

async function templates(db: Kysely<unknown>, { integer, table }: SqlWords): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('template_versions')
    .$call(required('text', 'company_id', 'event_id', 'branch_id', 'template_id', 'saved_by'))
    .$call(required(integer, 'version', 'saved_at_ms', 'is_current'))
    .$call(required('text', 'body'))
    .$call(required(integer, 'received_at_ms'))
    .addPrimaryKeyConstraint('template_versions_key', ['company_id', 'event_id'])
    .modifyEnd(table)
    .execute();
  // The promise "one counts" at its deepest.
  await schema
    .createIndex('template_versions_current')
    .unique()
    .on('template_versions')
    .columns(['company_id', 'template_id'])
    .where(sql<boolean>`is_current = 1`)
    .execute();
}
