/** What branches say of themselves for a time: dishes that are out, hours in which the kitchen needs longer. */
import type { Kysely } from 'kysely';
import { required, type SqlWords } from './words.ts';

export async function up(db: Kysely<unknown>, { integer, table }: SqlWords): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('branch_outages')
    .$call(required('text', 'branch_id', 'company_id', 'kind', 'item_id', 'name'))
    .addColumn('until_ms', integer)
    .$call(required(integer, 'said_at_ms'))
    .addPrimaryKeyConstraint('branch_outages_key', ['branch_id', 'kind', 'item_id'])
    .modifyEnd(table)
    .execute();
  await schema
    .createTable('branch_busy')
    .addColumn('branch_id', 'text', (c) => c.primaryKey().notNull())
    .$call(required('text', 'company_id', 'busy'))
    .$call(required(integer, 'until_ms'))
    .modifyEnd(table)
    .execute();
}
