/** Who did what, kept for good. It names things without foreign keys, because it outlives them. */
import type { Kysely } from 'kysely';
import { required, type SqlWords } from './words.ts';

export async function up(
  db: Kysely<unknown>,
  { integer, growing, table, onlyAdded }: SqlWords,
): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('audit_log')
    .addColumn('id', integer, (c) => growing(c.notNull()))
    .addColumn('company_id', 'text')
    .$call(required(integer, 'at_ms'))
    .$call(required('text', 'action'))
    .addColumn('user_id', 'text')
    .$call(required('text', 'by', 'address', 'target_id', 'target_name', 'details'))
    .modifyEnd(table)
    .execute();
  await schema
    .createIndex('audit_log_company')
    .on('audit_log')
    .columns(['company_id', 'id'])
    .execute();
  for (const statement of onlyAdded('audit_log')) await statement.execute(db);
}
